-- record: recommendation
-- rule: response due before the recommendation was made
-- severity: warn
-- why: The row is kept; the due date of the source is shown but no limit is worked out from it (DQ39).
-- ---
SELECT tab, row_no, 'Due' AS field, due_date AS value
FROM new_recommendation
WHERE due_date < made_date
