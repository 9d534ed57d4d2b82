-- id: DQ08a
-- title: Dates of two orders in one column
-- rule: dates of both orders
-- severity: warn
-- owner: sender
-- place: reading
-- sentence: Some dates of the column can only be day first and others only month first. Write all of them day first, as 31/01/2026, and send the export again.
-- why: A date that could be read both ways may have its day for its month.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ08a'
