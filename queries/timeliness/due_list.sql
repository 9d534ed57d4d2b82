-- title: What is due
-- question: Which limits fall due in the next 90 days, and in which cases?
-- audience: [psu]
-- measures: [M04]
-- population: Open clocks of duties, not due or in an extension, and public notices not yet given of hearings listed, due in the 90 days after the position date
-- numerator: none
-- denominator: none
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks only
-- grain: One row a clock or notice, the soonest first
-- source: Domain rules of the clock
-- caveats:
--   - The date due is the extended date where the limit was extended in time.
--   - What is extended to the position date itself may still be done on it, and has no days left.
--   - A public notice is due by the next day listed; one that is late already is overdue.
-- parameters: [as_of]
-- columns:
--   - {name: due, title: Due, kind: date, role: dimension}
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding or other reference, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: days_left, title: Days left, kind: duration, unit: days, role: measure}
-- totals: none
-- sensitivity: case
-- ---
WITH ahead AS (
  SELECT coalesce(ext_due_date, due_date) AS due, standard_id, case_ref, subject_ref,
         -- A recommendation or debrief has a reference of its own, and its case may be unknown.
         CASE WHEN anchor_ref <> '' THEN anchor_ref ELSE proceeding_ref END AS proceeding_ref, force
  FROM clock
  WHERE state IN ('open_not_due', 'open_in_extension') AND duty = 'duty'
  UNION ALL
  SELECT due_date, standard_id, case_ref, '', proceeding_ref, force FROM notice_due WHERE due_date > $as_of::DATE
)
SELECT a.due, a.standard_id, l.title, a.case_ref, a.subject_ref, a.proceeding_ref, a.force, a.due - $as_of::DATE AS days_left
FROM ahead a
JOIN limit_now l USING (standard_id)
WHERE a.due - $as_of::DATE BETWEEN 0 AND 90
ORDER BY a.due, a.standard_id, a.case_ref, a.subject_ref, a.proceeding_ref
