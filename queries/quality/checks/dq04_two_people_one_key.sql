-- id: DQ04
-- title: Two people under one key
-- rule: one personal number for two people
-- severity: warn
-- owner: sender
-- place: state
-- record: subject
-- sentence: One personal number stands for people of different sex, or for two subjects of one case. Check the number and correct the record that has the wrong one.
-- why: An individual is counted by the personal number; one number for two people makes one individual of two.
-- source: none in law
-- ---
SELECT source, [case_ref, subject_ref] AS key, 'person' AS field,
       coalesce(min(sex) OVER person <> max(sex) OVER person, false) OR count(*) OVER (PARTITION BY case_ref, person_key) > 1 AS fails
FROM subject
WHERE person_key IS NOT NULL
WINDOW person AS (PARTITION BY person_key)
