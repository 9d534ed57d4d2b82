-- Subjects of misconduct, criminal and coronial proceedings of England and Wales that have not ended for them. On hold: a hold of the case has begun and not ended, on this subject or on nobody in particular (sub judice
-- holds misconduct only, a coroner's suspension the inquest only). Else under way once a hearing, trial or inquest day has been, by the log or by a listed day that was used; else waiting once
-- notice was served, a requisition issued or the inquest opened; else preparing.
WITH open AS (
  SELECT s.proceeding_ref, s.case_ref, s.subject_ref, t.jurisdiction
  FROM proc_subject s
  JOIN proceeding p ON p.proceeding_ref = s.proceeding_ref
  JOIN ref_proceeding_type t ON t.code = p.type AND t.jurisdiction IN ('misconduct', 'criminal', 'coronial')
  LEFT JOIN `case` c ON c.case_ref = s.case_ref
  WHERE s.completed_date IS NULL AND coalesce(c.territory, 'EW') = 'EW'
),
staged AS (
  SELECT o.jurisdiction,
         EXISTS (SELECT 1 FROM hold h WHERE h.case_ref = o.case_ref AND (h.subject_ref = '' OR h.subject_ref = o.subject_ref) AND h.start_date <= :as_of AND h.end_date IS NULL
                 AND (h.kind <> 'sub_judice' OR o.jurisdiction = 'misconduct') AND (h.kind <> 'coroner_suspension' OR o.jurisdiction = 'coronial')) AS held,
         EXISTS (SELECT 1 FROM event e WHERE e.proceeding_ref = o.proceeding_ref AND e.case_ref = o.case_ref AND (e.subject_ref = '' OR e.subject_ref = o.subject_ref)
                 AND e.code IN ('hearing_day_start', 'trial_start', 'inquest_start')) AS begun,
         EXISTS (SELECT 1 FROM listing l JOIN ref_listing_kind k ON k.code = l.kind WHERE l.proceeding_ref = o.proceeding_ref AND l.used = 'used'
                 AND k.event IN ('hearing_day_start', 'trial_start', 'inquest_start')) AS sat,
         EXISTS (SELECT 1 FROM event e WHERE e.proceeding_ref = o.proceeding_ref AND e.case_ref = o.case_ref AND (e.subject_ref = '' OR e.subject_ref = o.subject_ref)
                 AND e.code IN ('reg30_served', 'reg51_served', 'requisition_issued', 'inquest_opened')) AS served
  FROM open o
)
SELECT j.jurisdiction, count_if(NOT held AND NOT begun AND NOT sat AND NOT served) AS preparing, count_if(NOT held AND NOT begun AND NOT sat AND served) AS waiting,
       count_if(NOT held AND (begun OR sat)) AS under_way, count_if(held) AS on_hold, count(s.jurisdiction) AS total
FROM VALUES ('coronial'), ('criminal'), ('misconduct') AS j(jurisdiction)
LEFT JOIN staged s ON s.jurisdiction = j.jurisdiction
GROUP BY j.jurisdiction
ORDER BY j.jurisdiction
