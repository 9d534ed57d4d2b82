-- title: Actions done
-- question: Are actions from debriefs done when they are due?
-- audience: [debrief, quality, psu, board]
-- measures: [M30]
-- population: Actions whose date fell in the quarter
-- numerator: Done on or before the date
-- denominator: Due
-- clock: None in law; each action has a date of its own
-- censoring: Actions not done count as overdue
-- grain: One row a quarter of the date due, the last eight
-- source: Measure M30; interval Wilson 95 %
-- caveats:
--   - Done means recorded as done; whether it worked is not measured here.
-- parameters: [to]
-- then:
--   - wilson: {k: done_in_time, n: due, rate: in_time_rate}
--   - left_out: {column: undated, what: actions without a date due}
--   - left_out: {column: reversed, what: actions done before the day they were raised}
-- columns:
--   - {name: quarter, title: Quarter due, kind: label, role: dimension}
--   - {name: due, title: Due, kind: count, unit: actions, role: measure}
--   - {name: done_in_time, title: Done in time, kind: count, unit: actions, role: measure}
--   - {name: done_late, title: Done late, kind: count, unit: actions, role: measure}
--   - {name: overdue, title: Overdue, kind: count, unit: actions, role: measure}
--   - {name: in_time_rate, title: Share done in time, kind: rate, role: measure, of: due}
--   - {name: in_time_rate_low, title: Lower limit, kind: rate, role: measure, of: due}
--   - {name: in_time_rate_high, title: Upper limit, kind: rate, role: measure, of: due}
-- totals: done_in_time + done_late + overdue = due
-- same:
--   - overdue <= actions_by_force.overdue_30 + actions_by_force.overdue_90 + actions_by_force.overdue_more
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH unjudged AS (
  SELECT count(*) FILTER (due_date IS NULL) AS undated,
         count(*) FILTER (done_date < raised_date AND fq(due_date) IN (SELECT quarter FROM quarters($to::DATE, 8))) AS reversed
  FROM action_
),
counted AS (
  SELECT q.quarter, count(a.action_ref) AS due,
         count(*) FILTER (a.done_date <= a.due_date) AS done_in_time,
         count(*) FILTER (a.done_date > a.due_date) AS done_late,
         count(*) FILTER (a.action_ref IS NOT NULL AND a.done_date IS NULL) AS overdue
  FROM quarters($to::DATE, 8) q
  LEFT JOIN action_ a ON fq(a.due_date) = q.quarter AND coalesce(a.done_date >= a.raised_date, true)
  GROUP BY q.quarter
)
SELECT counted.*, done_in_time / nullif(due, 0) AS in_time_rate,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN undated ELSE 0 END AS undated,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN reversed ELSE 0 END AS reversed
FROM counted CROSS JOIN unjudged
ORDER BY quarter
