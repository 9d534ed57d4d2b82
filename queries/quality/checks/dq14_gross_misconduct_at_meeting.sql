-- id: DQ14
-- title: Gross misconduct at a meeting
-- rule: gross misconduct found at a meeting
-- severity: warn
-- owner: sender
-- place: state
-- record: proc_subject
-- sentence: Gross misconduct is found at a misconduct meeting, which can find misconduct at most. Check the type of the proceeding and the finding.
-- why: One of the two is wrong, and figures of findings count it as it stands.
-- source: SI 2020/4 reg 42 (actions at a meeting go with misconduct only)
-- ---
SELECT s.source, [s.proceeding_ref, s.case_ref, s.subject_ref] AS key, 'Finding' AS field, s.finding = 'gross_misconduct' AS fails
FROM proc_subject s
JOIN proceeding p USING (proceeding_ref)
LEFT JOIN case_ c ON c.case_ref = s.case_ref
WHERE p.type = 'MM' AND s.finding IS NOT NULL AND coalesce(c.territory, 'EW') = 'EW'
