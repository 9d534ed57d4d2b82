-- id: DQ22
-- title: Hold overlaps or never ended
-- rule: hold overlaps another or outlasts its case
-- severity: warn
-- owner: PSU
-- place: state
-- record: hold
-- sentence: The hold overlaps another of the same kind, or has no last day although its case is closed. Give the days on which the work really waited.
-- why: A hold that never ended explains delays that it did not cause. No hold is taken off a limit.
-- source: none in law
-- ---
SELECT h.source, [h.case_ref, h.subject_ref, h.kind, h.start_date::VARCHAR] AS key, 'End' AS field,
       coalesce(lead(h.start_date) OVER same <= coalesce(h.end_date, DATE '9999-12-31'), false)
       OR coalesce(max(coalesce(h.end_date, DATE '9999-12-31')) OVER (same ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) >= h.start_date, false)
       OR (h.end_date IS NULL AND c.closed_date IS NOT NULL) AS fails
FROM hold h
LEFT JOIN case_ c ON c.case_ref = h.case_ref
WHERE h.start_date IS NOT NULL
WINDOW same AS (PARTITION BY h.case_ref, h.subject_ref, h.kind ORDER BY h.start_date)
