-- title: Rows to put right
-- question: Which rows are to be put right, and where do they stand?
-- audience: [quality]
-- measures: [M37]
-- population: Rows and records that fail a data-quality check, up to 100 of each check
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: none
-- grain: One row a check, row and field (or record and field) that fails, the first 100 of each check
-- source: Data-quality rules DQ01 to DQ40
-- caveats:
--   - What was found while a file was read stands at its file and row, numbered as a spreadsheet shows it. A record that fails is named by its reference, by which its source system finds it.
--   - A row that fails a check in two fields stands here twice, and once in the table of checks. A check of a whole export or of a month has no row.
-- parameters: []
-- columns:
--   - {name: id, title: Check, kind: label, role: dimension}
--   - {name: rule, title: What fails, kind: label, role: dimension}
--   - {name: faults, title: Faults in all, kind: count, unit: faults, role: measure}
--   - {name: source, title: Source, kind: label, role: dimension}
--   - {name: record, title: Record, kind: label, role: dimension}
--   - {name: key, title: Reference, kind: label, role: dimension}
--   - {name: field, title: Field, kind: label, role: dimension}
--   - {name: file, title: File, kind: label, role: dimension}
--   - {name: sheet, title: Sheet, kind: label, role: dimension}
--   - {name: row, title: Row, kind: number, role: dimension}
--   - {name: put_right_by, title: Put right by, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH placed AS (
  -- Which file a record was first read from depends on the order of loading; its reference does not.
  SELECT c.id, c.rule, c.record, f.source, f.key, f.field,
         CASE WHEN f.key IS NULL THEN f.file END AS file, f.sheet,
         CASE WHEN f.key IS NULL THEN f.row END AS row,
         CASE WHEN f.key IS NULL THEN f.put_right_by END AS put_right_by, f.first_seen
  FROM dq_found f
  JOIN dq_check c USING (check_no)
  WHERE f.file IS NOT NULL OR nullif(c.record, '') IS NOT NULL
),
firsts AS (
  -- The least of a structure goes by its fields in turn. A window would sort every fault to show a hundred.
  SELECT id, rule, count(*) AS faults,
         min(struct_pack(source, file, sheet, "row", key, field, put_right_by, first_seen, record), 100) AS least
  FROM placed
  GROUP BY id, rule
),
shown AS (
  SELECT id, rule, faults, unnest(least) AS fault, generate_subscripts(least, 1) AS place
  FROM firsts
)
SELECT id, rule, faults, fault.source, fault.record, fault.key, fault.field, fault.file, fault.sheet, fault.row, fault.put_right_by
FROM shown
ORDER BY id, rule, place
