-- The few clocks that began more than once: the first start and each day on which the limit started anew, with the first end between it
-- and the next. A start that the next one overtook has stopped.
CREATE OR REPLACE TABLE clock_restarted AS
WITH starts AS (
  SELECT s.limit_no, s.item_no, s.start_date
  FROM clock_started s JOIN measured_limit l ON l.limit_no = s.limit_no AND l.restart_no IS NOT NULL
  SEMI JOIN limit_day d ON d.item_no = s.item_no AND d.milestone_no = l.restart_no AND d.day > s.start_date
  UNION
  SELECT s.limit_no, s.item_no, d.day
  FROM clock_started s JOIN measured_limit l ON l.limit_no = s.limit_no
  JOIN limit_day d ON d.item_no = s.item_no AND d.milestone_no = l.restart_no AND d.day > s.start_date AND d.day BETWEEN l.valid_from AND l.valid_to
),
spans AS (
  SELECT *, row_number() OVER (PARTITION BY limit_no, item_no ORDER BY start_date) AS occurrence,
         lead(start_date) OVER (PARTITION BY limit_no, item_no ORDER BY start_date) AS next_date
  FROM starts
),
ends AS (
  SELECT s.limit_no, s.item_no, v.event_date AS day
  FROM (SELECT DISTINCT limit_no, item_no FROM spans) s
  JOIN measured_limit l ON l.limit_no = s.limit_no
  JOIN item_event v ON v.item_no = s.item_no AND v.code = l.end_code
  UNION
  -- The end that a record carries itself.
  SELECT s.limit_no, s.item_no, m.first_date
  FROM (SELECT DISTINCT limit_no, item_no FROM spans) s
  JOIN measured_limit l ON l.limit_no = s.limit_no
  JOIN milestone m ON m.item_no = s.item_no AND m.milestone_no = l.end_no
)
SELECT s.limit_no, s.item_no, s.occurrence::INTEGER AS occurrence, s.start_date, min(e.day) AS end_date, s.next_date
FROM spans s
LEFT JOIN ends e ON e.limit_no = s.limit_no AND e.item_no = s.item_no AND e.day >= s.start_date AND e.day < coalesce(s.next_date, DATE '9999-12-31')
GROUP BY s.limit_no, s.item_no, s.occurrence, s.start_date, s.next_date
