-- title: Rows read and loaded
-- question: What happened to every row of every file?
-- audience: [quality]
-- measures: []
-- population: Files loaded, of extracts dated on or before the known-at date
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: none
-- grain: One row a file
-- source: Load facts of the warehouse
-- caveats:
--   - Read is loaded plus quarantined plus skipped by a named rule; nothing else happens to a row.
--   - Loaded rows were new or unchanged since another extract; which of the two depends on the order of loading.
-- parameters: []
-- columns:
--   - {name: source, title: Source, kind: label, role: dimension}
--   - {name: file, title: File, kind: label, role: dimension}
--   - {name: extract_date, title: Extract date, kind: date, role: dimension}
--   - {name: read, title: Read, kind: count, unit: rows, role: measure}
--   - {name: loaded, title: Loaded, kind: count, unit: rows, role: measure}
--   - {name: quarantined, title: Quarantined, kind: count, unit: rows, role: measure}
--   - {name: skipped, title: Skipped, kind: count, unit: rows, role: measure}
-- totals: loaded + quarantined + skipped = read
-- sensitivity: case
-- ---
SELECT source, name AS file, extract_date, rows_read AS "read", rows_accepted + rows_unchanged AS loaded,
       rows_quarantined AS quarantined, rows_skipped AS skipped
FROM load.file
ORDER BY source, extract_date, name, sha256
