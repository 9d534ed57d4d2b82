-- title: Sources
-- question: Which extracts do the figures rest on?
-- audience: [quality, psu, debrief, board]
-- measures: []
-- population: Files loaded, of extracts dated on or before the known-at date
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: none
-- grain: One row a source
-- source: Load facts of the warehouse
-- caveats:
--   - Cases are those whose current record comes from the source; a case known to two sources counts at one.
-- parameters: []
-- columns:
--   - {name: source, title: Source, kind: label, role: dimension}
--   - {name: title, title: What it is, kind: label, role: dimension}
--   - {name: extract_date, title: Latest extract, kind: date, role: measure}
--   - {name: files, title: Files, kind: count, unit: files, role: measure}
--   - {name: rows_read, title: Rows read, kind: count, unit: rows, role: measure}
--   - {name: cases, title: Cases, kind: count, unit: cases, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH held AS (
  SELECT source, arg_max(title, (extract_date, title)) AS title, max(extract_date) AS extract_date, count(*) AS files, sum(rows_read) AS rows_read
  FROM load.file
  GROUP BY source
),
cases AS (
  SELECT source, count(*) AS cases FROM case_ GROUP BY source
)
SELECT h.source, h.title, h.extract_date, h.files, h.rows_read, coalesce(c.cases, 0) AS cases
FROM held h
LEFT JOIN cases c USING (source)
ORDER BY h.source
