-- title: Use of listed days by force
-- question: How many of the days listed were used?
-- audience: [psu]
-- measures: [M13]
-- population: Days listed in the twelve months that end with the period, pre-hearings and pre-inquest reviews left out
-- numerator: Days used
-- denominator: Days listed of which the use is recorded
-- clock: none
-- censoring: Days still to come are not counted
-- grain: One row a force
-- source: Measure M13; interval Wilson 95 %
-- caveats:
--   - Rooms are not recorded. A day is one listed day of one proceeding, however long it sat.
--   - Forces with few days differ by chance. They are no ranking.
--   - Days of which nobody wrote down the use stand beside the share and are not part of it.
-- parameters: [to]
-- then:
--   - wilson: {k: used, n: known, rate: used_rate}
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: listed, title: Days listed, kind: count, unit: days, role: measure}
--   - {name: known, title: Use recorded, kind: count, unit: days, role: measure}
--   - {name: used, title: Used, kind: count, unit: days, role: measure}
--   - {name: lost, title: Lost, kind: count, unit: days, role: measure}
--   - {name: not_recorded, title: Not recorded, kind: count, unit: days, role: measure}
--   - {name: used_rate, title: Share used, kind: rate, role: measure, of: known}
--   - {name: used_rate_low, title: Lower limit, kind: rate, role: measure, of: known}
--   - {name: used_rate_high, title: Upper limit, kind: rate, role: measure, of: known}
-- totals: used + lost = known; known + not_recorded = listed; the rows add up to all days
-- sensitivity: aggregate
-- ---
WITH days AS (
  SELECT coalesce(p.force, 'not recorded') AS force, CASE WHEN l.used IN ('used', 'lost') THEN l.used END AS used
  FROM listing l
  LEFT JOIN proceeding p USING (proceeding_ref)
  LEFT JOIN case_ c USING (case_ref)
  WHERE l.kind IN ('hearing', 'trial', 'inquest') AND within_years(l.listed_date, $to::DATE, 1)
    AND coalesce(c.territory, 'EW') = 'EW'
)
SELECT force, count(*) AS listed, count(used) AS known,
       count(*) FILTER (used = 'used') AS used, count(*) FILTER (used = 'lost') AS lost, count(*) - count(used) AS not_recorded,
       count(*) FILTER (used = 'used') / nullif(count(used), 0) AS used_rate
FROM days
GROUP BY force
ORDER BY force
