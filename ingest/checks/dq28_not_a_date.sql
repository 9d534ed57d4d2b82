-- id: DQ28
-- title: Text where a date or number should be
-- rule: text where a date or number should be
-- severity: exclude
-- owner: sender
-- place: reading
-- sentence: The cell holds a text such as TBC or n/a, a date that does not exist, or another format. Give the value as agreed, or leave the cell empty if it is not known.
-- why: The field is emptied, or the row waits where the field must be there.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ28'
