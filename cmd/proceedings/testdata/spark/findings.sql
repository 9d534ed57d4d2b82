-- Officers (also special constables and former officers; whose status nobody wrote down is taken as one) whose hearing, meeting or accelerated hearing ended in the twelve months, each person of a case
-- once for each type, by the highest finding. What ended withdrawn, discontinued or stayed with no finding is discontinued; what was concluded with none is not recorded.
WITH ended AS (
  SELECT p.type, s.case_ref, coalesce(b.person_key, concat(s.case_ref, '/', s.subject_ref)) AS person, coalesce(s.ended_how, 'concluded') AS how, f.code AS finding, f.proven, f.rank
  FROM proc_subject s
  JOIN proceeding p ON p.proceeding_ref = s.proceeding_ref AND p.type IN ('MH', 'MM', 'AH')
  LEFT JOIN `case` c ON c.case_ref = s.case_ref
  LEFT JOIN subject b ON b.case_ref = s.case_ref AND b.subject_ref = s.subject_ref
  LEFT JOIN ref_finding f ON f.code = s.finding AND f.known
  WHERE s.completed_date > last_day(add_months(:to, -12)) AND s.completed_date <= :to
    AND coalesce(c.territory, 'EW') = 'EW' AND coalesce(b.status, 'officer') IN ('officer', 'special', 'senior_officer', 'former_officer')
),
judged AS (
  SELECT type, case_ref, person,
         CASE WHEN how = 'concluded' AND finding IS NULL THEN 'not_recorded' WHEN finding IS NULL OR finding IN ('discontinued', 'stayed_abuse') THEN 'discontinued'
              WHEN proven THEN finding ELSE 'not_misconduct' END AS part,
         CASE WHEN how = 'concluded' AND finding IS NULL THEN -1 WHEN finding IS NULL THEN (SELECT max(rank) FROM ref_finding WHERE code = 'discontinued') ELSE rank END AS height
  FROM ended
  WHERE how IN ('concluded', 'withdrawn', 'discontinued', 'stayed')
),
highest AS (
  SELECT type, case_ref, person, max_by(part, height) AS part FROM judged GROUP BY type, case_ref, person
)
SELECT t.type, count_if(part = 'gross_misconduct') AS gross_misconduct, count_if(part = 'misconduct') AS misconduct, count_if(part = 'not_misconduct') AS not_misconduct,
       count_if(part = 'discontinued') AS discontinued, count_if(part = 'not_recorded') AS not_recorded, count(part) AS total
FROM VALUES (1, 'MH'), (2, 'MM'), (3, 'AH') AS t(place, type)
LEFT JOIN highest h ON h.type = t.type
GROUP BY t.place, t.type
ORDER BY t.place
