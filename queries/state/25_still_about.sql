-- Whether an event of a proceeding is about a subject of it: it names the subject, or nobody and the subject had not left the
-- proceeding before that day (withdrawn, discontinued …: ps.left_date). A joint hearing that goes on without an officer is not that officer's.
CREATE OR REPLACE MACRO still_about(record_subject, record_date, subject, left_date) AS
  record_subject = subject OR record_subject = '' AND coalesce(record_date <= left_date, true)
