-- id: DQ34
-- title: Published while an anonymity order is in force
-- rule: published while an anonymity order is in force
-- severity: warn
-- owner: PSU
-- place: state
-- record: event
-- sentence: A report or public notice was published while an order of anonymity covered the person. Check at once whether the publication kept to the order, and the dates.
-- why: Publication against an order harms the person and may be a contempt.
-- source: SI 2020/4 regs 36, 39, 43, 59 and 63; Contempt of Court Act 1981
-- ---
SELECT e.source, [e.case_ref, e.subject_ref, e.proceeding_ref, e.code, e.event_date::VARCHAR] AS key, 'Date' AS field,
       EXISTS (SELECT 1 FROM restriction r
               WHERE r.kind = 'anonymity' AND coalesce(e.event_date >= r.from_date, true) AND e.event_date <= coalesce(r.until_date, DATE '9999-12-31')
                 AND coalesce(r.case_ref, e.case_ref) = e.case_ref
                 AND coalesce(r.proceeding_ref, e.proceeding_ref) IN (e.proceeding_ref, CASE WHEN e.proceeding_ref = '' THEN r.proceeding_ref END)
                 AND (r.case_ref IS NOT NULL OR r.proceeding_ref IS NOT NULL)
                 AND (r.subject_ref IS NULL OR e.subject_ref IN ('', r.subject_ref))) AS fails
FROM event e
WHERE e.code IN ('report_published', 'public_notice_published') AND e.event_date IS NOT NULL
