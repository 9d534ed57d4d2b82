-- title: Overdue limits
-- question: Which limits are overdue, and which became so in the period?
-- audience: [psu, board]
-- measures: [M04, M05, M06, M07, M08, M09, M28]
-- population: Clocks of duties still open on the position date whose due date, extended where it was extended in time, has passed
-- numerator: none
-- denominator: none
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks only
-- grain: One row a limit with any overdue
-- source: Domain rules of the clock
-- caveats:
--   - Limits past their date for whatever time are in it, not only those of the last twelve months.
--   - What the exports do not show as done is overdue here, also where it was done and not recorded.
-- parameters: [as_of, from]
-- columns:
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: overdue, title: Overdue, kind: count, unit: clocks, role: measure}
--   - {name: newly_overdue, title: Since the period began, kind: count, unit: clocks, role: measure}
--   - {name: over_90_days, title: By more than 90 days, kind: count, unit: clocks, role: measure}
--   - {name: longest_days, title: Longest, kind: duration, unit: days, role: measure}
--   - {name: confidence, title: How sure the limit is, kind: label, role: dimension, list: confidence}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH late AS (
  -- An extension still runs on its last day, so that the clock is overdue from the next.
  SELECT standard_id, coalesce(ext_due_date, due_date) AS due, coalesce(ext_due_date + 1, due_date) AS overdue_from
  FROM clock
  WHERE state = 'open_overdue' AND duty = 'duty'
)
SELECT o.standard_id, l.title, count(*) AS overdue, count(*) FILTER (o.overdue_from >= $from::DATE) AS newly_overdue,
       count(*) FILTER ($as_of::DATE - o.due > 90) AS over_90_days, max($as_of::DATE - o.due) AS longest_days, l.confidence
FROM late o
JOIN limit_now l USING (standard_id)
GROUP BY o.standard_id, l.title, l.confidence
ORDER BY o.standard_id
