-- title: Open actions by force
-- question: Where do open actions wait, and how overdue are they?
-- audience: [psu, quality, debrief, board]
-- measures: [M30]
-- population: Actions raised and not done by the position date
-- numerator: none
-- denominator: none
-- clock: From the day due to the position date, in days
-- censoring: Open actions at their age so far
-- grain: One row a force
-- source: Measure M30
-- caveats:
--   - Open means that nothing says the action was done.
--   - Counts are not set against the number of debriefs, so a force with more hearings has more actions. They are no ranking.
-- parameters: [as_of]
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: open, title: Open, kind: count, unit: actions, role: measure}
--   - {name: not_due, title: Not due, kind: count, unit: actions, role: measure}
--   - {name: overdue_30, title: Overdue up to 30 days, kind: count, unit: actions, role: measure}
--   - {name: overdue_90, title: Overdue 31 to 90 days, kind: count, unit: actions, role: measure}
--   - {name: overdue_more, title: Overdue over 90 days, kind: count, unit: actions, role: measure}
--   - {name: no_date, title: No date due, kind: count, unit: actions, role: measure}
-- totals: not_due + overdue_30 + overdue_90 + overdue_more + no_date = open; the rows add up to all open actions
-- sensitivity: aggregate
-- ---
SELECT coalesce(a.force, 'not recorded') AS force, count(*) AS open,
       count(*) FILTER (a.due_date > $as_of::DATE) AS not_due,
       count(*) FILTER ($as_of::DATE - a.due_date BETWEEN 0 AND 30) AS overdue_30,
       count(*) FILTER ($as_of::DATE - a.due_date BETWEEN 31 AND 90) AS overdue_90,
       count(*) FILTER ($as_of::DATE - a.due_date > 90) AS overdue_more,
       count(*) FILTER (a.due_date IS NULL) AS no_date
FROM action_ a
LEFT JOIN case_ c USING (case_ref)
WHERE a.done_date IS NULL AND coalesce(c.territory, 'EW') = 'EW'
GROUP BY ALL
ORDER BY force
