-- title: Disclosure returned for rework
-- question: Are disclosure schedules right first time?
-- audience: [quality, psu]
-- measures: [M24]
-- population: Disclosure batches served in the quarter
-- numerator: Returned for rework by the CPS or counsel on or after the day of service, by the position date
-- denominator: Batches served
-- clock: none
-- censoring: A batch served lately may still come back, so the last quarters look better than they will
-- grain: One row a quarter of service, the last twelve
-- source: Measure M24; P′ chart (Laney 2002), interval Wilson 95 %
-- caveats:
--   - A batch has one day of service and one return on record; a second return is not seen.
--   - Who returned a batch is not recorded apart.
-- parameters: [to]
-- then:
--   - wilson: {k: returned, n: served, rate: returned_rate}
--   - p_prime: {k: returned, n: served}
--   - left_out: {column: undated, what: batches returned whose day of service is not recorded}
--   - left_out: {column: reversed, what: batches returned before the day they were served}
-- columns:
--   - {name: quarter, title: Quarter served, kind: label, role: dimension}
--   - {name: served, title: Served, kind: count, unit: batches, role: measure}
--   - {name: returned, title: Returned for rework, kind: count, unit: batches, role: measure}
--   - {name: returned_rate, title: Returned of those served, kind: rate, role: measure, of: served}
--   - {name: returned_rate_low, title: Lower limit, kind: rate, role: measure, of: served}
--   - {name: returned_rate_high, title: Upper limit, kind: rate, role: measure, of: served}
--   - {name: mean, title: Mean, kind: rate, role: measure, of: served}
--   - {name: lower, title: Lower control limit, kind: rate, role: measure, of: served}
--   - {name: upper, title: Upper control limit, kind: rate, role: measure, of: served}
--   - {name: signal, title: Signal, kind: label, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH counted AS (
  SELECT q.quarter, count(b.batch_ref) AS served, count(b.returned_date) AS returned
  FROM quarters($to::DATE, 12) q
  LEFT JOIN disclosure_batch b ON b.served_date BETWEEN q.first_day AND q.last_day AND coalesce(b.returned_date >= b.served_date, true)
  GROUP BY q.quarter
),
unjudged AS (
  SELECT count(*) FILTER (served_date IS NULL) AS undated,
         count(*) FILTER (returned_date < served_date AND fq(served_date) IN (SELECT quarter FROM quarters($to::DATE, 12))) AS reversed
  FROM disclosure_batch WHERE returned_date IS NOT NULL
)
SELECT quarter, served, returned, returned / nullif(served, 0) AS returned_rate,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN undated ELSE 0 END AS undated,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN reversed ELSE 0 END AS reversed
FROM counted CROSS JOIN unjudged
ORDER BY quarter
