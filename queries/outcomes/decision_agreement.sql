-- title: Decisions borne out by findings
-- question: How often was misconduct found at the level at which there was a case to answer?
-- audience: [psu, board]
-- measures: [M16]
-- population: Individuals under the Conduct Regulations (police staff left out) with a final decision of a case to answer, by their highest level in the case and the quarter of the first final decision at that level
-- numerator: Highest finding at the level decided (same)
-- denominator: Individuals of the same quarter and level with a known finding at a hearing, meeting or accelerated hearing that ended on or after the decision (known)
-- clock: none
-- censoring: By the date of the decision; those not yet concluded by the position date are shown and are in no rate
-- grain: One row a quarter of the decision and level, the last 12 quarters
-- source: Measure M16; interval Wilson 95 %. The known are among the decided of the same row, so that no rate is made from two groups of people
-- caveats:
--   - A rate is of those concluded so far; what is concluded early differs from what is concluded late, so recent quarters are not comparable with old ones.
--   - Proceedings that ended in a quarter are mostly not about its decisions; do not divide findings of a period by decisions of that period.
--   - A finding at another level need not mean that the decision was wrong; evidence heard and tests applied differ.
--   - Facts not proven counts as not proven. Discontinued, which withdrawn and stayed are too, stands apart and is in no rate. Without a proceeding is a case to answer with no hearing or meeting on file.
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
-- same:
--   - individuals[decided, last 8] = decision_to_finding.individuals[decided]
--   - not_yet_concluded[decided, last 8] = decision_to_finding.individuals[decided, result=not_yet_concluded]
--   - ended_otherwise[decided, last 8] = decision_to_finding.individuals[decided, result=ended_otherwise]
--   - not_recorded[decided, last 8] = decision_to_finding.individuals[decided, result=not_recorded]
--   - no_proceeding[decided, last 8] = decision_to_finding.individuals[decided, result=no_proceeding]
--   - discontinued[decided, last 8] = decision_to_finding.individuals[decided, result=discontinued|stayed_abuse]
--   - not_proven[decided, last 8] = decision_to_finding.individuals[decided, result=not_misconduct|not_proven_facts]
--   - same[last 8, decided=case_to_answer_gross_misconduct] = decision_to_finding.individuals[decided=case_to_answer_gross_misconduct, result=gross_misconduct]
--   - same[last 8, decided=case_to_answer_misconduct] = decision_to_finding.individuals[decided=case_to_answer_misconduct, result=misconduct]
-- sensitivity: aggregate
-- ---
WITH levels(level, level_rank, at_level) AS (
  SELECT code, rank, replace(code, 'case_to_answer_', '') FROM ref.code WHERE list = 'decision_level' AND starts_with(code, 'case_to_answer_')
),
results AS (
  SELECT fq(o.decided_date) AS quarter, o.level,
         CASE WHEN o.result = 'stayed_abuse' THEN 'discontinued'
              WHEN o.result IN ('not_misconduct', 'not_proven_facts') THEN 'not_proven'
              WHEN o.result = o.at_level THEN 'same'
              WHEN l.level_rank > o.level_rank THEN 'higher' WHEN l.level_rank < o.level_rank THEN 'lower'
              ELSE o.result END AS result
  FROM decision_outcome o
  LEFT JOIN levels l ON l.at_level = o.finding
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
