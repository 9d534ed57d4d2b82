-- id: DQ29
-- title: Encoding and shape of the text
-- rule: text that cannot be read as sent
-- severity: quarantine
-- owner: sender
-- place: reading
-- sentence: Letters came out garbled, or a row has more or fewer cells than the header. Save the export in the encoding agreed, with quotation marks around values that hold commas or line breaks, and send it again.
-- why: A garbled or shifted row would put values into the wrong columns.
-- source: none in law
-- ---
SELECT source, file, extract_date, sheet, row, put_right_by, field, rule, severity
FROM load.problem
SEMI JOIN dq_rule r ON rule GLOB r.pattern AND r.id = 'DQ29'
