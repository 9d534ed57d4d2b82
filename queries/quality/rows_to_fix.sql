-- title: Rows to put right
-- question: Which rows are to be put right, and where do they stand?
-- audience: [quality]
-- measures: [M37]
-- population: Rows that fail a data-quality check, as dq_results, up to 20 of each check
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: none
-- grain: One row a check and row (or record and field) that fails, the first 20 of each check
-- source: Data-quality rules DQ01 to DQ40
-- caveats:
--   - File and row are those from which the record's content was first loaded; a row is numbered as a spreadsheet shows it.
--   - All rows are listed by "proceedings checks run --rows"; those held back are written into workbooks for their senders by "proceedings quarantine export".
--   - A check of a source or of a month has no row.
-- parameters: []
-- columns:
--   - {name: id, title: Check, kind: label, role: dimension}
--   - {name: rule, title: What fails, kind: label, role: dimension}
--   - {name: failing, title: Failing in all, kind: count, unit: rows, role: measure}
--   - {name: source, title: Source, kind: label, role: dimension}
--   - {name: file, title: File, kind: label, role: dimension}
--   - {name: sheet, title: Sheet, kind: label, role: dimension}
--   - {name: row, title: Row, kind: number, role: dimension}
--   - {name: put_right_by, title: Put right by, kind: label, role: dimension}
--   - {name: record, title: Record, kind: label, role: dimension}
--   - {name: key, title: Reference, kind: label, role: dimension}
--   - {name: field, title: Field, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH placed AS (
  SELECT c.id, c.rule, c.record, f.source, f.file, f.sheet, f.row, f.put_right_by, f.key, f.field,
         count(*) OVER (PARTITION BY c.id, c.rule) AS failing,
         row_number() OVER (PARTITION BY c.id, c.rule ORDER BY f.source, f.file, f.sheet, f.row, f.key, f.field) AS place
  FROM dq_found f
  JOIN dq_check c USING (check_no)
)
SELECT id, rule, failing, source, file, sheet, row, put_right_by, record, key, field
FROM placed
WHERE place <= 20
ORDER BY id, rule, place
