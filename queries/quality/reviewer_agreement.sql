-- title: Do reviewers agree?
-- question: Do two reviewers of one file come to the same result?
-- audience: [quality]
-- measures: [M36]
-- population: Items rated in both the first and the second reading of a file whose second reading was in the two years that end with the period
-- numerator: Items rated alike (agreement)
-- denominator: Items rated twice
-- clock: none
-- censoring: By the day of the second reading
-- grain: One row an item, by name, and after them one for all items together
-- source: Measure M36; Cohen 1960; interval Fleiss, Cohen and Everitt 1969
-- caveats:
--   - 'Not applicable is a rating of its own: readers may differ on whether an item applies.'
--   - Where all were rated alike kappa is 1 and has no interval; where both readers gave nothing but one rating there is no kappa.
--   - Items of one file are not independent, so the interval of all items together is too narrow.
--   - Files read twice are few; see the number of items before the figure.
-- parameters: [to]
-- then:
--   - kappa: {by: item, first: first_result, second: second_result, n: items, kappa: kappa}
--   - left_out: {column: alone, what: second readings whose first reading is not on record}
--   - left_out: {column: unrated, what: items that one of the readers left empty}
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
rated AS (
  SELECT b.item, a.result AS first_result, b.result AS second_result, count(*) AS items
  FROM second s, qa_item a, qa_item b
  WHERE a.review_ref = s.second_of AND b.review_ref = s.review_ref AND b.item = a.item
  GROUP BY ALL
),
pairs AS (
  SELECT * FROM rated WHERE first_result IS NOT NULL AND second_result IS NOT NULL
),
cells AS (
  SELECT 1 AS place, * FROM pairs
  UNION ALL
  SELECT 2, 'all items', first_result, second_result, sum(items)::BIGINT FROM pairs GROUP BY ALL
)
SELECT item, first_result, second_result, items,
       CASE WHEN place = 2 THEN (SELECT count(*) FROM second s ANTI JOIN qa_review r ON r.review_ref = s.second_of) ELSE 0 END AS alone,
       CASE WHEN place = 2 THEN (SELECT coalesce(sum(items), 0)::BIGINT FROM rated WHERE first_result IS NULL OR second_result IS NULL) ELSE 0 END AS unrated
FROM cells
ORDER BY place, item, first_result, second_result
