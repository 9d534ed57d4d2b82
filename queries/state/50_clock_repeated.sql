-- Limits that repeat from one act to the next (a review of a suspension): each start and each act begins the time to the next act. What stops the
-- limit (the end of the suspension) ends the last; what starts and stops on one day is taken as stopped. An act before any start has none on record.
CREATE OR REPLACE TABLE clock_repeated AS
WITH points AS (
  SELECT l.limit_no, d.item_no, d.day, max(c.role = 'start') AS starts, max(c.role = 'end') AS ends, max(c.role = 'stop') AS stops
  FROM measured_limit l
  JOIN limit_code c ON c.limit_no = l.limit_no AND c.role IN ('start', 'end', 'stop')
  JOIN limit_day d ON d.milestone_no = c.milestone_no
  JOIN anchored a ON a.item_no = d.item_no AND (list_contains(l.types, '') OR list_contains(l.types, a.type))
  LEFT JOIN limit_item i ON i.limit_no = l.limit_no AND i.item_no = d.item_no
  WHERE (l.conditions = 0 OR i.item_no IS NOT NULL) AND l.rule = 'PERIODIC' AND l.follows = ['']
  GROUP BY l.limit_no, d.item_no, d.day
),
runs AS (
  -- A run reaches from a start to the next stop; what is noted between stops and starts belongs to no run.
  SELECT *, lead(day) OVER w AS next_day, lead(ends) OVER w AS next_ends, lead(stops) OVER w AS next_stops,
         coalesce(max(day) FILTER (starts) OVER before > coalesce(max(day) FILTER (stops) OVER before, DATE '0001-01-01'), false) AS within
  FROM points
  WINDOW w AS (PARTITION BY limit_no, item_no ORDER BY day), before AS (PARTITION BY limit_no, item_no ORDER BY day ROWS UNBOUNDED PRECEDING)
),
made AS (
  SELECT limit_no, item_no, day AS start_date, CASE WHEN next_ends THEN next_day END AS end_date, CASE WHEN NOT next_ends THEN next_day END AS stop_date
  FROM runs WHERE within
  UNION ALL
  SELECT r.limit_no, r.item_no, NULL, r.day, NULL
  FROM runs r
  WHERE r.ends AND NOT EXISTS (FROM points p WHERE p.limit_no = r.limit_no AND p.item_no = r.item_no AND p.starts)
)
SELECT m.limit_no, m.item_no, row_number() OVER (PARTITION BY l.standard_id, m.item_no ORDER BY coalesce(m.start_date, m.end_date))::INTEGER AS occurrence,
       m.start_date, m.end_date, m.stop_date
FROM made m JOIN measured_limit l ON l.limit_no = m.limit_no AND coalesce(m.start_date, m.end_date) BETWEEN l.valid_from AND l.valid_to
