-- title: Updates to complainants and families
-- question: Are complainants and families updated on time?
-- audience: [quality, debrief, psu, board]
-- measures: [M33]
-- population: Intervals between updates to complainants and families whose later update fell in the twelve months that end with the period, and open intervals already too long in cases still open
-- numerator: Intervals within the standard
-- denominator: Intervals
-- clock: From one update to the next; days as MIS-CMP-UPD in ref.standard, as it stands at the as-of date
-- censoring: The last interval of an open case counts once it is too long at the as-of date
-- grain: One row an audience
-- source: Police Reform Act 2002 ss20-21 and SI 2020/2; interval Wilson 95 %
-- caveats:
--   - Audiences with no update at all make no interval and are not here.
--   - An update counts whatever it said.
-- parameters: [as_of, to]
-- then:
--   - wilson: {k: within_28, n: intervals, rate: within_rate}
-- columns:
--   - {name: audience, title: Audience, kind: label, role: dimension, list: contact_audience}
--   - {name: intervals, title: Intervals, kind: count, unit: intervals, role: measure}
--   - {name: within_28, title: Within 28 days, kind: count, unit: intervals, role: measure}
--   - {name: late, title: Late, kind: count, unit: intervals, role: measure}
--   - {name: within_rate, title: Within the standard, kind: rate, role: measure, of: intervals}
--   - {name: within_rate_low, title: Lower limit, kind: rate, role: measure, of: intervals}
--   - {name: within_rate_high, title: Upper limit, kind: rate, role: measure, of: intervals}
-- totals: within_28 + late = intervals
-- sensitivity: aggregate
-- ---
WITH allowed AS (
  SELECT n FROM limit_now WHERE standard_id = 'MIS-CMP-UPD'
),
audiences(audience) AS (VALUES ('complainant'), ('family')),
updates AS (
  SELECT u.audience, u.case_ref, u.contact_date, lead(u.contact_date) OVER (PARTITION BY u.case_ref, u.audience ORDER BY u.contact_date) AS next_date
  FROM contact_update u SEMI JOIN audiences a USING (audience)
  WHERE u.contact_date IS NOT NULL
),
intervals AS (
  SELECT u.audience, u.next_date - u.contact_date AS days
  FROM updates u
  WHERE within_years(u.next_date, $to::DATE, 1)
  UNION ALL
  SELECT u.audience, $as_of::DATE - u.contact_date
  FROM updates u
  JOIN case_ c ON c.case_ref = u.case_ref AND c.closed_date IS NULL
  CROSS JOIN allowed l
  WHERE u.next_date IS NULL AND $as_of::DATE - u.contact_date > l.n
)
SELECT a.audience, count(i.days) AS intervals, count(*) FILTER (i.days <= l.n) AS within_28, count(*) FILTER (i.days > l.n) AS late,
       count(*) FILTER (i.days <= l.n) / nullif(count(i.days), 0) AS within_rate
FROM audiences a
CROSS JOIN allowed l
LEFT JOIN intervals i USING (audience)
GROUP BY a.audience
ORDER BY a.audience
