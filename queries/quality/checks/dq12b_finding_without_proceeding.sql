-- id: DQ12b
-- title: Finding without a proceeding
-- rule: finding of a proceeding that is not held
-- severity: exclude
-- owner: sender
-- place: state
-- record: proc_subject
-- sentence: A finding is given for a proceeding that no export holds. Send the proceeding, or correct its reference.
-- why: Without its proceeding the finding has no type, and is in no measure of findings.
-- source: none in law
-- ---
SELECT s.source, [s.proceeding_ref, s.case_ref, s.subject_ref] AS key, 'Proceeding' AS field, p.proceeding_ref IS NULL AS fails
FROM proc_subject s
LEFT JOIN proceeding p USING (proceeding_ref)
WHERE s.finding IS NOT NULL OR s.result IS NOT NULL OR s.conclusion IS NOT NULL
