-- id: DQ12a
-- title: Row of a second file without its main row
-- rule: row of a second file without a main row
-- severity: warn
-- owner: sender
-- place: reading
-- sentence: The row of the second file belongs to no row of the main one. Export both files at the same moment and with the same filter.
-- why: What the row says of a case is in no figure.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ12a'
