-- id: DQ10
-- title: Closed with open proceedings
-- rule: case closed while a proceeding is open
-- severity: warn
-- owner: sender
-- place: state
-- record: case
-- sentence: The case is closed and a proceeding in it has not ended. Reopen the case, or give the day the proceeding ended.
-- why: The proceeding still counts as open work, and the case as closed.
-- source: none in law
-- ---
WITH work AS (
  SELECT case_ref, bool_or(completed_date IS NULL) AS open FROM ps GROUP BY case_ref
)
SELECT c.source, [c.case_ref] AS key, 'Closed' AS field, coalesce(w.open, false) AS fails
FROM case_ c
LEFT JOIN work w USING (case_ref)
WHERE c.closed_date IS NOT NULL OR c.status = 'closed'
