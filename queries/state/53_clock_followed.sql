-- Limits that begin where another ended (a further six months after the first twelve): one row a period, each from the end of the period before, whatever
-- the day of any act, for as long as what it runs on was neither done, over nor begun anew when the period began. Only what is past its first limit has any.
CREATE OR REPLACE TABLE clock_followed AS
WITH RECURSIVE live AS (
  SELECT n.limit_no, r.item_no, d.due_date AS start_date, n.n, n.rule, n.unit, n.valid_from, n.valid_to, r.end_date, r.stop_date,
         least(a.ended_other_date, r.stop_date, r.end_date, $as_of::DATE) AS until
  FROM measured_limit n
  JOIN measured_limit l ON list_contains(n.follows, l.standard_id)
  JOIN clock_run r ON r.limit_no = l.limit_no
  JOIN clock_due d ON d.limit_no = r.limit_no AND d.start_date = r.start_date
  JOIN anchored a ON a.item_no = r.item_no AND (r.end_date IS NOT NULL OR NOT a.end_undated)
  WHERE n.unit IN ('day', 'month') AND coalesce(r.end_date, d.due_date) >= r.start_date
    AND d.due_date < least(a.ended_other_date, r.stop_date, r.end_date, $as_of::DATE)
),
periods AS (
  SELECT *, CASE WHEN unit = 'month' THEN months_from(start_date + 1, n) ELSE start_date + n END AS due_date FROM live
  UNION ALL
  SELECT limit_no, item_no, due_date, n, rule, unit, valid_from, valid_to, end_date, stop_date, until,
         CASE WHEN unit = 'month' THEN months_from(due_date + 1, n) ELSE due_date + n END
  FROM periods WHERE due_date < until AND rule = 'PERIODIC'
)
SELECT limit_no, item_no, row_number() OVER (PARTITION BY limit_no, item_no ORDER BY start_date)::INTEGER AS occurrence, start_date, due_date, end_date, stop_date
FROM periods
WHERE start_date BETWEEN valid_from AND valid_to
