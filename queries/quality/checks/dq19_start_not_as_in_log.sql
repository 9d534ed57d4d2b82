-- id: DQ19
-- title: Clock start differs from the event log
-- rule: date of the case differs from its event log
-- severity: warn
-- owner: PSU
-- place: state
-- record: case
-- sentence: A date of the case differs from the same milestone in the event log. Find out which is right and correct the other.
-- why: Clocks of a case start from its own date, the log shows another; one of them is wrong.
-- source: none in law
-- ---
WITH pairs AS (
  SELECT source, case_ref, unnest([
    {'field': 'Complaint made', 'code': 'complaint_made', 'day': complaint_made_date},
    {'field': 'Came to attention', 'code': 'came_to_attention', 'day': attention_date},
    {'field': 'Investigation ended', 'code': 'report_submitted', 'day': investigation_end_date}], recursive := true)
  FROM case_
  WHERE territory = 'EW'
)
SELECT p.source, [p.case_ref] AS key, p.field, NOT bool_or(e.event_date = p.day) AS fails
FROM pairs p
JOIN event e ON e.case_ref = p.case_ref AND e.code = p.code
WHERE p.day IS NOT NULL
GROUP BY p.source, p.case_ref, p.field
