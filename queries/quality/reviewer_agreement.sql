-- title: Do reviewers agree?
-- question: Do two reviewers of one file come to the same result?
-- audience: [quality]
-- measures: [M36]
-- population: Items rated in both the first and the second reading of a file whose second reading was in the two years that end with the period
-- numerator: Items rated alike (agreement)
-- denominator: Items rated twice
-- clock: none
-- censoring: By the day of the second reading
-- grain: One row an item, and one for all items together
-- source: Measure M36; Cohen 1960; interval Fleiss, Cohen and Everitt 1969
-- caveats:
--   - 'Not applicable is a rating of its own: readers may differ on whether an item applies.'
--   - Items of one file are not independent, so the interval of all items together is too narrow.
--   - Files read twice are few; see the number of items before the figure.
-- parameters: [to]
-- then:
--   - kappa: {by: item, first: first_result, second: second_result, n: items, kappa: kappa}
--   - left_out: {column: alone, what: second readings whose first reading is not on record}
-- columns:
--   - {name: item, title: Item, kind: label, role: dimension, list: qa_item}
--   - {name: items, title: Items rated twice, kind: count, unit: items, role: measure}
--   - {name: kappa, title: Kappa, kind: number, role: measure, of: items}
--   - {name: kappa_low, title: Lower limit, kind: number, role: measure, of: items}
--   - {name: kappa_high, title: Upper limit, kind: number, role: measure, of: items}
--   - {name: kappa_agreement, title: Rated alike, kind: rate, role: measure, of: items}
-- totals: the items add up to those of all items
-- sensitivity: aggregate
-- ---
WITH second AS (
  SELECT review_ref, second_of FROM qa_review WHERE second_of IS NOT NULL AND within_years(reviewed_date, $to::DATE, 2)
),
pairs AS (
  SELECT b.item, a.result AS first_result, b.result AS second_result, count(*) AS items
  FROM second s
  JOIN qa_item a ON a.review_ref = s.second_of
  JOIN qa_item b ON b.review_ref = s.review_ref AND b.item = a.item
  WHERE a.result IS NOT NULL AND b.result IS NOT NULL
  GROUP BY ALL
),
cells AS (
  SELECT 1 AS place, * FROM pairs
  UNION ALL
  SELECT 2, 'all items', first_result, second_result, sum(items)::BIGINT FROM pairs GROUP BY ALL
)
SELECT item, first_result, second_result, items,
       CASE WHEN place = 2 THEN (SELECT count(*) FROM second s ANTI JOIN qa_review r ON r.review_ref = s.second_of) ELSE 0 END AS alone
FROM cells
ORDER BY place, item, first_result, second_result
