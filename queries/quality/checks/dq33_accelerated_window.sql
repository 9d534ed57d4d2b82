-- id: DQ33
-- title: Accelerated window broken
-- rule: accelerated hearing outside its window
-- severity: warn
-- owner: PSU
-- place: state
-- record: proc_subject
-- sentence: The accelerated hearing began before or after the window counted from the notice. Check both dates, and whether the window began anew.
-- why: The limits of the window are in the table of limits; a hearing outside it counts with the late.
-- source: SI 2020/4 reg 52(1); began anew under reg 52(1A)
-- ---
SELECT s.source, [s.proceeding_ref, s.case_ref, s.subject_ref] AS key, 'First hearing day' AS field,
       c.end_date < c.earliest_date OR c.end_date > coalesce(c.ext_due_date, c.due_date) AS fails
FROM clock c
JOIN proc_subject s ON s.proceeding_ref = c.proceeding_ref AND s.case_ref = c.case_ref AND s.subject_ref = c.subject_ref
JOIN ps p ON p.proceeding_ref = c.proceeding_ref AND p.case_ref = c.case_ref AND p.subject_ref = c.subject_ref
ANTI JOIN ps_event r ON r.ps_no = p.ps_no AND r.code = 'redated'
WHERE c.standard_id = 'MIS-ACC-DATE' AND c.start_date IS NOT NULL AND c.end_date IS NOT NULL AND c.due_date IS NOT NULL
