-- Clocks with a start: the first start of each limit on what it attaches to and applies to, and the first end there is. Which row of a
-- limit counts follows from the start's date, and where the row names them from regime, event or sanction. A right makes a clock where it was used.
CREATE OR REPLACE TABLE clock_started AS
WITH started AS (
  SELECT l.limit_no, m.item_no, m.first_date AS start_date, e.first_date AS end_date, l.conditions
  FROM milestone m
  JOIN measured_limit l ON l.start_no = m.milestone_no AND m.first_date >= l.valid_from AND m.first_date <= l.valid_to AND NOT l.repeats
                       AND (list_contains(l.types, '') OR list_contains(l.types, m.type))
  LEFT JOIN milestone e ON e.item_no = m.item_no AND e.milestone_no = l.end_no
  WHERE l.duty <> 'right' OR e.item_no IS NOT NULL
)
SELECT limit_no, item_no, start_date, end_date FROM started WHERE conditions = 0
UNION ALL
SELECT s.limit_no, s.item_no, s.start_date, s.end_date
FROM started s SEMI JOIN limit_item i ON i.limit_no = s.limit_no AND i.item_no = s.item_no
WHERE s.conditions > 0
