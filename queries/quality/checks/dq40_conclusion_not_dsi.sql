-- id: DQ40
-- title: Inquest conclusion in a case of another type
-- rule: inquest conclusion in a case that is no death or serious injury matter
-- severity: warn
-- owner: sender
-- place: state
-- record: proc_subject
-- sentence: An inquest reached a conclusion and the case is not a death or serious injury matter. Check the type of the case, or the case that the inquest belongs to.
-- why: The case is counted under the wrong type.
-- source: Police Reform Act 2002 (matter types)
-- ---
SELECT s.source, [s.proceeding_ref, s.case_ref, s.subject_ref] AS key, 'Case type' AS field, c.matter_type <> 'dsi_matter' AS fails
FROM proc_subject s
JOIN ps p ON p.proceeding_ref = s.proceeding_ref AND p.case_ref = s.case_ref AND p.subject_ref = s.subject_ref
JOIN case_ c ON c.case_ref = s.case_ref
WHERE p.jurisdiction = 'coronial' AND s.conclusion IS NOT NULL AND c.matter_type IS NOT NULL
