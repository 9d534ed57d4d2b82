-- id: DQ38
-- title: Recommendation without legal basis
-- rule: recommendation without legal basis
-- severity: exclude
-- owner: PSU
-- place: state
-- record: recommendation
-- sentence: The legal basis of the recommendation is not recorded. Say under what power it was made.
-- why: Without it no limit of 56 days can be worked out. The figure of responses in time leaves it out and says how many.
-- source: Police Reform Act 2002 Sch 3 paras 28A and 28B
-- ---
SELECT source, [recommendation_ref] AS key, 'Basis' AS field, legal_basis IS NULL AS fails
FROM recommendation
WHERE territory = 'EW'
