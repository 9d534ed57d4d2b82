-- id: DQ09
-- title: Event on a non-working day
-- rule: served or heard on a non-working day
-- severity: warn
-- owner: sender
-- place: state
-- record: event
-- sentence: A notice is dated as served, or a hearing as held, on a weekend or a bank holiday. Check the date.
-- why: Hearings and service by the office do not happen on such days; the date is often a typing error. The date is used as it is.
-- source: Conduct Regulations calendar of England and Wales (M+)
-- ---
SELECT e.source, [e.case_ref, e.subject_ref, e.proceeding_ref, e.code, e.event_date::VARCHAR] AS key, 'Date' AS field, NOT d.working AS fails
FROM event e
JOIN ref.calendar d ON d.calendar_id = 'EW' AND d.day = e.event_date
LEFT JOIN case_ c ON c.case_ref = e.case_ref
WHERE e.code IN ('reg30_served', 'reg51_served', 'prehearing_held', 'hearing_day_start', 'ptph', 'trial_start', 'pirh_held', 'inquest_start')
  AND coalesce(c.territory, 'EW') = 'EW'
