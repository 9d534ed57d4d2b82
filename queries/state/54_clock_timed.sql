-- Every clock with its dates: start, the last lawful day, for a window the first, the end, and the day on which an event stopped it without one. An end
-- after a stop is not this clock's; a stop after the end is none.
CREATE OR REPLACE TABLE clock_timed AS
WITH stopped AS (
  SELECT r.limit_no, r.item_no, r.occurrence, min(d.day) AS day
  FROM measured_limit l
  JOIN limit_code c ON c.limit_no = l.limit_no AND c.role = 'stop'
  JOIN limit_day d ON d.milestone_no = c.milestone_no
  JOIN clock_run r ON r.limit_no = l.limit_no AND r.item_no = d.item_no AND d.day >= r.start_date
  WHERE NOT l.repeats
  GROUP BY r.limit_no, r.item_no, r.occurrence
)
SELECT r.limit_no, r.item_no, r.occurrence, r.start_date, d.due_date, d.earliest_date,
       CASE WHEN s.day IS NULL OR r.end_date <= s.day THEN r.end_date END AS end_date,
       CASE WHEN s.day IS NULL OR r.end_date <= s.day THEN r.stop_date ELSE least(s.day, r.stop_date) END AS stop_date
FROM clock_run r
LEFT JOIN clock_due d ON d.limit_no = r.limit_no AND d.start_date = r.start_date
LEFT JOIN stopped s ON s.limit_no = r.limit_no AND s.item_no = r.item_no AND s.occurrence = r.occurrence
UNION ALL
SELECT limit_no, item_no, occurrence, start_date, due_date, NULL, end_date, stop_date FROM clock_followed
