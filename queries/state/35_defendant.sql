-- Defendants: one row a subject of a case (England and Wales) with a proceeding at a magistrates' court or the Crown Court. A defendant
-- sent from one to the other is one: the first appearance in either, the results of all of them together, and an end only once no such
-- proceeding of theirs is open, on the day the last one ended. Convicted of one count and acquitted of another is convicted; an acquittal after a jury could not agree is an acquittal.
CREATE OR REPLACE TABLE defendant AS
SELECT p.case_ref, p.subject_ref, min(p.force) AS force, min(e.first_date) AS appeared_date,
       CASE WHEN count(*) = count(p.completed_date) THEN max(p.completed_date) END AS ended_date,
       coalesce(bool_or(p.result IN ('guilty_plea', 'guilty_verdict', 'guilty_alternative')), false) AS is_convicted,
       coalesce(bool_or(p.result = 'guilty_plea'), false) AS has_pleaded, coalesce(bool_or(p.result = 'not_guilty_verdict'), false) AS is_acquitted
FROM ps p
LEFT JOIN ps_event e ON e.ps_no = p.ps_no AND e.code = 'first_appearance'
WHERE p.type IN ('CRM-MC', 'CRM-CC')
GROUP BY p.case_ref, p.subject_ref
