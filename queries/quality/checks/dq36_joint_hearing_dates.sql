-- id: DQ36
-- title: Joint hearing with differing completion dates
-- rule: joint hearing ended on different days
-- severity: warn
-- owner: sender
-- place: state
-- record: proc_subject
-- sentence: Officers heard together have different days on which the proceeding was concluded. Check the days.
-- why: One hearing ends on one day as a rule; findings on different days may be right where one officer was dealt with first.
-- source: none in law
-- ---
SELECT s.source, [s.proceeding_ref, s.case_ref, s.subject_ref] AS key, 'Completed' AS field,
       s.completed_date <> max(s.completed_date) OVER joint AS fails
FROM proc_subject s
JOIN ps p ON p.proceeding_ref = s.proceeding_ref AND p.case_ref = s.case_ref AND p.subject_ref = s.subject_ref
WHERE p.jurisdiction = 'misconduct' AND p.ended_how = 'concluded' AND s.completed_date IS NOT NULL
WINDOW joint AS (PARTITION BY s.proceeding_ref)
QUALIFY count(*) OVER joint > 1
