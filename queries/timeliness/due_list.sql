-- title: What is due
-- question: Which limits fall due in the next 90 days, and in which cases?
-- audience: [psu]
-- measures: [M04]
-- population: Open clocks of duties, not due or in an extension, due in the 90 days after the as-of date
-- numerator: none
-- denominator: none
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks only
-- grain: One row a clock, the soonest first
-- source: Domain rules of the clock
-- caveats:
--   - The date due is the extended date where the limit was extended in time.
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
SELECT coalesce(c.ext_due_date, c.due_date) AS due, c.standard_id, l.title, c.case_ref, c.subject_ref,
       -- A recommendation or debrief has a reference of its own, and its case may be unknown.
       CASE WHEN c.anchor_ref <> '' THEN c.anchor_ref ELSE c.proceeding_ref END AS proceeding_ref,
       c.force, coalesce(c.ext_due_date, c.due_date) - $as_of::DATE AS days_left
FROM clock c
JOIN limit_now l USING (standard_id)
WHERE c.state IN ('open_not_due', 'open_in_extension') AND c.duty = 'duty'
  AND coalesce(c.ext_due_date, c.due_date) - $as_of::DATE BETWEEN 1 AND 90
ORDER BY due, c.standard_id, c.case_ref, c.subject_ref, proceeding_ref
