-- id: DQ15
-- title: Staff with a Conduct Regulations notice
-- rule: notice under the Conduct Regulations to police staff
-- severity: warn
-- owner: sender
-- place: state
-- record: event
-- sentence: A notice under the Conduct Regulations is recorded for a member of police staff, to whom they do not apply. Check the person's status and the kind of notice.
-- why: A limit of the Regulations would run for someone they do not govern.
-- source: the Conduct Regulations do not apply to police staff (V)
-- ---
SELECT e.source, [e.case_ref, e.subject_ref, e.proceeding_ref, e.code, e.event_date::VARCHAR] AS key, 'Status' AS field,
       s.status IN ('staff', 'designated_officer') AS fails
FROM event e
JOIN subject s ON s.case_ref = e.case_ref AND s.subject_ref = e.subject_ref
LEFT JOIN case_ c ON c.case_ref = e.case_ref
WHERE e.code IN ('notice_served', 'reg30_served', 'reg51_served') AND s.status IS NOT NULL AND coalesce(c.territory, 'EW') = 'EW'
