-- id: DQ03
-- title: One person under two keys
-- rule: one subject with two persons' numbers
-- severity: warn
-- owner: PSU
-- place: state
-- record: subject
-- sentence: Two sources name one subject of a case with different personal numbers. Find out which number is right and correct the other.
-- why: An individual is counted by the personal number; two numbers make two individuals of one.
-- source: none in law
-- ---
SELECT source, [case_ref, subject_ref] AS key, 'person' AS field,
       min(person_key) OVER subject_of <> max(person_key) OVER subject_of AS fails
FROM subject_version
WHERE person_key IS NOT NULL
WINDOW subject_of AS (PARTITION BY case_ref, subject_ref)
QUALIFY count(*) OVER subject_of > 1
