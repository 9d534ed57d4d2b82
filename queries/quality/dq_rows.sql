-- title: Rows that fail data-quality checks
-- question: Which rows fail, and where do they stand?
-- audience: [quality]
-- measures: [M37]
-- population: As dq_results
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: none
-- grain: One row a check and row (or record and field) that fails
-- source: Data-quality rules DQ01 to DQ40
-- caveats:
--   - File and row are those from which the record's content was first loaded; a row is numbered as a spreadsheet shows it.
--   - A row put right stands where it stood in its export; what it says now is in the workbook named.
--   - A check of a source or of a month has no row.
-- parameters: []
-- columns:
--   - {name: id, title: Check, kind: label, role: dimension}
--   - {name: rule, title: What fails, kind: label, role: dimension}
--   - {name: severity, title: Severity, kind: label, role: dimension}
--   - {name: source, title: Source, kind: label, role: dimension}
--   - {name: file, title: File, kind: label, role: dimension}
--   - {name: sheet, title: Sheet, kind: label, role: dimension}
--   - {name: row, title: Row, kind: number, role: dimension}
--   - {name: put_right_by, title: Put right by, kind: label, role: dimension}
--   - {name: record, title: Record, kind: label, role: dimension}
--   - {name: key, title: Reference, kind: label, role: dimension}
--   - {name: field, title: Field, kind: label, role: dimension}
--   - {name: first_seen, title: First seen, kind: date, role: measure}
-- totals: none
-- sensitivity: row
-- ---
SELECT c.id, c.rule, f.severity, f.source, f.file, f.sheet, f.row, f.put_right_by, c.record, f.key, f.field, f.first_seen
FROM dq_found f
JOIN dq_check c USING (check_no)
ORDER BY c.id, c.rule, f.source, f.file, f.sheet, f.row, f.key, f.field, f.severity
