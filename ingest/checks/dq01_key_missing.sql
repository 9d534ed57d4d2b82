-- id: DQ01
-- title: Mandatory key missing
-- rule: a value that must be there is missing
-- severity: quarantine
-- owner: sender
-- place: reading
-- sentence: The reference that tells which record a row is, or a column that must be filled in, is empty. Fill it in and send the export again.
-- why: A row without its key can be neither told from another nor corrected later.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ01'
