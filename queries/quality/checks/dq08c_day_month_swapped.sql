-- id: DQ08c
-- title: Day and month swapped
-- rule: order of dates mends if day and month are swapped
-- severity: warn
-- owner: sender
-- place: state
-- record: case
-- sentence: Two dates of the case are in the wrong order and would be right with day and month swapped in one of them. Check both dates.
-- why: A swapped date is a real date, so that nothing else finds it; durations from it are wrong.
-- source: none in law; only days up to the 12th can be read both ways
-- ---
WITH pairs AS (
  SELECT source, case_ref, unnest([
    {'field': 'Came to attention', 'a': incident_date, 'b': attention_date},
    {'field': 'Complaint made', 'a': incident_date, 'b': complaint_made_date},
    {'field': 'Recorded', 'a': coalesce(complaint_made_date, attention_date), 'b': recorded_date},
    {'field': 'Investigation ended', 'a': coalesce(recorded_date, complaint_made_date, attention_date), 'b': investigation_end_date},
    {'field': 'Closed', 'a': coalesce(recorded_date, complaint_made_date, attention_date), 'b': closed_date}], recursive := true)
  FROM case_
),
swapped AS (
  SELECT *, CASE WHEN day(a) <= 12 THEN make_date(year(a), day(a), month(a)) END AS a_swapped,
         CASE WHEN day(b) <= 12 THEN make_date(year(b), day(b), month(b)) END AS b_swapped
  FROM pairs
  WHERE a IS NOT NULL AND b IS NOT NULL
)
SELECT source, [case_ref] AS key, field, b < a AND coalesce(b >= a_swapped, false) OR b < a AND coalesce(b_swapped >= a, false) AS fails
FROM swapped
WHERE a_swapped <> a OR b_swapped <> b
