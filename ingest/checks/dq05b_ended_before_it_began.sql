-- id: DQ05b
-- title: End before start
-- rule: ended before it began
-- severity: quarantine
-- owner: sender
-- place: load
-- record: proc_subject
-- needs: proceeding
-- sentence: The proceeding ended before the day it was opened. Correct whichever of the two dates is wrong.
-- why: A proceeding cannot end before it was opened, and every duration of it would be wrong.
-- source: none in law; a duration cannot be negative
-- ---
SELECT s.tab, s.row_no, 'completed_date' AS field, s.completed_date AS value
FROM new_proc_subject s
JOIN new_proceeding p USING (tab, row_no)
WHERE s.completed_date < p.started_date
