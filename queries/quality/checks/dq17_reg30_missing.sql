-- id: DQ17
-- title: Notice missing
-- rule: hearing held without a notice on record
-- severity: exclude
-- owner: sender
-- place: state
-- record: proc_subject
-- sentence: A misconduct hearing was held and no notice of referral (reg 30) is on record for the officer. Give the day the notice was served.
-- why: The limit of 100 working days cannot be judged without its start. The figure of hearings begun in the limit leaves the officer out and says how many.
-- source: SI 2020/4 regs 29 and 30
-- ---
SELECT s.source, [s.proceeding_ref, s.case_ref, s.subject_ref] AS key, 'Notice of referral served' AS field, n.ps_no IS NULL AS fails
FROM ps p
JOIN proc_subject s ON s.proceeding_ref = p.proceeding_ref AND s.case_ref = p.case_ref AND s.subject_ref = p.subject_ref
JOIN ps_event h ON h.ps_no = p.ps_no AND h.code = 'hearing_day_start'
LEFT JOIN ps_event n ON n.ps_no = p.ps_no AND n.code = 'reg30_served'
WHERE p.type = 'MH' AND h.first_date <= coalesce(p.left_date, h.first_date)
