-- title: What is overdue
-- question: In which cases is a limit overdue?
-- audience: [psu]
-- measures: [M04]
-- population: Clocks of duties still open on the position date whose due date, extended where it was extended in time, has passed
-- numerator: none
-- denominator: none
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks only
-- grain: One row a clock, those that fell due last first
-- source: Domain rules of the clock
-- caveats:
--   - What the exports do not show as done is overdue here, also where it was done and not recorded.
-- parameters: [as_of, from]
-- columns:
--   - {name: due, title: Due, kind: date, role: dimension}
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding or other reference, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: days_over, title: Days overdue, kind: duration, unit: days, role: measure}
--   - {name: since, title: Became overdue, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH late AS (
  -- An extension still runs on its last day, so that the clock is overdue from the next.
  SELECT coalesce(ext_due_date, due_date) AS due, coalesce(ext_due_date + 1, due_date) AS overdue_from, standard_id, case_ref, subject_ref,
         -- A recommendation or debrief has a reference of its own, and its case may be unknown.
         CASE WHEN anchor_ref <> '' THEN anchor_ref ELSE proceeding_ref END AS proceeding_ref, force
  FROM clock
  WHERE state = 'open_overdue' AND duty = 'duty'
)
SELECT o.due, o.standard_id, l.title, o.case_ref, o.subject_ref, o.proceeding_ref, o.force, $as_of::DATE - o.due AS days_over,
       CASE WHEN o.overdue_from >= $from::DATE THEN 'in_period' ELSE 'before' END AS since
FROM late o
JOIN limit_now l USING (standard_id)
ORDER BY o.due DESC, o.standard_id, o.case_ref, o.subject_ref, o.proceeding_ref
