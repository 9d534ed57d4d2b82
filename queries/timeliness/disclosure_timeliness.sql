-- title: Disclosure served in time
-- question: Is disclosure served by the date ordered or agreed?
-- audience: [quality, psu]
-- measures: [M23]
-- population: Disclosure batches whose date fell in the quarter
-- numerator: Served on or before the date
-- denominator: Batches due
-- clock: None in law; each batch has a date of its own
-- censoring: Batches not served count as overdue
-- grain: One row a quarter of the date due, the last eight quarters
-- source: Measure M23; interval Wilson 95 %
-- caveats:
--   - A batch has one day of service on record, its first; one returned for rework and served again counts by it.
-- parameters: [to]
-- then:
--   - wilson: {k: in_time, n: due, rate: in_time_rate}
--   - left_out: {column: undated, what: disclosure batches without a date ordered or agreed}
-- columns:
--   - {name: quarter, title: Quarter due, kind: label, role: dimension}
--   - {name: due, title: Due, kind: count, unit: batches, role: measure}
--   - {name: in_time, title: In time, kind: count, unit: batches, role: measure}
--   - {name: late, title: Late, kind: count, unit: batches, role: measure}
--   - {name: overdue, title: Overdue, kind: count, unit: batches, role: measure}
--   - {name: in_time_rate, title: Served in time, kind: rate, role: measure, of: due}
--   - {name: in_time_rate_low, title: Lower limit, kind: rate, role: measure, of: due}
--   - {name: in_time_rate_high, title: Upper limit, kind: rate, role: measure, of: due}
-- totals: in_time + late + overdue = due
-- merge: quarter
-- sensitivity: aggregate
-- ---
SELECT q.quarter, count(b.batch_ref) AS due,
       count(*) FILTER (b.served_date <= b.due_date) AS in_time,
       count(*) FILTER (b.served_date > b.due_date) AS late,
       count(*) FILTER (b.batch_ref IS NOT NULL AND b.served_date IS NULL) AS overdue,
       count(*) FILTER (b.served_date <= b.due_date) / nullif(count(b.batch_ref), 0) AS in_time_rate,
       (SELECT count(*) FROM disclosure_batch WHERE due_date IS NULL) * (row_number() OVER (ORDER BY q.quarter) = 1)::INTEGER AS undated
FROM quarters($to::DATE, 8) q
LEFT JOIN disclosure_batch b ON b.due_date BETWEEN q.first_day AND q.last_day
GROUP BY q.quarter
ORDER BY q.quarter
