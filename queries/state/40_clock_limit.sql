-- The rows of ref.standard that make clocks: what attaches to something recorded and has a number to count. limit_no numbers them.
CREATE OR REPLACE VIEW clock_limit AS
SELECT (row_number() OVER (ORDER BY standard_id, valid_from, regime))::INTEGER AS limit_no, *
FROM ref.standard
WHERE anchor <> 'none' AND rule NOT IN ('ASAP', 'NONE')
