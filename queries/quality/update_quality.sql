-- title: Quality of updates
-- question: Are updates to complainants, families and others good enough?
-- audience: [quality, debrief, board]
-- measures: [M34]
-- population: Updates made in the quarter (cases of England and Wales), of which some were sampled for quality
-- numerator: Passed
-- denominator: Updates sampled and judged pass or fail
-- clock: none
-- censoring: By the day of the update
-- grain: One row an audience and quarter, the last eight
-- source: Measure M34; score interval 95 % for a sample from a finite population (all updates made)
-- caveats:
--   - How updates are chosen for the sample is not recorded; the interval holds for a random one only.
--   - Sampled updates to which the check did not apply are in the updates made and not in the sample.
-- parameters: [to]
-- then:
--   - finite: {k: passed, n: sampled, population: made, rate: pass_rate}
-- columns:
--   - {name: audience, title: Audience, kind: label, role: dimension, list: contact_audience}
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: made, title: Updates made, kind: count, unit: updates, role: measure}
--   - {name: sampled, title: Sampled, kind: count, unit: updates, role: measure}
--   - {name: passed, title: Passed, kind: count, unit: updates, role: measure}
--   - {name: pass_rate, title: Passed of those sampled, kind: rate, role: measure, of: sampled}
--   - {name: pass_rate_low, title: Lower limit, kind: rate, role: measure, of: sampled}
--   - {name: pass_rate_high, title: Upper limit, kind: rate, role: measure, of: sampled}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH updates AS (
  SELECT u.audience, fq(u.contact_date) AS quarter, u.quality
  FROM contact_update u
  LEFT JOIN case_ c USING (case_ref)
  WHERE coalesce(c.territory, 'EW') = 'EW'
)
SELECT a.code AS audience, q.quarter, count(u.audience) AS made, count(*) FILTER (u.quality IN ('pass', 'fail')) AS sampled,
       count(*) FILTER (u.quality = 'pass') AS passed,
       count(*) FILTER (u.quality = 'pass') / nullif(count(*) FILTER (u.quality IN ('pass', 'fail')), 0) AS pass_rate
FROM ref.code a
CROSS JOIN quarters($to::DATE, 8) q
LEFT JOIN updates u ON u.audience = a.code AND u.quarter = q.quarter
WHERE a.list = 'contact_audience'
GROUP BY a.code, q.quarter
ORDER BY a.code, q.quarter
