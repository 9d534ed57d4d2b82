-- title: Due dates that sources state
-- question: Which day count do the due dates in the sources follow?
-- audience: [debrief, quality]
-- measures: [M28, M29]
-- population: Recommendations (England and Wales) with both a day made and a due date
-- numerator: Recommendations by day count and by response
-- denominator: none
-- clock: none
-- censoring: none
-- grain: One row a legal basis
-- source: Police Reform Act 2002 Schedule 3 paragraph 28B, days beginning with the day made; number as LRN-28A-RESP in ref.standard, as it stands at the position date
-- caveats:
--   - Day 1 of a paragraph 28A response is the day made, so the last lawful day is 55 days after it; many sources add 56.
--   - Responses coded superseded are in no column of their own.
-- parameters: []
-- columns:
--   - {name: legal_basis, title: Legal basis, kind: label, role: dimension, list: legal_basis}
--   - {name: both_dates, title: Both dates, kind: count, unit: recommendations, role: measure}
--   - {name: due_56_after, title: Due 56 days after, kind: count, unit: recommendations, role: measure}
--   - {name: due_55_after, title: Due 55 days after, kind: count, unit: recommendations, role: measure}
--   - {name: other, title: Another due date, kind: count, unit: recommendations, role: measure}
--   - {name: accepted, title: Accepted, kind: count, unit: recommendations, role: measure}
--   - {name: accepted_in_part, title: Accepted in part, kind: count, unit: recommendations, role: measure}
--   - {name: not_accepted, title: Not accepted, kind: count, unit: recommendations, role: measure}
--   - {name: awaiting, title: Awaiting, kind: count, unit: recommendations, role: measure}
-- totals: due_56_after + due_55_after + other = both_dates
-- same:
--   - accepted[legal_basis] + accepted_in_part[legal_basis] + not_accepted[legal_basis] + awaiting[legal_basis] <= both_dates[legal_basis]
-- sensitivity: aggregate
-- ---
WITH legal_limit AS (
  SELECT n FROM limit_now WHERE standard_id = 'LRN-28A-RESP'
),
dated AS (
  SELECT coalesce(r.legal_basis, 'not recorded') AS legal_basis, r.due_date - r.made_date AS days, l.n, s.response
  FROM recommendation r
  CROSS JOIN legal_limit l
  LEFT JOIN response s USING (recommendation_ref)
  WHERE r.territory = 'EW' AND r.made_date IS NOT NULL AND r.due_date IS NOT NULL
)
SELECT legal_basis, count(*) AS both_dates,
       count(*) FILTER (days = n) AS due_56_after,
       count(*) FILTER (days = n - 1) AS due_55_after,
       count(*) FILTER (days NOT IN (n, n - 1)) AS other,
       count(*) FILTER (response = 'accepted') AS accepted,
       count(*) FILTER (response = 'accepted_in_part') AS accepted_in_part,
       count(*) FILTER (response = 'not_accepted') AS not_accepted,
       count(*) FILTER (NOT answered(response, NULL::DATE)) AS awaiting
FROM dated
GROUP BY legal_basis
ORDER BY legal_basis
