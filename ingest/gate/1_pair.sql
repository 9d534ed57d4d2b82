-- why: Each full snapshot that the run has loaded beside the one before it, and each export beside the one of its own date whose place it takes, scope by scope. Files of one source and date are parts of one snapshot, whichever run loaded them, and so are rows of them that were put right; these alone are no snapshot.
-- ---
CREATE OR REPLACE TEMP TABLE gate_pair AS
WITH part AS (
  SELECT f.file_no, f.source, f.extract_date, f.batch_no, s.scope, s.rows, o.kind,
         f.file_no NOT IN (SELECT file_no FROM load.gone) AS stands,
         f.corrects IS NULL AND f.batch_no = $batch AS loaded,
         o.file_no IN (SELECT file_no FROM load.reversal WHERE batch_no = $batch)
           AND o.file_no NOT IN (SELECT file_no FROM load.reversal ANTI JOIN load.undone USING (batch_no) WHERE batch_no <> $batch)
           AND f.batch_no NOT IN (SELECT batch_no FROM load.undone) AS replaced
  FROM load.file f
  JOIN load.file o ON o.file_no = coalesce(f.corrects, f.file_no)
  JOIN load.scope s ON s.file_no = f.file_no
),
mine AS (
  SELECT source, scope, extract_date, bool_or(r.replaced) AS replaces, bool_or(r.kind = 'full') AS is_full
  FROM (SELECT DISTINCT source, scope, extract_date FROM part WHERE stands AND loaded) m
  JOIN part r USING (source, scope, extract_date)
  GROUP BY source, scope, extract_date
),
since AS (
  SELECT m.*, CASE WHEN m.replaces THEN m.extract_date WHEN m.is_full THEN max(p.extract_date) FILTER (p.kind = 'full') END AS since
  FROM mine m
  LEFT JOIN part p ON p.source = m.source AND p.scope = m.scope AND p.stands AND p.extract_date < m.extract_date
  GROUP BY m.source, m.scope, m.extract_date, m.replaces, m.is_full
)
SELECT s.source, s.scope, s.extract_date, s.since, p.file_no, p.rows, true AS now
FROM since s
JOIN part p USING (source, scope, extract_date)
WHERE p.stands AND s.since IS NOT NULL AND (s.replaces OR p.kind = 'full')
UNION ALL
SELECT s.source, s.scope, s.extract_date, s.since, p.file_no, p.rows, false AS now
FROM since s
JOIN part p ON p.source = s.source AND p.scope = s.scope AND p.extract_date = s.since
WHERE CASE WHEN s.replaces THEN p.replaced OR (p.stands AND p.batch_no <> $batch) ELSE p.stands AND p.kind = 'full' END
