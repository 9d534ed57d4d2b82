-- The first day of each milestone of each subject in a proceeding: events of its case and proceeding that
-- are about this subject, or about all while this one was in it. A notice served again is counted from the first service.
CREATE OR REPLACE TABLE ps_event AS
SELECT p.ps_no, e.code, min(e.event_date) AS first_date
FROM known_event e
JOIN ps p ON p.proceeding_ref = e.proceeding_ref AND p.case_ref = e.case_ref
         AND still_about(e.subject_ref, e.event_date, p.subject_ref, p.left_date)
GROUP BY p.ps_no, e.code
