-- title: From the last result to closure
-- question: How long after the last proceeding ended is a case closed?
-- audience: [psu, quality]
-- measures: []
-- population: Cases (England and Wales) whose proceedings have all ended for all their subjects
-- numerator: Closed
-- denominator: Cases concluded
-- clock: From the last day on which a proceeding of the case ended for a subject to the day the case was closed, in days
-- censoring: Kaplan–Meier; cases not closed are censored on the position date
-- grain: One row a financial year of the last end, six years at most
-- source: Conclusion to closure in days; no limit in statute
-- caveats:
--   - A case may wait for an appeal, a review or an inquest that the source does not hold.
-- parameters: [as_of, to]
-- then:
--   - km: {by: year, t: t, events: events, censored: censors, median: median_days, low: median_low, high: median_high}
--   - left_out: {column: reversed, what: cases closed before their last proceeding ended}
-- columns:
--   - {name: year, title: Year of the last end, kind: label, role: dimension}
--   - {name: concluded, title: Concluded, kind: count, unit: cases, role: measure}
--   - {name: closed, title: Closed, kind: count, unit: cases, role: measure}
--   - {name: still_open, title: Still open, kind: count, unit: cases, role: measure}
--   - {name: median_days, title: Median days to closure, kind: duration, unit: days, role: measure, of: concluded}
--   - {name: median_low, title: Lower limit, kind: duration, unit: days, role: measure, of: concluded}
--   - {name: median_high, title: Upper limit, kind: duration, unit: days, role: measure, of: concluded}
-- totals: closed + still_open = concluded
-- sensitivity: aggregate
-- ---
WITH concluded AS (
  SELECT p.case_ref, max(p.completed_date) AS last_date
  FROM ps p GROUP BY p.case_ref
  HAVING count(*) = count(p.completed_date)
),
timed AS (
  SELECT fy(k.last_date) AS year, c.closed_date IS NOT NULL AS is_closed, coalesce(c.closed_date < k.last_date, false) AS reversed,
         coalesce(c.closed_date, $as_of::DATE) - k.last_date AS t
  FROM concluded k, case_ c
  WHERE c.case_ref = k.case_ref AND within_fys(k.last_date, $to::DATE, 6)
),
years AS (
  SELECT year, count(*) FILTER (NOT reversed) AS concluded, count(*) FILTER (is_closed AND NOT reversed) AS closed, count(*) FILTER (NOT is_closed) AS still_open,
         count(*) FILTER (reversed) AS reversed
  FROM timed GROUP BY year
),
steps AS (
  SELECT year, t, count(*) FILTER (is_closed) AS events, count(*) FILTER (NOT is_closed) AS censors FROM timed WHERE NOT reversed GROUP BY ALL
)
SELECT y.*, s.t, coalesce(s.events, 0) AS events, coalesce(s.censors, 0) AS censors
FROM years y
LEFT JOIN steps s USING (year)
ORDER BY y.year, s.t
