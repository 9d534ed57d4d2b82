-- id: DQ07
-- title: Stand-in date
-- rule: stand-in for a value that is not recorded
-- severity: exclude
-- owner: sender
-- place: reading
-- sentence: A date such as 01/01/1900, 01/01/1970 or 31/12/9999, or a word, stands for not recorded. Give the real value, or leave the cell empty if it is not known.
-- why: The field is emptied, and measures that need it leave the record out and count it.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ07'
