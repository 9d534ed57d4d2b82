-- One row a subject in a proceeding, with what its proceeding is. A row whose proceeding had not been
-- opened by as_of has none to join and does not exist yet. One that ended on a day, with no word of how, is taken
-- as concluded: many sources give the day alone. ps_no is a short key for joins, not an identifier.
CREATE OR REPLACE TABLE ps AS
SELECT (row_number() OVER ())::INTEGER AS ps_no,
       s.proceeding_ref, s.case_ref, s.subject_ref, p.type, t.jurisdiction, p.force, p.started_date,
       s.completed_date, CASE WHEN s.completed_date IS NOT NULL THEN coalesce(s.ended_how, 'concluded') END AS ended_how, s.finding, s.sanction, s.result, s.sentence, s.conclusion, s.jury, s.article_2, p.source
FROM proc_subject s
JOIN proceeding p USING (proceeding_ref)
LEFT JOIN ref.proceeding_type t ON t.code = p.type
