-- id: DQ02a
-- title: Duplicate case, subject or allegation
-- rule: rows disagree about one record
-- severity: quarantine
-- owner: sender
-- place: reading
-- sentence: Several rows have the same reference but say different things about it. Keep the right one, or give each its own reference, and send the export again.
-- why: Which of the rows is right cannot be known; the rows wait unless the profile keeps them.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ02a'
