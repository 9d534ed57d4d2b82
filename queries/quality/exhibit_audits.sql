-- title: Exhibit audits
-- question: Are exhibits audited when due, and before material is served?
-- audience: [quality, psu]
-- measures: []
-- population: Exhibit audits whose date fell in the quarter
-- numerator: Done by the position date, in time or late
-- denominator: Due
-- clock: None in law; each audit has a date of its own
-- censoring: Audits not done count as overdue
-- grain: One row a quarter of the date due, the last eight
-- source: Exhibit audit done ÷ due; interval Wilson 95 %
-- caveats:
--   - Discrepancies are those written down when the audit was done; an audit done without a number is printed apart.
--   - Audited before service compares the audit with the first disclosure batch served in the same case; cases without a batch served are not in it.
-- parameters: [to]
-- then:
--   - wilson: {k: done, n: due, rate: done_rate}
--   - left_out: {column: undated, what: exhibit audits whose date due is not recorded}
-- columns:
--   - {name: quarter, title: Quarter due, kind: label, role: dimension}
--   - {name: due, title: Due, kind: count, unit: audits, role: measure}
--   - {name: done, title: Done, kind: count, unit: audits, role: measure}
--   - {name: done_in_time, title: Done in time, kind: count, unit: audits, role: measure}
--   - {name: overdue, title: Overdue, kind: count, unit: audits, role: measure}
--   - {name: done_rate, title: Done of those due, kind: rate, role: measure, of: due}
--   - {name: done_rate_low, title: Lower limit, kind: rate, role: measure, of: due}
--   - {name: done_rate_high, title: Upper limit, kind: rate, role: measure, of: due}
--   - {name: with_discrepancies, title: With discrepancies, kind: count, unit: audits, role: measure}
--   - {name: discrepancies, title: Discrepancies, kind: count, unit: discrepancies, role: measure}
--   - {name: not_counted, title: 'Done, number not recorded', kind: count, unit: audits, role: measure}
--   - {name: with_service, title: Material served in the case, kind: count, unit: audits, role: measure}
--   - {name: before_service, title: Audited by the first service, kind: count, unit: audits, role: measure}
-- totals: done + overdue = due
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH first_service AS (
  SELECT case_ref, min(served_date) AS served_date FROM disclosure_batch GROUP BY case_ref
),
counted AS (
  SELECT q.quarter, count(a.audit_ref) AS due, count(a.done_date) AS done, count(*) FILTER (a.done_date <= a.due_date) AS done_in_time,
         count(a.audit_ref) - count(a.done_date) AS overdue,
         count(*) FILTER (a.discrepancies > 0) AS with_discrepancies, coalesce(sum(a.discrepancies), 0)::BIGINT AS discrepancies,
         count(*) FILTER (a.done_date IS NOT NULL AND a.discrepancies IS NULL) AS not_counted,
         count(s.served_date) AS with_service, count(*) FILTER (a.done_date <= s.served_date) AS before_service
  FROM quarters($to::DATE, 8) q
  LEFT JOIN exhibit_audit a ON a.due_date BETWEEN q.first_day AND q.last_day
  LEFT JOIN first_service s ON s.case_ref = a.case_ref
  GROUP BY q.quarter
)
SELECT *, done / nullif(due, 0) AS done_rate,
       (SELECT count(*) FROM exhibit_audit WHERE due_date IS NULL) * (row_number() OVER (ORDER BY quarter) = 1)::INTEGER AS undated
FROM counted
ORDER BY quarter
