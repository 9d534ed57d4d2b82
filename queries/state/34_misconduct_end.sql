-- Misconduct proceedings that ended with or without a finding (hearings, meetings and accelerated hearings of those
-- under the Conduct Regulations; police staff left out), one row a
-- subject in a proceeding. An individual is a person key in a case, or the subject where there is no key. "part" is the column a finding is counted in: one
-- that ended withdrawn, discontinued or stayed without a finding is discontinued; concluded without one, or with a word that no list holds, it is not recorded.
CREATE OR REPLACE TABLE misconduct_end AS
SELECT coalesce(s.individual, 's:' || p.case_ref || '/' || p.subject_ref) AS individual,
       p.case_ref, p.subject_ref, p.proceeding_ref, p.type, p.force, p.completed_date,
       CASE WHEN f.code IS NULL OR NOT f.known THEN 'not_recorded'
            WHEN f.code IN ('discontinued', 'stayed_abuse') THEN 'discontinued'
            WHEN f.proven THEN f.code
            ELSE 'not_misconduct' END AS part,
       coalesce(f.known, false) AS known, coalesce(f.rank, 0) AS finding_rank,
       p.sanction, coalesce(a.rank, 0) AS sanction_rank, coalesce(a.dismissal, false) AS dismissal,
       coalesce(s.status = 'former_officer', false) AS former
FROM ps p
LEFT JOIN individual s ON s.case_ref = p.case_ref AND s.subject_ref = p.subject_ref
LEFT JOIN ref.finding n ON n.code = p.finding AND NOT n.known
LEFT JOIN ref.finding f ON f.code = CASE WHEN p.ended_how <> 'concluded' AND (p.finding IS NULL OR n.code IS NOT NULL) THEN 'discontinued' ELSE p.finding END
LEFT JOIN ref.sanction a ON a.code = p.sanction
WHERE p.type IN ('MH', 'MM', 'AH') AND p.completed_date IS NOT NULL
  AND p.ended_how IN ('concluded', 'withdrawn', 'discontinued', 'stayed')
  AND under_conduct(s.status)
