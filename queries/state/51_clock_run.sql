-- One row a limit on what it attaches to, and occurrence: start and the end that goes with it, and the ends that have no start on record.
-- There the row of the limit follows from the end's date. A limit that runs back from a hearing does not exist until the
-- hearing has begun, so a notice published for one to come is no clock. stop_date is the day on which the next occurrence overtook this one.
CREATE OR REPLACE TABLE clock_run AS
WITH startless AS (
  SELECT l.limit_no, e.item_no, e.first_date AS end_date, l.start_code, l.conditions
  FROM milestone e
  JOIN measured_limit l ON l.end_no = e.milestone_no AND e.first_date >= l.valid_from AND e.first_date <= l.valid_to AND l.rule <> 'BEFORE' AND NOT l.repeats
                       AND (list_contains(l.types, '') OR list_contains(l.types, e.type))
  ANTI JOIN milestone m ON m.item_no = e.item_no AND m.milestone_no = l.start_no
)
SELECT s.limit_no, s.item_no, 1 AS occurrence, s.start_date, coalesce(r.end_date, s.end_date) AS end_date, NULL::DATE AS stop_date
FROM clock_started s
LEFT JOIN clock_repaired r ON r.limit_no = s.limit_no AND r.item_no = s.item_no
ANTI JOIN clock_restarted n ON n.limit_no = s.limit_no AND n.item_no = s.item_no
UNION ALL
SELECT limit_no, item_no, occurrence, start_date, end_date, next_date FROM clock_restarted
UNION ALL
SELECT limit_no, item_no, occurrence, start_date, end_date, stop_date FROM clock_repeated
UNION ALL
SELECT s.limit_no, s.item_no, 1, NULL, s.end_date, NULL
FROM startless s
JOIN anchored a ON a.item_no = s.item_no AND coalesce(a.own_start, s.start_code) = s.start_code
LEFT JOIN limit_item i ON i.limit_no = s.limit_no AND i.item_no = s.item_no
WHERE s.conditions = 0 OR i.item_no IS NOT NULL
