-- id: DQ24b
-- title: Totals row missing
-- rule: no totals row
-- severity: warn
-- owner: sender
-- place: reading
-- sentence: The export has no totals row, so rows lost on the way would not be seen. Send it with its totals row.
-- why: A file cut short looks whole.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ24b'
