-- record: proc_subject
-- needs: proceeding
-- rule: ended before it began
-- severity: quarantine
-- why: A proceeding cannot end before it was opened; ask the sender which of the two dates is wrong (DQ05).
-- ---
SELECT s.tab, s.row_no, 'Completed' AS field, s.completed_date AS value
FROM new_proc_subject s
JOIN new_proceeding p USING (tab, row_no)
WHERE s.completed_date < p.started_date
