-- id: DQ11
-- title: Open with a final outcome
-- rule: case open after every proceeding ended
-- severity: warn
-- owner: sender
-- place: state
-- record: case
-- sentence: Every proceeding of the case has ended and the case is still open. Close the case, or say what it waits for.
-- why: A case that is over but not closed makes open work look older than it is. A case may rightly stay open for an appeal or for learning.
-- source: none in law; this is a list to look through
-- ---
WITH work AS (
  SELECT case_ref, bool_and(completed_date IS NOT NULL) AS over FROM ps GROUP BY case_ref
)
SELECT c.source, [c.case_ref] AS key, 'Status' AS field, w.over AS fails
FROM case_ c
JOIN work w USING (case_ref)
WHERE c.closed_date IS NULL AND coalesce(c.status, 'open') = 'open'
