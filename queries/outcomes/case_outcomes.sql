-- title: What became of a case
-- question: Which proceedings did the case come to, and how did each end for each of its people?
-- audience: [debrief]
-- measures: [M14, M22, M26]
-- population: The cases asked about and every subject of each of their proceedings that is theirs, open or ended
-- numerator: none
-- denominator: none
-- clock: From the day the matter came to attention (case_start) to the day it ended for the subject, in days
-- censoring: A proceeding that has not ended has no outcome; its days run to no day
-- grain: One row a case, proceeding and subject; a case without a proceeding has one row
-- source: Debrief of a case (domain 4.5)
-- caveats:
--   - A finding or result is the highest recorded for the subject in that proceeding, and may rest on any of the allegations.
--   - Proceedings of a case under the law of another territory are not here.
-- parameters: [cases]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: territory, title: Law, kind: label, role: dimension, list: territory}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: matter_type, title: Matter, kind: label, role: dimension, list: matter_type}
--   - {name: mode, title: Investigation, kind: label, role: dimension, list: investigation_mode}
--   - {name: start_date, title: Came to attention, kind: date, role: dimension}
--   - {name: closed_date, title: Closed, kind: date, role: dimension}
--   - {name: case_source, title: Source of the case, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: jurisdiction, title: Jurisdiction, kind: label, role: dimension, list: jurisdiction}
--   - {name: chair_type, title: Chair, kind: label, role: dimension, list: chair_type}
--   - {name: presenter, title: Presented by, kind: label, role: dimension, list: presenter}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: status, title: Status, kind: label, role: dimension, list: subject_status}
--   - {name: started_date, title: Opened, kind: date, role: dimension}
--   - {name: completed_date, title: Ended, kind: date, role: dimension}
--   - {name: ended_how, title: How it ended, kind: label, role: dimension, list: ended_how}
--   - {name: finding, title: Finding, kind: label, role: dimension, list: finding}
--   - {name: sanction, title: Outcome, kind: label, role: dimension, list: sanction}
--   - {name: result, title: Result, kind: label, role: dimension, list: criminal_result}
--   - {name: sentence, title: Sentence, kind: label, role: dimension, list: sentence}
--   - {name: conclusion, title: Conclusion, kind: label, role: dimension, list: inquest_conclusion}
--   - {name: jury, title: Jury, kind: label, role: dimension, list: boolean}
--   - {name: days, title: From attention to the end, kind: duration, unit: days, role: measure}
--   - {name: source, title: Source, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH asked AS (
  SELECT unnest($cases::VARCHAR[]) AS case_ref
)
SELECT a.case_ref, c.territory, c.force, c.matter_type, c.mode, t.start_date, c.closed_date, c.source AS case_source,
       p.proceeding_ref, p.type, p.jurisdiction, g.chair_type, g.presenter, p.subject_ref, s.status, p.started_date,
       p.completed_date, p.ended_how, p.finding, p.sanction, p.result, p.sentence, p.conclusion, p.jury::VARCHAR AS jury,
       -- Dates that run backwards took a time nobody knows.
       CASE WHEN p.completed_date >= t.start_date THEN p.completed_date - t.start_date END AS days, p.source
FROM asked a
LEFT JOIN case_ c USING (case_ref)
LEFT JOIN case_start t USING (case_ref)
LEFT JOIN ps p USING (case_ref)
LEFT JOIN proceeding g ON g.proceeding_ref = p.proceeding_ref
LEFT JOIN subject s ON s.case_ref = p.case_ref AND s.subject_ref = p.subject_ref
ORDER BY a.case_ref, p.started_date NULLS LAST, p.proceeding_ref, p.subject_ref
