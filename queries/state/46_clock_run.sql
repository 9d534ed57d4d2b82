-- One row a limit on what it attaches to: start and the end that goes with it, and the ends that have no start on record.
-- There the row of the limit follows from the end's date. A limit that runs back from a hearing does not exist until the
-- hearing has begun, so a notice published for one to come is no clock.
CREATE OR REPLACE TABLE clock_run AS
WITH startless AS (
  SELECT l.limit_no, e.item_no, e.first_date AS end_date, l.start_code
  FROM milestone e
  JOIN measured_limit l ON l.end_no = e.milestone_no AND e.first_date >= l.valid_from AND e.first_date <= l.valid_to AND l.rule <> 'BEFORE'
                       AND (list_contains(l.types, '') OR list_contains(l.types, e.type))
  ANTI JOIN milestone m ON m.item_no = e.item_no AND m.milestone_no = l.start_no
)
SELECT s.limit_no, s.item_no, s.start_date, coalesce(r.end_date, s.end_date) AS end_date
FROM clock_started s
LEFT JOIN clock_repaired r ON r.limit_no = s.limit_no AND r.item_no = s.item_no
UNION ALL
SELECT s.limit_no, s.item_no, NULL, s.end_date
FROM startless s
JOIN anchored a ON a.item_no = s.item_no AND coalesce(a.own_start, s.start_code) = s.start_code
