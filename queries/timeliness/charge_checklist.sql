-- title: Steps after a charge
-- question: Are the steps that follow a charge done for every officer charged?
-- audience: [psu, quality]
-- measures: [M25]
-- population: Defendants charged in the three years that end with the period (first requisition issued, else first CPS decision to charge), once for each step that is looked for
-- numerator: Step on record by the position date (done); on or before the date due where a limit is held (in_time)
-- denominator: Defendants of whom the step is looked for
-- clock: From the charge (the requisition issued for its service; the end of the last criminal proceeding for the result), in days; CRI-BIO and CRI-PNC in ref.standard where they hold a number
-- censoring: Kaplan–Meier; a step not on record is censored on the position date, and is overdue once its date due has come, unless it is a power that may be left unused
-- grain: One row a step, in the order in which they fall
-- source: Measure M25; Police and Criminal Evidence Act 1984 for biometrics; interval Wilson 95 %
-- caveats:
--   - A step without a date on record is not done as far as the source says; it may have been done and not written down.
--   - A step whose limit has no number in the table of limits is shown by the days it took; whether it was in time or is overdue stands empty.
--   - To require biometrics is a power. One that was not used is no miss, so biometrics are never overdue; the limit says by when they could be required.
--   - A requisition is looked for where one was issued; the result once every criminal proceeding of the defendant has ended.
--   - A step taken before the charge counts as done on the day of the charge.
-- parameters: [as_of, to]
-- then:
--   - km: {by: item, t: t, events: events, censored: censors, median: median_days}
--   - wilson: {k: done, n: expected, rate: done_rate}
-- columns:
--   - {name: item, title: Step, kind: label, role: dimension, list: event}
--   - {name: expected, title: Looked for, kind: count, unit: defendants, role: measure}
--   - {name: done, title: Done, kind: count, unit: defendants, role: measure}
--   - {name: in_time, title: Done in the limit held, kind: count, unit: defendants, role: measure}
--   - {name: not_done, title: Not done, kind: count, unit: defendants, role: measure}
--   - {name: overdue, title: Overdue, kind: count, unit: defendants, role: measure}
--   - {name: done_rate, title: Done, kind: rate, role: measure, of: expected}
--   - {name: done_rate_low, title: Lower limit, kind: rate, role: measure, of: expected}
--   - {name: done_rate_high, title: Upper limit, kind: rate, role: measure, of: expected}
--   - {name: median_days, title: Median days, kind: duration, unit: days, role: measure, of: expected}
-- totals: done + not_done = expected
-- sensitivity: aggregate
-- ---
WITH step AS (
  SELECT * FROM charge_step WHERE within_years(charge_date, $to::DATE, 3)
),
item(place, item) AS (
  VALUES (1, 'requisition_served'), (2, 'pnc_created'), (3, 'biometrics_taken'), (4, 'pnc_result_entered')
),
counted AS (
  SELECT item, count(*) AS expected, count(done_date) AS done, CASE WHEN bool_or(due_date IS NOT NULL) THEN count(*) FILTER (done_date <= due_date) END AS in_time,
         count(*) - count(done_date) AS not_done,
         CASE WHEN bool_or(due_date IS NOT NULL AND NOT is_power) THEN count(*) FILTER (done_date IS NULL AND due_date <= $as_of::DATE) END AS overdue
  FROM step GROUP BY item
),
timed AS (
  SELECT item, greatest(coalesce(done_date, $as_of::DATE) - start_date, 0) AS t, count(done_date) AS events, count(*) - count(done_date) AS censors
  FROM step GROUP BY ALL
)
SELECT i.item, coalesce(n.expected, 0) AS expected, coalesce(n.done, 0) AS done, n.in_time, coalesce(n.not_done, 0) AS not_done, n.overdue,
       n.done / n.expected AS done_rate, t.t, coalesce(t.events, 0) AS events, coalesce(t.censors, 0) AS censors
FROM item i
LEFT JOIN counted n USING (item)
LEFT JOIN timed t USING (item)
ORDER BY i.place, t.t
