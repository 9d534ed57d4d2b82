-- id: DQ07b
-- title: Stand-in date
-- rule: decision before the year 2000
-- severity: quarantine
-- owner: sender
-- place: load
-- record: decision
-- sentence: The decision is dated before the year 2000, which no case held can be. Correct the year, or leave the date empty if it is not known.
-- why: A stand-in such as 01/01/1970 or a mistyped year would put the decision into the wrong year and law.
-- source: none in law
-- threshold: 1 January 2000, a convention of this project
-- ---
SELECT tab, row_no, 'decided_date' AS field, decided_date AS value
FROM new_decision
WHERE decided_date < DATE '2000-01-01'
