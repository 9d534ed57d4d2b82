-- title: Wait of those heard, by month
-- question: Does the wait of those whose hearing began vary beyond routine, month by month?
-- audience: [psu, board]
-- measures: [M10]
-- population: Subjects of misconduct hearings with a reg 30 notice whose hearing began in one of the 36 complete months up to the end of the period
-- numerator: none
-- denominator: Subjects whose hearing began in the month
-- clock: From the first reg 30 notice to the first hearing day, in working days
-- censoring: Only of hearings begun, by the month in which they began; who still waits is in no month (see “Time to hearing”)
-- grain: One row a month, oldest first
-- source: Measure M10; XmR as NHS "Making Data Count" on the monthly median, limits not screened, seven-point rules
-- caveats:
--   - A month in which old cases are heard shows a long wait, and one in which they are left shows a short one. Those who still wait are in the curves of the time to hearing.
--   - A month without a hearing has no median. The fewer are heard in a month, the more its median varies by chance. Who was heard without a dated notice, or before it, is in no month.
--   - Limits are mean ± 2.66 mean moving ranges of the months with a median and are not screened for outliers; none is below nought.
-- parameters: [to]
-- then:
--   - xmr: {x: median_wait, floor: 0}
-- columns:
--   - {name: month, title: Month, kind: date, role: dimension}
--   - {name: heard, title: Officers heard, kind: count, unit: subjects, role: measure}
--   - {name: median_wait, title: Median wait, kind: duration, unit: working days, role: measure, of: heard}
--   - {name: mean, title: Mean of the medians, kind: duration, unit: working days, role: measure}
--   - {name: lower, title: Lower limit, kind: duration, unit: working days, role: measure}
--   - {name: upper, title: Upper limit, kind: duration, unit: working days, role: measure}
--   - {name: signal, title: Signal, kind: label, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH months AS (
  -- The month of the day after the period's end is the first that is not complete.
  SELECT (date_trunc('month', $to::DATE + 1) - to_months((36 - i)::INTEGER))::DATE AS month FROM range(36) r(i)
),
heard AS (
  SELECT date_trunc('month', h.first_date)::DATE AS month, w.wait_wd
  FROM notice_wait w
  JOIN ps_event h ON h.ps_no = w.ps_no AND h.code = 'hearing_day_start'
  WHERE w.type = 'MH' AND w.outcome = 'heard'
)
SELECT m.month, count(h.wait_wd) AS heard, quantile_cont(h.wait_wd, 0.5) AS median_wait
FROM months m
LEFT JOIN heard h USING (month)
GROUP BY m.month
ORDER BY m.month
