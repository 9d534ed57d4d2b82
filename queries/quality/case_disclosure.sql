-- title: Disclosure in a case
-- question: Which batches were served when due, and which came back, and why?
-- audience: [debrief, quality]
-- measures: [M23, M24]
-- population: Disclosure batches of the cases asked about and of their proceedings
-- numerator: none
-- denominator: none
-- clock: From the day due to the day served, in days; what is not served runs to the position date
-- censoring: A batch served lately may still come back
-- grain: One row a case and batch
-- source: Measures M23 and M24
-- caveats:
--   - A batch has one day of service and one return on record; a second return is not seen.
--   - Who returned a batch is not recorded apart.
-- parameters: [as_of, cases]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: batch_ref, title: Batch, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: due_date, title: Due, kind: date, role: dimension}
--   - {name: served_date, title: Served, kind: date, role: dimension}
--   - {name: days_late, title: Late by, kind: duration, unit: days, role: measure}
--   - {name: returned_date, title: Returned, kind: date, role: dimension}
--   - {name: return_reason, title: Why returned, kind: label, role: dimension, list: return_reason}
--   - {name: state, title: How it went, kind: label, role: dimension}
--   - {name: source, title: Source, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH asked AS (
  SELECT unnest($cases::VARCHAR[]) AS case_ref
),
of_case AS (
  SELECT batch_ref, case_ref FROM disclosure_batch SEMI JOIN asked USING (case_ref)
  UNION
  SELECT b.batch_ref, c.case_ref FROM disclosure_batch b JOIN case_of c ON c.proceeding_ref = b.proceeding_ref SEMI JOIN asked ON asked.case_ref = c.case_ref
)
SELECT o.case_ref, b.batch_ref, b.proceeding_ref, b.due_date, b.served_date,
       -- The day as_of itself is over: what was due on it and is not served is late, by no day yet.
       CASE WHEN b.due_date <= coalesce(b.served_date - 1, $as_of::DATE) THEN coalesce(b.served_date, $as_of::DATE) - b.due_date END AS days_late,
       b.returned_date, b.return_reason,
       CASE WHEN b.returned_date < b.served_date THEN 'returned before the day of service'
            WHEN b.returned_date IS NOT NULL THEN 'returned'
            WHEN b.served_date IS NOT NULL THEN 'right first time so far'
            WHEN b.due_date <= $as_of::DATE THEN 'not served, overdue'
            WHEN b.due_date IS NOT NULL THEN 'not due yet'
            ELSE 'not served, no day due' END AS state, b.source
FROM of_case o JOIN disclosure_batch b USING (batch_ref)
ORDER BY o.case_ref, b.due_date NULLS LAST, b.served_date NULLS LAST, b.batch_ref
