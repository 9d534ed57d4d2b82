-- Every event beside what it is about: a case with those of all its subjects, a subject of a case, a subject in a
-- proceeding while in it. The dates that records carry themselves are not here (see milestone).
CREATE OR REPLACE VIEW item_event AS
SELECT a.item_no, e.code, e.event_date
FROM known_event e
JOIN anchored a ON a.case_ref = e.case_ref
 AND (a.anchor = 'case'
   OR a.anchor = 'case_subject' AND about(e.subject_ref, a.subject_ref)
   OR a.anchor = 'proc_subject' AND e.proceeding_ref = a.proceeding_ref AND still_about(e.subject_ref, e.event_date, a.subject_ref, a.ended_other_date))
