-- title: From action raised to effect checked
-- question: 'How far do actions get: raised, due, done, checked?'
-- audience: [debrief, quality, board]
-- measures: [M30]
-- population: Actions raised in the quarter
-- numerator: Each later step of those at the step before
-- denominator: Actions raised
-- clock: none in law; each action has a date of its own
-- censoring: By the position date; actions raised lately have had less time
-- grain: One row a quarter raised, the last eight
-- source: Measure M30
-- caveats:
--   - Done of those due counts an action done late.
--   - A check of effect is recorded by case; one made on or after the day done counts for every action of the case done by then.
-- parameters: [as_of, to]
-- then:
--   - left_out: {column: undated, what: actions raised on a day not recorded}
-- columns:
--   - {name: quarter, title: Quarter raised, kind: label, role: dimension}
--   - {name: raised, title: Raised, kind: count, unit: actions, role: measure}
--   - {name: no_due_date, title: No date due, kind: count, unit: actions, role: measure}
--   - {name: due, title: Date due has come, kind: count, unit: actions, role: measure}
--   - {name: done, title: Done of those due, kind: count, unit: actions, role: measure}
--   - {name: checked, title: Effect checked of those done, kind: count, unit: actions, role: measure}
--   - {name: done_other, title: Done before it was due or without a date due, kind: count, unit: actions, role: measure}
-- totals: due <= raised; done <= due; checked <= done; no_due_date <= raised
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH stepped AS (
  SELECT a.action_ref, a.raised_date, a.due_date, coalesce(a.due_date <= $as_of::DATE, false) AS is_due, a.done_date IS NOT NULL AS is_done,
         EXISTS (FROM event e WHERE e.case_ref = a.case_ref AND e.code = 'effect_checked' AND e.event_date >= a.done_date) AS is_checked
  FROM action_ a
),
counted AS (
  SELECT q.quarter, count(s.action_ref) AS raised, count(s.action_ref) - count(s.due_date) AS no_due_date, count(*) FILTER (s.is_due) AS due,
         count(*) FILTER (s.is_due AND s.is_done) AS done, count(*) FILTER (s.is_due AND s.is_checked) AS checked,
         count(*) FILTER (NOT s.is_due AND s.is_done) AS done_other
  FROM quarters($to::DATE, 8) q
  LEFT JOIN stepped s ON s.raised_date BETWEEN q.first_day AND q.last_day
  GROUP BY q.quarter
)
SELECT *, (SELECT count(*) FROM action_ WHERE raised_date IS NULL) * (row_number() OVER (ORDER BY quarter) = 1)::INTEGER AS undated
FROM counted
ORDER BY quarter
