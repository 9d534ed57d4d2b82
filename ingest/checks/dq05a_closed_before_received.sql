-- id: DQ05a
-- title: End before start
-- rule: closed before it was received
-- severity: exclude
-- owner: sender
-- place: load
-- record: case
-- sentence: The case was closed before the day it was received. Correct whichever of the two dates is wrong, in each row of the case.
-- why: The row is kept and its closing date counts nowhere as a duration; the time of cases counts it as reversed.
-- source: none in law; a duration cannot be negative
-- ---
SELECT tab, row_no, 'closed_date' AS field, closed_date AS value
FROM new_case
WHERE closed_date < coalesce(recorded_date, complaint_made_date, attention_date)
