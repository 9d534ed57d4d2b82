-- title: Quality review by item
-- question: Which items of a file pass review, and which fail?
-- audience: [quality]
-- measures: [M35]
-- population: Items of first readings in the twelve months that end with the period, where the item applied
-- numerator: Passed
-- denominator: Applicable
-- clock: none
-- censoring: By the day of the review
-- grain: One row an item
-- source: Measure M35; interval Wilson 95 %
-- caveats:
--   - Reviewed files are a sample; how they are chosen decides what they stand for.
--   - Second readings of a file are left out.
-- parameters: [to]
-- then:
--   - wilson: {k: passed, n: applicable, rate: pass_rate}
-- columns:
--   - {name: item, title: Item, kind: label, role: dimension, list: qa_item}
--   - {name: applicable, title: Applicable, kind: count, unit: reviews, role: measure}
--   - {name: passed, title: Passed, kind: count, unit: reviews, role: measure}
--   - {name: pass_rate, title: Pass rate, kind: rate, role: measure, of: applicable}
--   - {name: pass_rate_low, title: Lower limit, kind: rate, role: measure, of: applicable}
--   - {name: pass_rate_high, title: Upper limit, kind: rate, role: measure, of: applicable}
-- totals: none
-- same:
--   - applicable = qa_by_quarter.applicable[last 4]
--   - passed = qa_by_quarter.passed[last 4]
-- sensitivity: aggregate
-- ---
SELECT i.item, count(*) AS applicable, count(*) FILTER (i.result = 'pass') AS passed, count(*) FILTER (i.result = 'pass') / count(*) AS pass_rate
FROM qa_item i, qa_review r
WHERE r.review_ref = i.review_ref AND within_years(r.reviewed_date, $to::DATE, 1) AND coalesce(r.second_of, '') = '' AND i.result IN ('pass', 'fail')
GROUP BY i.item
ORDER BY i.item
