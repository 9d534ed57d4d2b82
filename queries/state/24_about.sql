-- Whether an event, hold or extension is about a subject: it names that subject, or none and so all of its
-- case or proceeding. What names one subject is not about the whole case: a clock of a case has no subject, so
-- an extension granted to one officer does not move it and a hold on one officer does not stand beside it.
CREATE OR REPLACE MACRO about(record_subject, subject) AS
  record_subject = '' OR record_subject = subject
