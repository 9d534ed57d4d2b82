-- title: Days to closure of closed cases
-- question: How long had the cases closed in each quarter been open?
-- audience: [psu, quality]
-- measures: [M11]
-- population: Cases closed on or before the position date, of every territory, that were received on or before the day they closed
-- numerator: none
-- denominator: Cases closed in the quarter
-- clock: From receipt (day recorded, else complaint made, else came to attention) to closure, in days
-- censoring: Closed cases only; open cases are left out
-- grain: One row a quarter of closure, territory and category of case
-- source: The published kind of time; quantiles interpolated
-- caveats:
--   - Leaves out the cases still open, so slow work is missing until it closes and a cleared backlog looks like slower work. Read it beside how long cases take in each place, which counts open cases too.
--   - Cases closed before they were received, or without a day of receipt, are left out; the table of how long cases take in each place counts them.
--   - Categories are in the source's own words.
-- parameters: []
-- columns:
--   - {name: quarter, title: Quarter closed, kind: label, role: dimension}
--   - {name: territory, title: Territory, kind: label, role: dimension, list: territory}
--   - {name: category, title: Category, kind: label, role: dimension, typed: true}
--   - {name: closed, title: Closed, kind: count, unit: cases, role: measure}
--   - {name: median_days, title: Median of those closed, kind: duration, unit: days, role: measure, of: closed}
--   - {name: p90_days, title: Nine in ten within, kind: duration, unit: days, role: measure, of: closed}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH closed AS (
  SELECT date_trunc('quarter', closed_date)::DATE AS first_day, territory, category,
         closed_date - coalesce(recorded_date, complaint_made_date, attention_date) AS days
  FROM case_
  WHERE closed_date >= coalesce(recorded_date, complaint_made_date, attention_date)
),
counted AS (
  SELECT first_day, territory, category, count(*) AS closed, quantile_cont(days, [0.5, 0.9]) AS days
  FROM closed
  GROUP BY ALL
)
SELECT fq(first_day) AS quarter, coalesce(territory, 'not recorded') AS territory, coalesce(category, 'not recorded') AS category, closed,
       days[1] AS median_days, days[2] AS p90_days
FROM counted
ORDER BY first_day, territory, category
