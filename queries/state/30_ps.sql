-- One row a subject in a proceeding, with what its proceeding is. A row whose proceeding had not been
-- opened by as_of has none to join and does not exist yet. One that ended on a day, with no word of how, is taken
-- as concluded: many sources give the day alone. left_date is the day on which it ended for this subject another way. Proceedings of cases under
-- the law of another territory are not here (an unknown one counts as England and Wales): the limits and the words are those of England and Wales. ps_no is a short key for joins, not an identifier.
CREATE OR REPLACE TABLE ps AS
SELECT (row_number() OVER ())::INTEGER AS ps_no,
       s.proceeding_ref, s.case_ref, s.subject_ref, p.type, t.jurisdiction, p.force, p.started_date,
       s.completed_date, CASE WHEN s.completed_date IS NOT NULL THEN coalesce(s.ended_how, 'concluded') END AS ended_how,
       CASE WHEN s.ended_how <> 'concluded' THEN s.completed_date END AS left_date,
       s.finding, s.sanction, s.result, s.sentence, s.conclusion, s.jury, s.article_2, p.source
FROM proc_subject s
JOIN proceeding p USING (proceeding_ref)
LEFT JOIN ref.proceeding_type t ON t.code = p.type
ANTI JOIN case_ o ON o.case_ref = s.case_ref AND o.territory <> 'EW'
