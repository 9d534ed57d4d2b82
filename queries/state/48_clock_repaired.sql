-- The few clocks whose first end stands before the start, and have another on or after it: that is the end that counts. Where
-- all ends stand before the start the clock names the error. A limit that runs back from a hearing (BEFORE) ends before
-- it starts, and its first end counts. A case's milestones are the events of all its subjects. The few are a table of their own so
-- that the join to all events starts from them.
CREATE OR REPLACE TABLE clock_repaired AS
SELECT s.limit_no, s.item_no, min(v.event_date) AS end_date
FROM clock_started s
JOIN measured_limit l ON l.limit_no = s.limit_no AND l.rule <> 'BEFORE'
JOIN item_event v ON v.item_no = s.item_no AND v.code = l.end_code AND v.event_date >= s.start_date
WHERE s.end_date < s.start_date
GROUP BY s.limit_no, s.item_no
