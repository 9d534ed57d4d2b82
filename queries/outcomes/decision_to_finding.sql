-- title: From decision to finding
-- question: What became of those who had a case to answer?
-- audience: [psu, board]
-- measures: [M16]
-- population: Subjects with a final decision of a case to answer in the 24 months that end with the period
-- numerator: Subjects by highest finding
-- denominator: Subjects by level decided
-- clock: none
-- censoring: By the date of the decision; those not yet concluded are shown
-- grain: One row a level decided and result
-- source: Measure M16; a subject's highest level and highest finding
-- caveats:
--   - Recent decisions have many not yet concluded; shares of those concluded favour what is quick.
--   - A subject whose decision led to no hearing or meeting on file is shown as without a proceeding.
-- parameters: [to]
-- columns:
--   - {name: decided, title: Decided, kind: label, role: dimension, list: decision_level}
--   - {name: result, title: Result, kind: label, role: dimension, list: finding}
--   - {name: individuals, title: Subjects, kind: count, unit: individuals, role: measure}
-- totals: the rows of a level add up to all decided at it
-- sensitivity: aggregate
-- ---
WITH decided AS (
  SELECT case_ref, subject_ref, arg_max(d.level, c.rank) AS decided
  FROM decision d
  JOIN ref.code c ON c.list = 'decision_level' AND c.code = d.level
  WHERE d.is_final AND d.level LIKE 'case_to_answer_%' AND within_years(d.decided_date, $to::DATE, 2)
  GROUP BY ALL
),
ended AS (
  SELECT p.case_ref, p.subject_ref,
         arg_max(f.code, f.rank) FILTER (f.known) AS finding,
         bool_or(p.completed_date IS NULL) AS pending,
         bool_or(p.ended_how = 'concluded') AS concluded
  FROM ps p
  LEFT JOIN ref.finding f ON f.code = p.finding
  WHERE p.type IN ('MH', 'MM', 'AH')
  GROUP BY ALL
)
SELECT d.decided,
       CASE WHEN e.case_ref IS NULL THEN 'no_proceeding'
            WHEN e.finding IS NOT NULL THEN e.finding
            WHEN e.pending THEN 'not_yet_concluded'
            WHEN e.concluded THEN 'not_recorded'
            ELSE 'ended_otherwise' END AS result,
       count(*) AS individuals
FROM decided d
LEFT JOIN ended e USING (case_ref, subject_ref)
GROUP BY ALL
ORDER BY decided, result
