-- id: DQ25b
-- title: Count fell between extracts
-- rule: a full snapshot has fewer rows than the one before
-- severity: warn
-- owner: sender
-- place: state
-- sentence: The export has fewer rows than the one before it for the same scope. Say why records are gone, or send it again whole.
-- why: A full snapshot withdraws what it no longer shows. A large fall is refused on loading; a small one is loaded and shown here.
-- source: none in law
-- ---
WITH snapshot AS (
  SELECT f.source, s.scope, f.extract_date, sum(s.rows) AS rows
  FROM load.scope s
  JOIN load.file f USING (file_no)
  WHERE f.kind = 'full'
  GROUP BY ALL
),
compared AS (
  SELECT *, lag(rows) OVER (PARTITION BY source, scope ORDER BY extract_date) AS rows_before
  FROM snapshot
  QUALIFY row_number() OVER (PARTITION BY source, scope ORDER BY extract_date DESC) = 1
)
SELECT source, [CASE scope WHEN '' THEN 'all' ELSE scope END] AS key, 'rows' AS field, rows < rows_before AS fails
FROM compared
WHERE rows_before IS NOT NULL
