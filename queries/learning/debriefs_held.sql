-- title: Debriefs held
-- question: Are debriefs held when they are due?
-- audience: [debrief, psu, board]
-- measures: [M31]
-- population: Debriefs called for whose local date fell in the quarter and had passed by the as-of date
-- numerator: Held on or before the date
-- denominator: Due
-- clock: LRN-DEBRIEF-30 in ref.standard, a local standard, from the day the debrief was called for
-- censoring: Debriefs not held count as overdue
-- grain: One row a quarter of the date due, the last eight
-- source: Local standard; interval Wilson 95 %
-- caveats:
--   - The limit is local, not law.
-- parameters: [as_of, to]
-- then:
--   - wilson: {k: in_time, n: due, rate: in_time_rate}
-- columns:
--   - {name: quarter, title: Quarter due, kind: label, role: dimension}
--   - {name: due, title: Due, kind: count, unit: debriefs, role: measure}
--   - {name: in_time, title: In time, kind: count, unit: debriefs, role: measure}
--   - {name: late, title: Late, kind: count, unit: debriefs, role: measure}
--   - {name: overdue, title: Overdue, kind: count, unit: debriefs, role: measure}
--   - {name: in_time_rate, title: Held in time, kind: rate, role: measure, of: due}
--   - {name: in_time_rate_low, title: Lower limit, kind: rate, role: measure, of: due}
--   - {name: in_time_rate_high, title: Upper limit, kind: rate, role: measure, of: due}
-- totals: in_time + late + overdue = due
-- sensitivity: aggregate
-- ---
WITH due AS (
  SELECT due_date, end_date FROM clock WHERE standard_id = 'LRN-DEBRIEF-30' AND due_date <= $as_of::DATE
)
SELECT q.quarter, count(d.due_date) AS due,
       count(*) FILTER (d.end_date <= d.due_date) AS in_time,
       count(*) FILTER (d.end_date > d.due_date) AS late,
       count(*) FILTER (d.due_date IS NOT NULL AND d.end_date IS NULL) AS overdue,
       count(*) FILTER (d.end_date <= d.due_date) / nullif(count(d.due_date), 0) AS in_time_rate
FROM quarters($to::DATE, 8) q
LEFT JOIN due d ON fq(d.due_date) = q.quarter
GROUP BY q.quarter
ORDER BY q.quarter
