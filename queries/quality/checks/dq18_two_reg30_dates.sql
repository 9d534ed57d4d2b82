-- id: DQ18
-- title: Two notice dates
-- rule: notice of referral served on two days
-- severity: warn
-- owner: sender
-- place: state
-- record: proc_subject
-- sentence: Two days are recorded on which the notice of referral (reg 30) was served. Say which service was the first valid one.
-- why: The limit runs from the first; if that one was not valid, the clock starts too early.
-- source: SI 2020/4 reg 30; of several services the first valid one counts
-- ---
WITH notices AS (
  SELECT p.ps_no, count(DISTINCT e.event_date) AS days
  FROM ps p
  JOIN event e ON e.proceeding_ref = p.proceeding_ref AND e.case_ref = p.case_ref AND still_about(e.subject_ref, e.event_date, p.subject_ref, p.left_date)
  WHERE e.code = 'reg30_served'
  GROUP BY p.ps_no
)
SELECT s.source, [s.proceeding_ref, s.case_ref, s.subject_ref] AS key, 'Notice of referral served' AS field, n.days > 1 AS fails
FROM notices n
JOIN ps p USING (ps_no)
JOIN proc_subject s ON s.proceeding_ref = p.proceeding_ref AND s.case_ref = p.case_ref AND s.subject_ref = p.subject_ref
