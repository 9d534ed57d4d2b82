-- Misconduct proceedings that ended with or without a finding (hearings, meetings and accelerated hearings;
-- police staff left out), one row a subject in a proceeding. An individual is a person key in a case, or the
-- subject where there is no key. "part" is the column a finding is counted in: a finding that nobody
-- recorded is not recorded, also where the proceeding was withdrawn.
CREATE OR REPLACE TABLE misconduct_end AS
SELECT CASE WHEN s.person_key IS NULL THEN 's:' || p.subject_ref ELSE 'p:' || s.person_key END AS individual,
       p.case_ref, p.subject_ref, p.proceeding_ref, p.type, p.force, p.completed_date,
       CASE WHEN f.code IS NULL OR NOT f.known THEN 'not_recorded'
            WHEN f.code IN ('discontinued', 'stayed_abuse') THEN 'discontinued'
            WHEN f.proven THEN f.code
            ELSE 'not_misconduct' END AS part,
       coalesce(f.known, false) AS known, coalesce(f.rank, 0) AS finding_rank,
       p.sanction, coalesce(a.rank, 0) AS sanction_rank, coalesce(a.dismissal, false) AS dismissal,
       coalesce(s.status = 'former_officer', false) AS former
FROM ps p
LEFT JOIN subject s ON s.case_ref = p.case_ref AND s.subject_ref = p.subject_ref
LEFT JOIN ref.finding f ON f.code = p.finding
LEFT JOIN ref.sanction a ON a.code = p.sanction
WHERE p.type IN ('MH', 'MM', 'AH') AND p.completed_date IS NOT NULL
  AND p.ended_how IN ('concluded', 'withdrawn', 'discontinued', 'stayed')
  AND s.status IS DISTINCT FROM 'staff'
