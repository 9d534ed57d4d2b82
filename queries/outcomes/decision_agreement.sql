-- title: Decisions borne out by findings
-- question: How often was misconduct found at the level at which there was a case to answer?
-- audience: [psu, board]
-- measures: [M16]
-- population: Individuals under the Conduct Regulations (police staff left out) with a final decision of a case to answer, by their highest level in the case and the quarter of the first final decision at that level
-- numerator: Highest finding at the level decided (same)
-- denominator: Individuals of the same quarter and level with a known finding at a hearing, meeting or accelerated hearing that ended on or after the decision (known)
-- clock: none
-- censoring: By the date of the decision; those not yet concluded by the as-of date are shown and are in no rate
-- grain: One row a quarter of the decision and level, the last 12 quarters
-- source: Measure M16; interval Wilson 95 %. The known are among the decided of the same row, so that no rate is made from two groups of people
-- caveats:
--   - A rate is of those concluded so far; what is concluded early differs from what is concluded late, so recent quarters are not comparable with old ones.
--   - Proceedings that ended in a quarter are mostly not about its decisions; do not divide findings of a period by decisions of that period.
--   - A finding at another level need not mean that the decision was wrong; evidence heard and tests applied differ.
--   - Facts not proven counts as not proven. Discontinued and stayed stand apart and are in no rate. Without a proceeding is a case to answer with no hearing or meeting on file.
-- parameters: [to]
-- then:
--   - wilson: {k: same, n: known, rate: same_rate}
--   - provisional: {open: not_yet_concluded, mark: maturity}
-- columns:
--   - {name: quarter, title: Quarter decided, kind: label, role: dimension}
--   - {name: decided, title: Decided, kind: label, role: dimension, list: decision_level}
--   - {name: individuals, title: Case to answer, kind: count, unit: individuals, role: measure}
--   - {name: known, title: Known finding, kind: count, unit: individuals, role: measure}
--   - {name: same, title: Found at the level decided, kind: count, unit: individuals, role: measure}
--   - {name: higher, title: Found higher, kind: count, unit: individuals, role: measure}
--   - {name: lower, title: Found lower, kind: count, unit: individuals, role: measure}
--   - {name: not_proven, title: Not proven, kind: count, unit: individuals, role: measure}
--   - {name: same_rate, title: Share found at the level decided, kind: rate, role: measure, of: known}
--   - {name: same_rate_low, title: Lower limit, kind: rate, role: measure, of: known}
--   - {name: same_rate_high, title: Upper limit, kind: rate, role: measure, of: known}
--   - {name: not_yet_concluded, title: Not yet concluded, kind: count, unit: individuals, role: measure}
--   - {name: discontinued, title: Discontinued, kind: count, unit: individuals, role: measure}
--   - {name: ended_otherwise, title: Ended another way, kind: count, unit: individuals, role: measure}
--   - {name: not_recorded, title: Finding not recorded, kind: count, unit: individuals, role: measure}
--   - {name: no_proceeding, title: Without a proceeding, kind: count, unit: individuals, role: measure}
--   - {name: maturity, title: Maturity, kind: label, role: dimension}
--   - {name: break, title: Change of law in the quarter, kind: label, role: dimension}
-- totals: same + higher + lower + not_proven = known, known + not_yet_concluded + discontinued + ended_otherwise + not_recorded + no_proceeding = individuals
-- sensitivity: aggregate
-- ---
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
cohort AS (
  SELECT fq(decided_date) AS quarter, * FROM ranked
),
ended AS (
  SELECT c.case_ref, c.individual,
         arg_max(f.code, f.rank) FILTER (f.known) AS finding,
         bool_or(p.completed_date IS NULL) AS is_pending,
         bool_or(p.ended_how = 'concluded') AS is_concluded
  FROM cohort c
  JOIN ps p ON p.case_ref = c.case_ref AND p.type IN ('MH', 'MM', 'AH') AND (p.completed_date IS NULL OR p.completed_date >= c.decided_date)
  LEFT JOIN individual i ON i.case_ref = p.case_ref AND i.subject_ref = p.subject_ref
  LEFT JOIN ref.finding f ON f.code = p.finding
  WHERE coalesce(i.individual, 's:' || p.case_ref || '/' || p.subject_ref) = c.individual
  GROUP BY c.case_ref, c.individual
),
results AS (
  SELECT c.quarter, c.level,
         CASE WHEN e.case_ref IS NULL THEN 'no_proceeding'
              WHEN e.finding IN ('discontinued', 'stayed_abuse') THEN 'discontinued'
              WHEN e.finding IN ('not_misconduct', 'not_proven_facts') THEN 'not_proven'
              WHEN e.finding = c.at_level THEN 'same'
              WHEN e.finding IS NOT NULL THEN CASE WHEN l.level_rank > c.level_rank THEN 'higher' ELSE 'lower' END
              WHEN e.is_pending THEN 'not_yet_concluded'
              WHEN e.is_concluded THEN 'not_recorded'
              ELSE 'ended_otherwise' END AS result
  FROM cohort c
  LEFT JOIN ended e USING (case_ref, individual)
  LEFT JOIN levels l ON l.at_level = e.finding
)
SELECT q.quarter, l.level AS decided, count(r.result) AS individuals,
       count(*) FILTER (r.result IN ('same', 'higher', 'lower', 'not_proven')) AS known,
       count(*) FILTER (r.result = 'same') AS same, count(*) FILTER (r.result = 'higher') AS higher,
       count(*) FILTER (r.result = 'lower') AS lower, count(*) FILTER (r.result = 'not_proven') AS not_proven,
       count(*) FILTER (r.result = 'same') / nullif(count(*) FILTER (r.result IN ('same', 'higher', 'lower', 'not_proven')), 0) AS same_rate,
       count(*) FILTER (r.result = 'not_yet_concluded') AS not_yet_concluded,
       count(*) FILTER (r.result = 'discontinued') AS discontinued,
       count(*) FILTER (r.result = 'ended_otherwise') AS ended_otherwise,
       count(*) FILTER (r.result = 'not_recorded') AS not_recorded,
       count(*) FILTER (r.result = 'no_proceeding') AS no_proceeding,
       law_break(q.first_day, q.last_day) AS break
FROM quarters($to::DATE, 12) q CROSS JOIN levels l
LEFT JOIN results r ON r.quarter = q.quarter AND r.level = l.level
GROUP BY q.quarter, q.first_day, q.last_day, l.level, l.level_rank
ORDER BY q.quarter, l.level_rank DESC
