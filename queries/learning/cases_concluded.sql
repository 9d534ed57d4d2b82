-- title: Cases whose proceedings ended in the period
-- question: Which cases have a proceeding that ended in the period?
-- audience: [debrief]
-- measures: [M31]
-- population: Subjects in proceedings that ended for them in the period, in whatever way; one handed back to a misconduct hearing goes on and is not here
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: Who is still in the proceeding is in no row
-- grain: One row a case and proceeding, the last ended first
-- source: Debrief of a case (domain 4.5)
-- caveats:
--   - A joint proceeding stands once for each of its cases.
--   - The day is the last on which it ended for a subject of the case; others of the case may still be in it.
-- parameters: [from, to]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: type, title: What ended, kind: label, role: dimension, list: proceeding_type}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: ended_date, title: Ended, kind: date, role: dimension}
--   - {name: subjects, title: Subjects it ended for, kind: count, unit: subjects, role: measure}
--   - {name: concluded, title: Of these by a conclusion, kind: count, unit: subjects, role: measure}
-- totals: none
-- sensitivity: case
-- ---
SELECT case_ref, force, type, proceeding_ref, max(completed_date) AS ended_date, count(*) AS subjects, count(*) FILTER (ended_how = 'concluded') AS concluded
FROM ps
WHERE completed_date BETWEEN $from::DATE AND $to::DATE AND ended_how <> 'returned_to_part4'
GROUP BY case_ref, proceeding_ref, force, type
ORDER BY ended_date DESC, case_ref, proceeding_ref
