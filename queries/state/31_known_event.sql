-- Every event with a day: those of the log, and what other records say as well as an event would: the end of an investigation and the referral of a case,
-- that a decision was final and of the authority or the Director General, and that a hearing of any kind was held, where the list of hearings says that its day was used. A hearing
-- begins on the first of its days; each day of a review is one of its own, and of a pre-hearing (see listed_prehearing).
CREATE OR REPLACE VIEW known_event AS
SELECT case_ref, subject_ref, proceeding_ref, code, event_date FROM event WHERE event_date IS NOT NULL
UNION ALL
-- A public notice is of the hearing: one that names some of its subjects, in whichever of its cases, answers for those of whom none is recorded. A notice of a subject's own is the one that counts for that subject.
SELECT p.case_ref, p.subject_ref, e.proceeding_ref, e.code, e.event_date
FROM event e JOIN ps p ON p.proceeding_ref = e.proceeding_ref AND coalesce(e.event_date <= p.left_date, true)
ANTI JOIN event o ON o.proceeding_ref = p.proceeding_ref AND o.case_ref = p.case_ref AND o.subject_ref = p.subject_ref AND o.code = e.code AND o.event_date IS NOT NULL
WHERE e.code = 'public_notice_published' AND e.event_date IS NOT NULL
UNION ALL
SELECT case_ref, '', '', 'report_submitted', investigation_end_date FROM case_ WHERE investigation_end_date IS NOT NULL
UNION ALL
SELECT case_ref, '', '', 'referred_iopc', referred_date FROM case_ WHERE referred_date IS NOT NULL
UNION ALL
SELECT case_ref, subject_ref, '', 'dg_or_aa_decision', decided_date FROM decision WHERE is_final AND decider IN ('aa', 'dg')
UNION ALL
SELECT p.case_ref, '', proceeding_ref, h.event, l.listed_date
FROM listing l
JOIN ref.listing_kind h ON h.code = l.kind
JOIN case_of p USING (proceeding_ref)
WHERE l.used = 'used' AND l.kind <> 'prehearing'
QUALIFY kind = 'pirh' OR l.listed_date = min(l.listed_date) OVER (PARTITION BY proceeding_ref, kind)
UNION ALL
SELECT p.case_ref, '', proceeding_ref, 'prehearing_held', l.listed_date
FROM listed_prehearing l JOIN case_of p USING (proceeding_ref)
WHERE l.used = 'used' AND l.subject_ref = ''
