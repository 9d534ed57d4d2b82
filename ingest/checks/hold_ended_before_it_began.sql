-- record: hold
-- rule: hold ended before it began
-- severity: quarantine
-- why: A hold cannot end before its first day; ask the sender which date is wrong (DQ05, DQ22).
-- ---
SELECT tab, row_no, 'End' AS field, end_date AS value
FROM new_hold
WHERE end_date < start_date
