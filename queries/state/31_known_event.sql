-- Every event with a day: those of the log, and what other records say as well as an event would: that a decision was final and of the authority
-- or the Director General, and that a pre-hearing was held, where the list of hearings says that its day was used.
CREATE OR REPLACE VIEW known_event AS
SELECT case_ref, subject_ref, proceeding_ref, code, event_date FROM event WHERE event_date IS NOT NULL
UNION ALL
SELECT case_ref, subject_ref, '', 'dg_or_aa_decision', decided_date FROM decision WHERE is_final AND decider IN ('aa', 'dg')
UNION ALL
SELECT p.case_ref, '', l.proceeding_ref, 'prehearing_held', l.listed_date
FROM listing l
JOIN (SELECT DISTINCT proceeding_ref, case_ref FROM ps) p ON p.proceeding_ref = l.proceeding_ref
WHERE l.kind = 'prehearing' AND l.used = 'used'
