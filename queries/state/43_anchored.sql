-- What limits attach to. item_no is a short key for joins, with a range for each kind; a subject in a proceeding keeps
-- its ps_no. ended_other_date is the day it ended another way: a proceeding withdrawn, discontinued and so on, or a case
-- closed. concluded_date is the day a proceeding came to its end: what belongs before it is over then, recorded or not.
-- own_start is the one start that a recommendation can have, by its legal basis. end_undated marks one that was
-- answered on a day nobody recorded, or a case whose investigation is over on a day nobody recorded, because misconduct proceedings followed it
-- (it says nothing of the case's other duties).
-- type is that of a proceeding, or a case's mode of investigation. source is the system that it came from. Where a source dates none of its answers, no limit on them can be judged and none runs.
CREATE OR REPLACE TABLE anchored AS
SELECT 'proc_subject' AS anchor, ps_no::BIGINT AS item_no, case_ref, subject_ref, proceeding_ref, '' AS anchor_ref, force, type,
       CASE WHEN ended_how <> 'concluded' THEN completed_date END AS ended_other_date,
       CASE WHEN ended_how = 'concluded' THEN completed_date END AS concluded_date,
       NULL AS own_start, false AS end_undated, source
FROM ps
UNION ALL
SELECT 'case', 10000000000 + row_number() OVER (), c.case_ref, '', '', '', c.force, coalesce(c.mode, ''), c.closed_date, NULL, NULL, p.case_ref IS NOT NULL, c.source
FROM case_ c
LEFT JOIN (SELECT DISTINCT case_ref FROM ps WHERE jurisdiction = 'misconduct') p ON p.case_ref = c.case_ref
WHERE c.territory = 'EW' AND EXISTS (FROM ref.standard WHERE anchor = 'case')
UNION ALL
SELECT 'case_subject', 20000000000 + row_number() OVER (), s.case_ref, s.subject_ref, '', '', c.force, coalesce(c.mode, ''), c.closed_date, NULL, NULL, false, s.source
FROM subject s JOIN case_ c USING (case_ref)
WHERE c.territory = 'EW' AND EXISTS (FROM ref.standard WHERE anchor = 'case_subject')
UNION ALL
SELECT 'recommendation', 30000000000 + row_number() OVER (), coalesce(r.case_ref, ''), '', '', r.recommendation_ref, r.force, '', NULL, NULL,
       CASE r.legal_basis WHEN 'para_28A' THEN 'recommendation_made' WHEN 'pfd' THEN 'pfd_sent' ELSE '' END,
       s.received_date IS NULL AND answered(s.response, NULL::DATE), r.source
FROM recommendation r
LEFT JOIN response s USING (recommendation_ref)
WHERE r.territory = 'EW'
  AND r.source NOT IN (SELECT source FROM response GROUP BY source
                       HAVING count(received_date) = 0 AND count(*) FILTER (answered(response, NULL::DATE)) > 0)
UNION ALL
SELECT 'debrief', 40000000000 + row_number() OVER (), coalesce(case_ref, ''), '', coalesce(proceeding_ref, ''), debrief_ref, force, '', NULL, NULL, NULL, false, source
FROM debrief
