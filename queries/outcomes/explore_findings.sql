-- title: Misconduct proven, by force and kind of proceeding
-- question: In how many proceedings with a known finding was misconduct proven, in one force or kind of proceeding?
-- audience: [psu]
-- measures: [M15]
-- population: Individuals under the Conduct Regulations (police staff left out) whose hearing, meeting or accelerated hearing ended in the six financial years up to that of the period's end
-- numerator: Highest finding misconduct or gross misconduct
-- denominator: Known finding; discontinued and not recorded stand beside it
-- clock: none
-- censoring: By the date the proceeding ended for the individual
-- grain: One row a force (and all), kind of proceeding (all, misconduct, which is the same here, and a type) and financial year (and all six). A force whose name is "all" counts as not recorded
-- source: Measure M15; interval Wilson 95 %
-- caveats:
--   - Accelerated hearings are chosen for strong evidence; a changed mix of types changes the rate.
--   - An individual with two proceedings of a case counts once in each force, kind and span of years, with the highest finding; rows are not to be added.
--   - Who left by resignation or death, or was returned to Part 4, without a finding is in no column. Discontinued includes withdrawn and stayed.
--   - A difference between forces here is not adjusted for chance among many; the funnel of the trend review is.
-- parameters: [to]
-- then:
--   - wilson: {k: proven, n: known, rate: proven_rate}
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: proceedings, title: Proceedings, kind: label, role: dimension, list: proceeding_type}
--   - {name: year, title: Year, kind: label, role: dimension}
--   - {name: known, title: Known finding, kind: count, unit: individuals, role: measure}
--   - {name: proven, title: Proven, kind: count, unit: individuals, role: measure}
--   - {name: proven_rate, title: Proven rate, kind: rate, role: measure, of: known}
--   - {name: proven_rate_low, title: Lower limit, kind: rate, role: measure, of: known}
--   - {name: proven_rate_high, title: Upper limit, kind: rate, role: measure, of: known}
--   - {name: discontinued, title: Discontinued, kind: count, unit: individuals, role: measure}
--   - {name: not_recorded, title: Finding not recorded, kind: count, unit: individuals, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH chosen AS (
  SELECT f.force, k.proceedings, y.year, m.individual, m.case_ref, arg_max(m.part, (m.known, m.finding_rank)) AS part
  FROM misconduct_end m, unnest(['all', coalesce(nullif(m.force, 'all'), 'not recorded')]) f(force), unnest(['all', 'misconduct', m.type]) k(proceedings), unnest(['all', fy(m.completed_date)]) y(year)
  WHERE within_fys(m.completed_date, $to::DATE, 6)
  GROUP BY ALL
),
counted AS (
  SELECT force, proceedings, year, count(*) FILTER (part IN ('gross_misconduct', 'misconduct', 'not_misconduct')) AS known,
         count(*) FILTER (part IN ('gross_misconduct', 'misconduct')) AS proven,
         count(*) FILTER (part = 'discontinued') AS discontinued, count(*) FILTER (part = 'not_recorded') AS not_recorded
  FROM chosen
  GROUP BY ALL
)
SELECT force, proceedings, year, known, proven, proven / nullif(known, 0) AS proven_rate, discontinued, not_recorded
FROM counted
ORDER BY force, proceedings, year
