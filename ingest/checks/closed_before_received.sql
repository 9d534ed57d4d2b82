-- record: case
-- rule: closed before it was received
-- severity: warn
-- why: The row is kept and its closing date counts nowhere as a duration; ask the sender which of the two dates is wrong (DQ05).
-- ---
SELECT tab, row_no, 'Closed' AS field, closed_date AS value
FROM new_case
WHERE closed_date < coalesce(recorded_date, complaint_made_date, attention_date)
