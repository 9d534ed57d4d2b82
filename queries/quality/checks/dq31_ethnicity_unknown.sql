-- id: DQ31
-- title: Ethnicity unknown in more than 10% of a cell
-- rule: ethnicity not known for many subjects of a force
-- severity: warn
-- owner: sender
-- place: state
-- record: subject
-- sentence: The ethnicity of more than one in ten subjects of the force is not recorded or not stated. Fill in what is known.
-- why: What is missing is seldom missing by chance, so that a breakdown by ethnicity of such a force must not be read.
-- source: data-quality rule DQ31 (M)
-- threshold: 10% of the subjects of a force, as the rule says
-- ---
WITH subjects AS (
  SELECT s.source, s.case_ref, s.subject_ref, coalesce(s.ethnicity, 'not_stated') = 'not_stated' AS unknown, c.force
  FROM subject s
  JOIN case_ c USING (case_ref)
  WHERE c.territory = 'EW'
)
SELECT source, [case_ref, subject_ref] AS key, 'Ethnicity' AS field,
       unknown AND count(*) FILTER (unknown) OVER of_force > 0.10 * count(*) OVER of_force AS fails
FROM subjects
WINDOW of_force AS (PARTITION BY force)
