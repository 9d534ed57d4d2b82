-- title: New, closed and net flow
-- question: Are we opening more proceedings than we close?
-- audience: [psu, board]
-- measures: [M02]
-- population: Subjects in misconduct, criminal or coronial proceedings
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: Counts by month of opening and of ending; open work at each month's end
-- grain: One row a month, the 36 complete months up to the end of the period, oldest first
-- source: Measure M02; XmR as NHS "Making Data Count", limits not screened, seven-point rules, for counts of about five or more
-- caveats:
--   - A month in which a backlog is cleared shows many closed; that is no sign of shorter times.
--   - The limits of routine variation are worked out from all months shown, unusual ones among them; they lie 2.66 times the mean step from month to month to either side of the mean.
-- parameters: [to]
-- then:
--   - xmr: {x: net, counts: opened closed}
-- columns:
--   - {name: month, title: Month, kind: date, role: dimension}
--   - {name: opened, title: Opened, kind: count, unit: subjects, role: measure}
--   - {name: closed, title: Closed, kind: count, unit: subjects, role: measure}
--   - {name: net, title: Net flow, kind: number, unit: subjects, role: measure}
--   - {name: open_at_end, title: Open at the month's end, kind: count, unit: subjects, role: measure}
--   - {name: mean, title: Mean net flow, kind: number, unit: subjects, role: measure}
--   - {name: lower, title: Lower limit, kind: number, unit: subjects, role: measure}
--   - {name: upper, title: Upper limit, kind: number, unit: subjects, role: measure}
--   - {name: signal, title: Signal, kind: label, role: measure}
-- totals: net is opened less closed
-- same:
--   - open_at_end[month] + closed[month] = open_at_end[month, before] + opened[month]
-- sensitivity: aggregate
-- ---
WITH last AS (
  -- The month of the day after the period's end is the first that is not complete.
  SELECT date_trunc('month', $to::DATE + 1)::DATE AS next_month
),
months AS (
  SELECT (next_month - to_months((36 - i)::INTEGER))::DATE AS month FROM last, range(36) r(i)
),
work AS (
  SELECT started_date, completed_date FROM ps SEMI JOIN jurisdictions USING (jurisdiction)
),
flows AS (
  SELECT date_trunc('month', day)::DATE AS month, sum(opened) AS opened, sum(closed) AS closed, sum(opened) - sum(left_open) AS change
  FROM (SELECT started_date AS day, 1 AS opened, 0 AS closed, 0 AS left_open FROM work
        UNION ALL SELECT completed_date, 0, 1, 0 FROM work
        -- It stops being open work when it has both been opened and ended.
        UNION ALL SELECT greatest(started_date, completed_date), 0, 0, 1 FROM work WHERE started_date IS NOT NULL AND completed_date IS NOT NULL)
  WHERE day IS NOT NULL
  GROUP BY ALL
),
running AS (
  SELECT coalesce(m.month, f.month) AS month, m.month IS NOT NULL AS shown, coalesce(f.opened, 0) AS opened, coalesce(f.closed, 0) AS closed,
         sum(coalesce(f.change, 0)) OVER (ORDER BY coalesce(m.month, f.month)) AS open_at_end
  FROM months m FULL JOIN flows f USING (month)
)
SELECT month, opened, closed, opened - closed AS net, open_at_end
FROM running
WHERE shown
ORDER BY month
