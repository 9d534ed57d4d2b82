-- Recommendations of England and Wales made in the five financial years up to that of the period: answered, how, and the share accepted in full of those answered, with Wilson's interval, 95 %.
WITH made AS (
  SELECT coalesce(r.legal_basis, 'not recorded') AS legal_basis, s.response
  FROM recommendation r LEFT JOIN response s ON s.recommendation_ref = r.recommendation_ref
  WHERE r.territory = 'EW' AND year(add_months(r.made_date, -3)) BETWEEN year(add_months(:to, -3)) - 4 AND year(add_months(:to, -3))
),
counted AS (
  SELECT legal_basis, count(*) AS made, count_if(response IN ('accepted', 'accepted_in_part', 'not_accepted', 'superseded')) AS responded, count_if(response = 'accepted') AS accepted,
         count_if(response = 'accepted_in_part') AS accepted_in_part, count_if(response = 'not_accepted') AS not_accepted, count_if(response = 'superseded') AS superseded
  FROM made GROUP BY legal_basis
),
rated AS (
  SELECT *, cast(nullif(responded, 0) AS double) AS n, cast(accepted AS double) AS k, 1.959963984540054D AS z FROM counted
)
SELECT legal_basis, made, responded, accepted, accepted_in_part, not_accepted, superseded, made - responded AS awaiting, k / n AS acceptance_rate,
       (k + z * z / 2 - z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z) AS acceptance_rate_low,
       (k + z * z / 2 + z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z) AS acceptance_rate_high
FROM rated
ORDER BY legal_basis
