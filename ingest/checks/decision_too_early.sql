-- record: decision
-- rule: decision before the year 2000
-- severity: quarantine
-- why: No case held can have been decided then; the year is mistyped (DQ07).
-- ---
SELECT tab, row_no, 'Decided' AS field, decided_date AS value
FROM new_decision
WHERE decided_date < DATE '2000-01-01'
