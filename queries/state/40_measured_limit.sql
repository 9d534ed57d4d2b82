-- The limits that make clocks, one row a span of validity. start_no and end_no number the milestones by what the
-- limit attaches to and code, so that the joins over all clocks compare whole numbers only.
CREATE OR REPLACE TABLE measured_limit AS
WITH measured AS (
  SELECT (row_number() OVER (ORDER BY standard_id, valid_from))::INTEGER AS limit_no,
         standard_id, anchor, string_split(coalesce(applies_to, ''), '|') AS types, start_code, end_code, rule,
         n, n_max, unit, calendar_id, valid_from, coalesce(valid_to, DATE '9999-12-31') AS valid_to
  FROM ref.standard
  WHERE anchor <> 'none' AND rule NOT IN ('ASAP', 'NONE')
),
numbered AS (
  SELECT anchor, code, (row_number() OVER (ORDER BY anchor, code))::INTEGER AS milestone_no
  FROM (SELECT anchor, start_code AS code FROM measured UNION SELECT anchor, end_code FROM measured)
)
SELECT m.*, s.milestone_no AS start_no, e.milestone_no AS end_no
FROM measured m
JOIN numbered s ON s.anchor = m.anchor AND s.code = m.start_code
JOIN numbered e ON e.anchor = m.anchor AND e.code = m.end_code
