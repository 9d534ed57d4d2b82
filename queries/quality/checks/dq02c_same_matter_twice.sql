-- id: DQ02c
-- title: Duplicate case, subject or allegation
-- rule: one matter entered twice
-- severity: warn
-- owner: sender
-- place: state
-- record: subject
-- sentence: The same person stands in two records of the same day and kind. Say which one is right, and merge or withdraw the other.
-- why: A matter entered twice counts twice in every figure by case or individual.
-- source: none in law; the text of an allegation is not stored, so that its category stands for it
-- ---
WITH matter AS (
  SELECT s.source, s.case_ref, s.subject_ref, s.person_key, c.matter_type,
         coalesce(c.incident_date, c.complaint_made_date, c.attention_date) AS day,
         regexp_replace(lower(coalesce(c.category, '')), '[^a-z0-9]', '', 'g') AS kind
  FROM subject s
  JOIN case_ c USING (case_ref)
  WHERE s.person_key IS NOT NULL
)
SELECT source, [case_ref, subject_ref] AS key, 'person, date and category' AS field,
       count(*) OVER (PARTITION BY person_key, day, matter_type, kind) > 1 AS fails
FROM matter
WHERE day IS NOT NULL
