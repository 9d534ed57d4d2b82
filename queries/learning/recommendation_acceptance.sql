-- title: Recommendations accepted
-- question: How many recommendations are accepted?
-- audience: [psu, debrief, board]
-- measures: [M29]
-- population: Recommendations (England and Wales) made in the five financial years up to that of the period's end
-- numerator: Accepted in full
-- denominator: Responses received
-- clock: none
-- censoring: Recommendations without a response stand apart
-- grain: One row a legal basis
-- source: Measure M29; interval Wilson 95 %
-- caveats:
--   - Accepted in part stands apart and is not in the rate.
--   - Superseded stands apart and counts as a response. No response is counted with those awaited.
--   - Acceptance is coded from the words of the response.
--   - A recommendation made on a day not recorded belongs to no year and is left out.
-- parameters: [to]
-- then:
--   - wilson: {k: accepted, n: responded, rate: acceptance_rate}
--   - left_out: {column: undated, what: recommendations made on a day not recorded}
-- columns:
--   - {name: legal_basis, title: Legal basis, kind: label, role: dimension, list: legal_basis}
--   - {name: made, title: Made, kind: count, unit: recommendations, role: measure}
--   - {name: responded, title: Responded, kind: count, unit: recommendations, role: measure}
--   - {name: accepted, title: Accepted, kind: count, unit: recommendations, role: measure}
--   - {name: accepted_in_part, title: Accepted in part, kind: count, unit: recommendations, role: measure}
--   - {name: not_accepted, title: Not accepted, kind: count, unit: recommendations, role: measure}
--   - {name: superseded, title: Superseded, kind: count, unit: recommendations, role: measure}
--   - {name: awaiting, title: Awaiting, kind: count, unit: recommendations, role: measure}
--   - {name: acceptance_rate, title: Accepted of responses, kind: rate, role: measure, of: responded}
--   - {name: acceptance_rate_low, title: Lower limit, kind: rate, role: measure, of: responded}
--   - {name: acceptance_rate_high, title: Upper limit, kind: rate, role: measure, of: responded}
-- totals: responded + awaiting = made; accepted + accepted_in_part + not_accepted + superseded = responded
-- sensitivity: aggregate
-- ---
WITH answered AS (
  SELECT coalesce(r.legal_basis, 'not recorded') AS legal_basis, s.response
  FROM recommendation r
  LEFT JOIN response s USING (recommendation_ref)
  WHERE r.territory = 'EW' AND within_fys(r.made_date, $to::DATE, 5)
),
counted AS (
  SELECT legal_basis, count(*) AS made,
         count(*) FILTER (answered(response, NULL::DATE)) AS responded,
         count(*) FILTER (response = 'accepted') AS accepted,
         count(*) FILTER (response = 'accepted_in_part') AS accepted_in_part,
         count(*) FILTER (response = 'not_accepted') AS not_accepted,
         count(*) FILTER (response = 'superseded') AS superseded
  FROM answered GROUP BY legal_basis
)
SELECT *, made - responded AS awaiting, accepted / nullif(responded, 0) AS acceptance_rate,
       (SELECT count(*) FROM recommendation WHERE territory = 'EW' AND made_date IS NULL) * (row_number() OVER (ORDER BY legal_basis) = 1)::INTEGER AS undated
FROM counted
ORDER BY legal_basis
