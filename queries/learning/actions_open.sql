-- title: Open actions
-- question: Which actions from debriefs are open, and for how long?
-- audience: [psu, quality, debrief]
-- measures: [M30]
-- population: Actions raised and not done by the position date
-- numerator: none
-- denominator: none
-- clock: From the day raised, and from the day due, to the position date, in days
-- censoring: Open actions at their age so far
-- grain: One row an action, the longest overdue first; those without a date due last
-- source: Measure M30
-- caveats:
--   - Open means that nothing says the action was done.
--   - What the action says stays in the tracker. It is free text and is not loaded.
-- parameters: [as_of]
-- columns:
--   - {name: action_ref, title: Action, kind: label, role: dimension}
--   - {name: debrief_ref, title: Debrief, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: theme, title: Theme, kind: label, role: dimension, list: theme}
--   - {name: raised_date, title: Raised, kind: date, role: dimension}
--   - {name: age_days, title: Age, kind: duration, unit: days, role: measure}
--   - {name: due_date, title: Due, kind: date, role: dimension}
--   - {name: overdue_days, title: Overdue by, kind: duration, unit: days, role: measure}
-- totals: none
-- sensitivity: case
-- ---
-- The day as_of itself is over: what was due on it and is not done is overdue, by no day yet.
SELECT a.action_ref, a.debrief_ref, a.case_ref, a.force, a.theme, a.raised_date, $as_of::DATE - a.raised_date AS age_days, a.due_date,
       CASE WHEN a.due_date <= $as_of::DATE THEN $as_of::DATE - a.due_date END AS overdue_days
FROM action_ a
LEFT JOIN case_ c USING (case_ref)
WHERE a.done_date IS NULL AND coalesce(c.territory, 'EW') = 'EW'
ORDER BY a.due_date NULLS LAST, a.action_ref
