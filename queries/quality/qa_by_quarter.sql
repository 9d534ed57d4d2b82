-- title: Quality review by quarter
-- question: Did coaching or anything else change how many items pass?
-- audience: [quality]
-- measures: [M35]
-- population: Items of first readings in the quarter, where the item applied
-- numerator: Passed
-- denominator: Applicable
-- clock: none
-- censoring: By the day of the review
-- grain: One row a quarter, the last twelve
-- source: Measure M35; P′ chart (Laney 2002), interval Wilson 95 %
-- caveats:
--   - Reviewed files are a sample; how they are chosen decides what they stand for.
--   - Second readings of a file are left out.
--   - Items of one file are not independent; the control limits allow for it, the interval does not.
--   - A change that follows coaching is not shown to come from it.
-- parameters: [to]
-- then:
--   - wilson: {k: passed, n: applicable, rate: pass_rate}
--   - p_prime: {k: passed, n: applicable}
-- columns:
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: files, title: Files read, kind: count, unit: files, role: measure}
--   - {name: applicable, title: Applicable, kind: count, unit: items, role: measure}
--   - {name: passed, title: Passed, kind: count, unit: items, role: measure}
--   - {name: pass_rate, title: Pass rate, kind: rate, role: measure, of: applicable}
--   - {name: pass_rate_low, title: Lower limit, kind: rate, role: measure, of: applicable}
--   - {name: pass_rate_high, title: Upper limit, kind: rate, role: measure, of: applicable}
--   - {name: mean, title: Mean, kind: rate, role: measure, of: applicable}
--   - {name: lower, title: Lower control limit, kind: rate, role: measure, of: applicable}
--   - {name: upper, title: Upper control limit, kind: rate, role: measure, of: applicable}
--   - {name: signal, title: Signal, kind: label, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
SELECT q.quarter, count(DISTINCT r.review_ref) AS files, count(*) FILTER (i.result IN ('pass', 'fail')) AS applicable, count(*) FILTER (i.result = 'pass') AS passed,
       count(*) FILTER (i.result = 'pass') / nullif(count(*) FILTER (i.result IN ('pass', 'fail')), 0) AS pass_rate
FROM quarters($to::DATE, 12) q
LEFT JOIN qa_review r ON r.reviewed_date BETWEEN q.first_day AND q.last_day AND r.second_of IS NULL
LEFT JOIN qa_item i ON i.review_ref = r.review_ref
GROUP BY q.quarter
ORDER BY q.quarter
