-- id: DQ05c
-- title: End before start
-- rule: hold ended before it began
-- severity: quarantine
-- owner: sender
-- place: load
-- record: hold
-- sentence: The hold ended before its first day. Correct whichever of the two dates is wrong.
-- why: A hold cannot end before its first day; it would lengthen what it should explain.
-- source: none in law; a duration cannot be negative
-- ---
SELECT tab, row_no, 'end_date' AS field, end_date AS value
FROM new_hold
WHERE end_date < start_date
