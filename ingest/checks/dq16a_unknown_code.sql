-- id: DQ16a
-- title: Code not in its scheme
-- rule: code not in its list
-- severity: quarantine
-- owner: sender
-- place: reading
-- sentence: The value is in no code list that this column may use. Correct it, or ask for the code to be added to the profile or the list.
-- why: An unknown code would fall out of every count by that code.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ16a'
