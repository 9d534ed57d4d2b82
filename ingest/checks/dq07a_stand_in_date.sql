-- id: DQ07a
-- title: Stand-in date
-- rule: stand-in for a value that is not recorded
-- severity: exclude
-- owner: sender
-- place: reading
-- sentence: A date such as 01/01/1900, 01/01/1970 or 31/12/9999 stands for not recorded, or a word does so in a column that must be filled in. Give the real value, or leave the cell empty if it is not known.
-- why: The field is emptied, and measures that need it leave the record out and count it. A word such as "not yet" that the profile lists as not recorded is what was agreed, and no fault.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ07a'
WHERE NOT starts_with(rule, 'a value that means not recorded: ') OR severity = 'quarantine'
   OR regexp_matches(rule, ': (\d{1,4}[-/. ]\w{1,9}[-/. ]\d{2,4}|\d{8})( .*)?$')
