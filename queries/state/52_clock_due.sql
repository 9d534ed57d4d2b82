-- The last lawful day of each limit for each day on which a clock starts, by the rule of the limit, and for a window the
-- first. Working days are one join to the calendar's running index: the nth working day after the start, and, running back,
-- the nth before it. A date that the calendar does not hold has no due date. clear_days asks for whole days between: one more back
-- from a hearing, one more before a window opens. rolls moves a last day that is no working day to the next one.
CREATE OR REPLACE TABLE clock_due AS
WITH starts AS (
  SELECT DISTINCT limit_no, start_date FROM clock_run WHERE start_date IS NOT NULL
),
counted AS (
  SELECT s.limit_no, s.start_date, l.rule, l.unit, l.n, l.calendar_id, l.rolls,
         CASE WHEN l.rule = 'BEFORE' THEN days_before(c.idx, c.working, l.n, l.clear_days)
              WHEN l.rule = 'WINDOW_AFTER' THEN c.idx + l.n_max
              ELSE c.idx + l.n END AS due_idx,
         CASE WHEN l.rule = 'WINDOW_AFTER' THEN c.idx + l.n + l.clear_days END AS earliest_idx
  FROM starts s
  JOIN measured_limit l USING (limit_no)
  LEFT JOIN ref.calendar c ON c.calendar_id = l.calendar_id AND c.day = s.start_date
),
nth AS (
  SELECT calendar_id, idx, day FROM ref.calendar WHERE working
),
dated AS (
  SELECT c.limit_no, c.start_date, c.rolls, c.calendar_id, e.day AS earliest_date,
         CASE WHEN c.rule IN ('FWD_AFTER', 'WINDOW_AFTER', 'BEFORE', 'PERIODIC') AND c.unit = 'working_day' THEN d.day
              WHEN c.rule = 'DAY_OF' AND c.unit = 'day' THEN c.start_date + c.n - 1
              WHEN c.rule = 'DAY_AFTER' AND c.unit = 'day' THEN c.start_date + c.n
              WHEN c.rule = 'MONTHS_FROM' AND c.unit = 'month' THEN months_from(c.start_date, c.n)
              WHEN c.rule = 'MONTHS_OF' AND c.unit = 'month' THEN months_of(c.start_date, c.n)
              WHEN c.rule = 'PERIODIC' AND c.unit = 'day' THEN c.start_date + c.n
              WHEN c.rule = 'PERIODIC' AND c.unit = 'month' THEN months_from(c.start_date + 1, c.n)
         END AS due_date
  FROM counted c
  LEFT JOIN nth d ON d.calendar_id = c.calendar_id AND d.idx = c.due_idx
  LEFT JOIN nth e ON e.calendar_id = c.calendar_id AND e.idx = c.earliest_idx
)
SELECT d.limit_no, d.start_date, d.earliest_date, CASE WHEN d.rolls THEN w.day ELSE d.due_date END AS due_date
FROM dated d
LEFT JOIN ref.calendar r ON d.rolls AND r.calendar_id = d.calendar_id AND r.day = d.due_date
LEFT JOIN nth w ON d.rolls AND w.calendar_id = d.calendar_id AND w.idx = r.idx + (NOT r.working)::INTEGER
