-- title: Days since the milestone before
-- question: How many days lie between a milestone and the one before it in the same proceeding?
-- audience: [psu]
-- measures: [M11]
-- population: Events of proceedings that have an earlier one of the same proceeding and subject
-- numerator: none
-- denominator: Events with one before
-- clock: From the event before, of whatever kind, to the event, in days
-- censoring: Events that happened; what has not happened has no gap yet
-- grain: One row a year and milestone
-- source: Quantiles interpolated
-- caveats:
--   - The milestone before is whatever was recorded last, so a milestone that a source leaves out lengthens the gap of the next.
--   - Events on one day follow each other in the order of their codes.
--   - An event of all subjects of a proceeding is one of its own line, apart from those of each subject.
-- parameters: []
-- columns:
--   - {name: year, title: Year, kind: label, role: dimension}
--   - {name: milestone, title: Milestone, kind: label, role: dimension, list: event}
--   - {name: events, title: Events, kind: count, unit: events, role: measure}
--   - {name: median_days, title: Median, kind: duration, unit: days, role: measure, of: events}
--   - {name: p90_days, title: Nine in ten within, kind: duration, unit: days, role: measure, of: events}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH gaps AS (
  SELECT code, event_date, event_date - lag(event_date) OVER (PARTITION BY proceeding_ref, subject_ref ORDER BY event_date, code) AS days
  FROM event
  WHERE proceeding_ref <> ''
),
counted AS (
  SELECT year(event_date)::VARCHAR AS year, code, count(*) AS events, quantile_cont(days, [0.5, 0.9]) AS days
  FROM gaps
  WHERE days IS NOT NULL
  GROUP BY ALL
)
SELECT year, code AS milestone, events, days[1] AS median_days, days[2] AS p90_days
FROM counted
ORDER BY year, milestone
