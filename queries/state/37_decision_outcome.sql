-- What became of those who had a case to answer: one row an individual under the Conduct Regulations in a case (England and Wales) with a final decision of a
-- case to answer, at their highest level and the day of the first final decision at it. Proceedings of first instance that ended before that day were about an earlier
-- decision. finding is the highest known; result is that, or why there is none: not_yet_concluded, not_recorded, ended_otherwise, no_proceeding. Withdrawn,
-- discontinued or stayed without a finding is discontinued, as it is in misconduct_end.
CREATE OR REPLACE TABLE decision_outcome AS
WITH levels(level, level_rank, at_level) AS (
  SELECT code, rank, replace(code, 'case_to_answer_', '') FROM ref.code WHERE list = 'decision_level' AND starts_with(code, 'case_to_answer_')
),
people AS (
  -- A subject that no export describes is taken as an individual of the case.
  SELECT d.case_ref, d.subject_ref, d.level, d.decided_date, coalesce(i.individual, 's:' || d.case_ref || '/' || d.subject_ref) AS individual
  FROM decision d
  LEFT JOIN individual i ON i.case_ref = d.case_ref AND i.subject_ref = d.subject_ref
  ANTI JOIN case_ o ON o.case_ref = d.case_ref AND o.territory <> 'EW'
  WHERE d.is_final AND under_conduct(i.status)
),
ranked AS (
  SELECT p.case_ref, p.individual, l.level, l.at_level, l.level_rank, min(p.decided_date) AS decided_date
  FROM people p JOIN levels l ON l.level = p.level
  GROUP BY p.case_ref, p.individual, l.level, l.at_level, l.level_rank
  QUALIFY row_number() OVER (PARTITION BY p.case_ref, p.individual ORDER BY l.level_rank DESC) = 1
),
ended AS (
  SELECT c.case_ref, c.individual,
         arg_max(f.code, f.rank) FILTER (f.known) AS finding,
         bool_or(p.completed_date IS NULL) AS is_pending,
         bool_or(p.ended_how = 'concluded') AS is_concluded,
         bool_or(coalesce(f.code, p.finding, 'not_recorded') = 'not_recorded' AND p.ended_how IN ('withdrawn', 'discontinued', 'stayed')) AS is_discontinued
  FROM ranked c
  JOIN ps p ON p.case_ref = c.case_ref AND p.type IN ('MH', 'MM', 'AH') AND (p.completed_date IS NULL OR p.completed_date >= c.decided_date)
  LEFT JOIN individual i ON i.case_ref = p.case_ref AND i.subject_ref = p.subject_ref
  LEFT JOIN ref.finding f ON f.code = p.finding
  WHERE coalesce(i.individual, 's:' || p.case_ref || '/' || p.subject_ref) = c.individual AND under_conduct(i.status)
  GROUP BY c.case_ref, c.individual
)
SELECT c.case_ref, c.individual, c.level, c.level_rank, c.at_level, c.decided_date, e.finding,
       CASE WHEN e.case_ref IS NULL THEN 'no_proceeding'
            WHEN e.finding IS NOT NULL THEN e.finding
            WHEN e.is_pending THEN 'not_yet_concluded'
            WHEN e.is_discontinued THEN 'discontinued'
            WHEN e.is_concluded THEN 'not_recorded'
            ELSE 'ended_otherwise' END AS result
FROM ranked c
LEFT JOIN ended e USING (case_ref, individual)
