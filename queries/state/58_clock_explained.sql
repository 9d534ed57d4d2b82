-- The day on which an explanation was sent in place of the end. One explains the period that it was sent after, up to the end of the next; one sent
-- before the first period was over explains that.
CREATE OR REPLACE TABLE clock_explained AS
WITH periods AS (
  SELECT t.limit_no, t.item_no, t.occurrence, t.start_date, t.due_date, t.end_date, l.else_no,
         row_number() OVER (PARTITION BY t.item_no, l.else_no ORDER BY t.due_date, t.start_date) = 1 AS first_one,
         lead(t.due_date) OVER (PARTITION BY t.item_no, l.else_no ORDER BY t.due_date, t.start_date) AS next_due
  FROM clock_timed t
  JOIN measured_limit l ON l.limit_no = t.limit_no AND l.else_no IS NOT NULL
  SEMI JOIN limit_day d ON d.item_no = t.item_no AND d.milestone_no = l.else_no
  WHERE t.due_date IS NOT NULL
)
SELECT p.limit_no, p.item_no, p.occurrence, min(d.day) AS explained_date
FROM periods p
JOIN limit_day d ON d.item_no = p.item_no AND d.milestone_no = p.else_no
WHERE (d.day > p.due_date OR (p.first_one AND d.day >= p.start_date)) AND d.day <= coalesce(p.next_due, DATE '9999-12-31') AND d.day <= coalesce(p.end_date, DATE '9999-12-31')
GROUP BY p.limit_no, p.item_no, p.occurrence
