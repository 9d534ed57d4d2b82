-- Every event of the log beside what it is about: a case with those of all its subjects, a subject of a case, a subject in a
-- proceeding while in it. A pre-hearing was held, too, where the list of hearings says that its day was used, and the
-- record of a decision says when it was made. The other dates that records carry themselves are not here (see milestone).
CREATE OR REPLACE VIEW item_event AS
SELECT a.item_no, e.code, e.event_date
FROM event e
JOIN anchored a ON a.case_ref = e.case_ref
 AND (a.anchor = 'case'
   OR a.anchor = 'case_subject' AND about(e.subject_ref, a.subject_ref)
   OR a.anchor = 'proc_subject' AND e.proceeding_ref = a.proceeding_ref AND still_about(e.subject_ref, e.event_date, a.subject_ref, a.ended_other_date))
WHERE e.event_date IS NOT NULL
UNION ALL
SELECT a.item_no, 'prehearing_held', l.listed_date
FROM listing l
JOIN anchored a ON a.anchor = 'proc_subject' AND a.proceeding_ref = l.proceeding_ref AND still_about('', l.listed_date, a.subject_ref, a.ended_other_date)
WHERE l.kind = 'prehearing' AND l.used = 'used'
UNION ALL
SELECT a.item_no, 'dg_or_aa_decision', d.decided_date
FROM decision d
JOIN anchored a ON a.anchor = 'case_subject' AND a.case_ref = d.case_ref AND about(d.subject_ref, a.subject_ref)
WHERE d.is_final AND d.decider IN ('aa', 'dg')
