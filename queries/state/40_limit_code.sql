-- The milestones that each limit names, by the part they play: start, end, else (in place of the end), stop (nothing is due after it),
-- restart, only (there is no limit without it). limit_no numbers the rows of ref.standard that make clocks, milestone_no the milestones by what the
-- limit attaches to and code, so that the joins over all clocks compare whole numbers only. A sanction stands as "sanction=" and its code.
CREATE OR REPLACE TABLE limit_code AS
WITH limits AS (
  SELECT (row_number() OVER (ORDER BY standard_id, valid_from, regime))::INTEGER AS limit_no, *
  FROM ref.standard
  WHERE anchor <> 'none' AND rule NOT IN ('ASAP', 'NONE')
),
roles AS (
  SELECT limit_no, anchor, 'start' AS role, start_code AS code FROM limits
  UNION ALL SELECT limit_no, anchor, 'end', end_code FROM limits
  UNION ALL SELECT limit_no, anchor, 'else', else_code FROM limits
  UNION ALL SELECT limit_no, anchor, 'restart', restart_code FROM limits
  UNION ALL SELECT limit_no, anchor, 'stop', unnest(string_split(stop_code, '|')) FROM limits
  UNION ALL SELECT limit_no, anchor, 'only', unnest(string_split(only_if[7:], '|')) FROM limits WHERE only_if LIKE 'event=%'
  UNION ALL SELECT limit_no, anchor, 'only', 'sanction=' || unnest(string_split(only_if[10:], '|')) FROM limits WHERE only_if LIKE 'sanction=%'
)
SELECT limit_no, anchor, role, code, dense_rank() OVER (ORDER BY anchor, code)::INTEGER AS milestone_no
FROM roles
WHERE code <> ''
