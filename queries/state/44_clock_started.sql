-- Clocks with a start: the first start of each limit on what it attaches to and applies to, and the first end there is. Which row of a
-- limit counts follows from the start's date.
CREATE OR REPLACE TABLE clock_started AS
SELECT l.limit_no, m.item_no, m.first_date AS start_date, e.first_date AS end_date
FROM milestone m
JOIN measured_limit l ON l.start_no = m.milestone_no AND m.first_date >= l.valid_from AND m.first_date <= l.valid_to
                     AND (list_contains(l.types, '') OR list_contains(l.types, m.type))
LEFT JOIN milestone e ON e.item_no = m.item_no AND e.milestone_no = l.end_no
