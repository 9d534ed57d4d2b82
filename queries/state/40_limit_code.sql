-- The milestones that each limit names, by the part they play: start, end, else (in place of the end), stop (nothing is due after it),
-- restart, only (there is no limit without it). limit_no is that of clock_limit, milestone_no numbers the milestones by what the
-- limit attaches to and code, so that the joins over all clocks compare whole numbers only. A sanction stands as "sanction=" and its code.
CREATE OR REPLACE TABLE limit_code AS
WITH roles AS (
  SELECT limit_no, anchor, 'start' AS role, start_code AS code FROM clock_limit
  UNION ALL SELECT limit_no, anchor, 'end', end_code FROM clock_limit
  UNION ALL SELECT limit_no, anchor, 'else', else_code FROM clock_limit
  UNION ALL SELECT limit_no, anchor, 'restart', restart_code FROM clock_limit
  UNION ALL SELECT limit_no, anchor, 'stop', unnest(string_split(stop_code, '|')) FROM clock_limit
  UNION ALL SELECT limit_no, anchor, 'only', unnest(string_split(only_if[7:], '|')) FROM clock_limit WHERE only_if LIKE 'event=%'
  UNION ALL SELECT limit_no, anchor, 'only', 'sanction=' || unnest(string_split(only_if[10:], '|')) FROM clock_limit WHERE only_if LIKE 'sanction=%'
)
SELECT limit_no, anchor, role, code, dense_rank() OVER (ORDER BY anchor, code)::INTEGER AS milestone_no
FROM roles
WHERE code <> ''
