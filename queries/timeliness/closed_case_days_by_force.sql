-- title: Days to closure by force
-- question: How long had the cases closed by each force been open?
-- audience: [psu, quality]
-- measures: [M11]
-- population: Cases closed on or before the position date, of every territory, that were received on or before the day they closed
-- numerator: Closed within 100 working days of receipt (within_100)
-- denominator: Cases closed
-- clock: From receipt (day recorded, else complaint made, else came to attention) to closure, in days and working days
-- censoring: Closed cases only; open cases are left out
-- grain: One row a territory, force and region, in the order of their names
-- source: The published kind of time; quantiles interpolated
-- caveats:
--   - Leaves out the cases still open; a force that closes its quick cases first looks quick.
--   - No ranking. Forces differ in the cases they hold; 100 working days are a yardstick and no limit in law.
--   - Working days are those of the Conduct Regulations of England and Wales, for every territory; within 100 is of the cases inside that calendar.
-- parameters: []
-- columns:
--   - {name: territory, title: Territory, kind: label, role: dimension, list: territory}
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: region, title: Region, kind: label, role: dimension, typed: true}
--   - {name: closed, title: Closed, kind: count, unit: cases, role: measure}
--   - {name: median_days, title: Median of those closed, kind: duration, unit: days, role: measure, of: closed}
--   - {name: p90_days, title: Nine in ten within, kind: duration, unit: days, role: measure, of: closed}
--   - {name: in_calendar, title: Inside the calendar, kind: count, unit: cases, role: measure}
--   - {name: within_100, title: Within 100 working days, kind: count, unit: cases, role: measure}
--   - {name: within_100_rate, title: Share within, kind: rate, role: measure, of: in_calendar}
-- totals: none
-- same:
--   - closed[territory] = closed_case_days.closed[territory]
--   - closed[territory] <= case_time.closed[territory]
-- sensitivity: aggregate
-- ---
WITH closed AS (
  SELECT territory, force, region, closed_date, coalesce(recorded_date, complaint_made_date, attention_date) AS received_date
  FROM case_
  WHERE closed_date >= coalesce(recorded_date, complaint_made_date, attention_date)
),
counted AS (
  SELECT territory, force, region, count(*) AS closed, quantile_cont(closed_date - received_date, [0.5, 0.9]) AS days,
         count(e.workday_idx - r.workday_idx) AS in_calendar, count(*) FILTER (e.workday_idx - r.workday_idx <= 100) AS within_100
  FROM closed
  LEFT JOIN workday r ON r.workday_day = received_date
  LEFT JOIN workday e ON e.workday_day = closed_date
  GROUP BY ALL
)
SELECT coalesce(territory, 'not recorded') AS territory, coalesce(force, 'not recorded') AS force, coalesce(region, 'not recorded') AS region, closed,
       days[1] AS median_days, days[2] AS p90_days, in_calendar, within_100, within_100 / nullif(in_calendar, 0) AS within_100_rate
FROM counted
ORDER BY territory, force, region
