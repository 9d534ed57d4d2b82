-- On what the limits run that hang on more than a type of proceeding: an event or a sanction that must be there, a mode of investigation, a regime.
-- That a pre-hearing was listed stands in the list of hearings as well as among events.
CREATE OR REPLACE TABLE limit_item AS
WITH holds AS (
  (SELECT c.limit_no, m.item_no
   FROM limit_code c JOIN milestone m ON m.milestone_no = c.milestone_no
   WHERE c.role = 'only'
   UNION
   SELECT c.limit_no, p.ps_no
   FROM limit_code c
   CROSS JOIN listed_prehearing l
   JOIN ps p ON p.proceeding_ref = l.proceeding_ref AND (l.subject_ref = '' OR l.case_ref = p.case_ref) AND still_about(l.subject_ref, l.listed_date, p.subject_ref, p.left_date)
   WHERE c.role = 'only' AND c.code = 'prehearing_listed' AND c.anchor = 'proc_subject')
  UNION ALL
  SELECT l.limit_no, a.item_no
  FROM measured_limit l
  JOIN anchored a ON a.anchor = l.anchor AND list_contains(l.modes, a.type)
  WHERE l.modes <> ['']
  UNION ALL
  SELECT l.limit_no, a.item_no
  FROM measured_limit l
  JOIN subject_regime r ON list_contains(l.regimes, r.regime_id)
  JOIN anchored a ON a.anchor = l.anchor AND a.case_ref = r.case_ref AND a.subject_ref = r.subject_ref
                 AND (list_contains(l.types, '') OR list_contains(l.types, a.type))
)
SELECT h.limit_no, h.item_no
FROM holds h JOIN measured_limit l ON l.limit_no = h.limit_no
GROUP BY h.limit_no, h.item_no, l.conditions
HAVING count(*) = l.conditions
