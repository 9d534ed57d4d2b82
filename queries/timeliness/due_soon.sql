-- title: Due in the next 90 days
-- question: What is due in the next 30, 60 and 90 days?
-- audience: [psu, board]
-- measures: [M04]
-- population: Open clocks of duties, not due or in an extension, and public notices not yet given of hearings listed, by the date now due
-- numerator: none
-- denominator: none
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks only; those overdue are in a list of their own
-- grain: One row a limit with any clock due
-- source: Domain rules of the clock
-- caveats:
--   - The date due is the extended date where the limit was extended in time.
--   - What is extended to the position date itself may still be done on it, and has no days left.
--   - A public notice is due by the next day listed; one that is late already is overdue.
-- parameters: [as_of]
-- columns:
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: days_30, title: In 30 days, kind: count, unit: limits, role: measure}
--   - {name: days_60, title: In 31 to 60 days, kind: count, unit: limits, role: measure}
--   - {name: days_90, title: In 61 to 90 days, kind: count, unit: limits, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH due AS (
  SELECT standard_id, coalesce(ext_due_date, due_date) - $as_of::DATE AS days_left
  FROM clock
  WHERE state IN ('open_not_due', 'open_in_extension') AND duty = 'duty'
  UNION ALL
  SELECT standard_id, due_date - $as_of::DATE FROM notice_due WHERE due_date > $as_of::DATE
)
SELECT d.standard_id, l.title,
       count(*) FILTER (d.days_left <= 30) AS days_30,
       count(*) FILTER (d.days_left BETWEEN 31 AND 60) AS days_60,
       count(*) FILTER (d.days_left > 60) AS days_90
FROM due d
JOIN limit_now l USING (standard_id)
WHERE d.days_left BETWEEN 0 AND 90
GROUP BY d.standard_id, l.title
ORDER BY d.standard_id
