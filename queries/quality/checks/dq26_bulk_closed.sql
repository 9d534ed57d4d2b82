-- id: DQ26
-- title: Closed in bulk on one date
-- rule: many cases closed on one day
-- severity: warn
-- owner: sender
-- place: state
-- record: case
-- sentence: Many cases of the force were closed on one day. Say whether this was a clean-up, and give the days on which the work really ended where they are known.
-- why: A clean-up makes closed cases look old and the month look busy; the dates are used as they are.
-- source: none in law
-- threshold: 20 cases or more, and half or more of those closed in the quarter; a convention of this project (the same as that of the gate for collapsed extracts)
-- ---
WITH closed AS (
  SELECT source, case_ref, count(*) OVER (PARTITION BY source, force, closed_date) AS that_day,
         count(*) OVER (PARTITION BY source, force, date_trunc('quarter', closed_date)) AS that_quarter
  FROM case_
  WHERE closed_date IS NOT NULL
)
SELECT source, [case_ref] AS key, 'Closed' AS field, that_day >= 20 AND 2 * that_day >= that_quarter AS fails
FROM closed
