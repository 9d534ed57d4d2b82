-- title: Time from receipt to closure
-- question: How long do cases stay open, by territory and year of receipt?
-- audience: [psu, quality]
-- measures: [M11]
-- population: All cases of every territory
-- numerator: none
-- denominator: Cases with a day of receipt
-- clock: From receipt (day recorded, else complaint made, else came to attention) to closure, in days
-- censoring: Kaplan–Meier; open cases are censored on the position date
-- grain: One row a territory and calendar year of receipt
-- source: Measure M11, gross
-- caveats:
--   - Cases closed before they were received are counted as reversed and left out of the median.
--   - Cases without a day of receipt stand in a row of their own and have no time.
--   - Territories have different law; a difference between them is no comparison of performance.
-- parameters: [as_of]
-- then:
--   - km: {by: territory year, t: t, events: events, censored: censored, median: median_days}
-- columns:
--   - {name: territory, title: Territory, kind: label, role: dimension, list: territory}
--   - {name: year, title: Year received, kind: label, role: dimension}
--   - {name: cases, title: Cases, kind: count, unit: cases, role: measure}
--   - {name: closed, title: Closed, kind: count, unit: cases, role: measure}
--   - {name: open, title: Open, kind: count, unit: cases, role: measure}
--   - {name: reversed, title: Closed before receipt, kind: count, unit: cases, role: measure}
--   - {name: no_start, title: No day of receipt, kind: count, unit: cases, role: measure}
--   - {name: median_days, title: Median to closure, kind: duration, unit: days, role: measure, of: cases}
-- totals: closed + open = cases
-- same:
--   - sources.cases <= cases
-- sensitivity: aggregate
-- ---
WITH received AS (
  SELECT coalesce(territory, 'not recorded') AS territory, coalesce(recorded_date, complaint_made_date, attention_date) AS received_date, closed_date
  FROM case_
),
timed AS (
  SELECT territory, coalesce(year(received_date)::VARCHAR, 'not recorded') AS year, received_date, closed_date,
         coalesce(closed_date, $as_of::DATE) - received_date AS t
  FROM received
),
years AS (
  SELECT territory, year, count(*) AS cases, count(closed_date) AS closed, count(*) - count(closed_date) AS open,
         count(*) FILTER (closed_date < received_date) AS reversed, count(*) - count(received_date) AS no_start
  FROM timed GROUP BY ALL
),
steps AS (
  SELECT territory, year, t, count(closed_date) AS events, count(*) - count(closed_date) AS censored
  FROM timed WHERE t >= 0 GROUP BY ALL
)
SELECT y.*, s.t, s.events, s.censored
FROM years y
LEFT JOIN steps s USING (territory, year)
ORDER BY y.territory, y.year, s.t
