-- id: DQ39a
-- title: Response date before the recommendation was made
-- rule: response due before the recommendation was made
-- severity: warn
-- owner: sender
-- place: load
-- record: recommendation
-- sentence: The response was due before the day the recommendation was made. Correct whichever of the two dates is wrong.
-- why: The row is kept. No limit is worked out from the due date of the source, which is held against the law in a figure of its own.
-- source: Police Reform Act 2002 Sch 3 para 28B (the period begins with the day it was made)
-- ---
SELECT tab, row_no, 'due_date' AS field, due_date AS value
FROM new_recommendation
WHERE due_date < made_date
