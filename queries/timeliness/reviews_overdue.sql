-- title: Case reviews overdue
-- question: Which open cases have a review that is due and not done?
-- audience: [psu]
-- measures: [M03]
-- population: Cases of England and Wales not closed at the position date, with a review due on or before it, not done, and no review done on or after that day
-- numerator: none
-- denominator: none
-- clock: From the earliest such due date to the position date, in days
-- censoring: Overdue reviews at their age so far
-- grain: One row a case, the longest overdue first
-- source: The unit's own plan of case reviews
-- caveats:
--   - The interval of reviews is local. Nothing in law sets it.
--   - The risk is that of the last review that recorded one. A case never reviewed has none and is no low risk for that.
-- parameters: [as_of]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: due_date, title: Review due, kind: date, role: dimension}
--   - {name: days_overdue, title: Overdue by, kind: duration, unit: days, role: measure}
--   - {name: missed, title: Reviews missed, kind: count, unit: reviews, role: measure}
--   - {name: last_done, title: Last review, kind: date, role: dimension}
--   - {name: days_since, title: Since the last review, kind: duration, unit: days, role: measure}
--   - {name: risk, title: Last risk, kind: label, role: dimension, list: risk}
-- totals: none
-- sensitivity: case
-- ---
WITH reviewed AS (
  SELECT *, max(done_date) OVER (PARTITION BY case_ref) AS last_done FROM case_review
),
overdue AS (
  SELECT case_ref, min(due_date) FILTER (missed) AS due_date, count(*) FILTER (missed) AS missed, any_value(last_done) AS last_done,
         arg_max(risk, (done_date, due_date)) AS risk
  FROM (SELECT *, done_date IS NULL AND due_date <= $as_of::DATE AND NOT coalesce(last_done >= due_date, false) AS missed FROM reviewed) judged
  GROUP BY case_ref
)
SELECT o.case_ref, c.force, o.due_date, $as_of::DATE - o.due_date AS days_overdue, o.missed,
       o.last_done, $as_of::DATE - o.last_done AS days_since, o.risk
FROM overdue o
LEFT JOIN case_ c USING (case_ref)
WHERE o.missed > 0 AND c.closed_date IS NULL AND coalesce(c.territory, 'EW') = 'EW'
ORDER BY days_overdue DESC, o.case_ref
