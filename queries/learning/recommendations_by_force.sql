-- title: Recommendations by force
-- question: How many recommendations concern each force, on which themes?
-- audience: [debrief, quality]
-- measures: [M29]
-- population: Recommendations made on or before the position date, of every territory
-- numerator: Recommendations (recommendations); past the date due without a response (past_due)
-- denominator: Cases of the force (per_100_cases)
-- clock: The date due as the source states it, or the later one of the two with its extended date; a date due on the position date itself is past. A response is one with a day or a code of an answer; "no response" and "awaiting" are none
-- censoring: By the date made
-- grain: One row a force and theme, in the order of their names
-- source: Themes in the source's own words
-- caveats:
--   - The force is the body addressed, else that of the case. No ranking, for forces differ in their cases, and a recommendation may be addressed to a force with no case here.
--   - Recommendations for each hundred cases of the force known here; empty where none is known.
-- parameters: [as_of]
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: theme, title: Theme, kind: label, role: dimension, typed: true}
--   - {name: recommendations, title: Recommendations, kind: count, unit: recommendations, role: measure}
--   - {name: past_due, title: Past due without a response, kind: count, unit: recommendations, role: measure}
--   - {name: cases, title: Cases of the force, kind: count, unit: cases, role: measure}
--   - {name: per_100_cases, title: For each 100 cases, kind: number, role: measure, of: cases}
-- totals: the rows add up to all recommendations
-- same:
--   - recommendations = recommendation_status.recommendations
--   - recommendations = recommendations_by_theme.recommendations
--   - past_due = recommendation_status.past_due
--   - recommendations[theme] = recommendations_by_theme.recommendations[theme]
--   - cases[force, theme] = cases[force, first]
-- sensitivity: aggregate
-- ---
WITH forces AS (
  SELECT force, count(*) AS cases FROM case_ GROUP BY force
),
counted AS (
  SELECT coalesce(r.force, c.force) AS force, r.theme, count(*) AS recommendations,
         count(*) FILTER (s.recommendation_ref IS NULL AND greatest(r.due_date, r.extended_due_date) <= $as_of::DATE) AS past_due
  FROM recommendation r
  LEFT JOIN case_ c ON c.case_ref = r.case_ref
  LEFT JOIN response s ON s.recommendation_ref = r.recommendation_ref AND answered(s.response, s.received_date)
  GROUP BY ALL
)
SELECT coalesce(n.force, 'not recorded') AS force, coalesce(n.theme, 'not recorded') AS theme, n.recommendations, n.past_due,
       coalesce(f.cases, 0) AS cases, 100.0::DOUBLE * n.recommendations / nullif(f.cases, 0) AS per_100_cases
FROM counted n
LEFT JOIN forces f ON f.force = n.force
ORDER BY force, theme
