-- id: DQ02b
-- title: Row exported twice
-- rule: row that repeats another
-- severity: warn
-- owner: sender
-- place: reading
-- sentence: The row is the same as another, cell by cell or but for its running number. Remove it if it was exported twice; if it stands for another person or allegation, give it a reference of its own.
-- why: The row makes the same record as the other and so counts once; only where it was meant for another person or allegation is one missing.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ02b'
