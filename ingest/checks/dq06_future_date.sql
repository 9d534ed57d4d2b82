-- id: DQ06
-- title: Date in the future
-- rule: date after the extract date
-- severity: quarantine
-- owner: sender
-- place: reading
-- sentence: The date lies after the day the export speaks for, so it cannot have happened yet. Correct the date; if it is a plan, put it in the column for plans.
-- why: Nothing that has happened can be later than the day the export speaks for. Listings, due dates and other plans may be.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ06'
