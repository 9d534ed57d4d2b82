-- id: DQ39b
-- title: Response date before the recommendation was made
-- rule: response received before the recommendation was made
-- severity: exclude
-- owner: sender
-- place: state
-- record: response
-- sentence: The response is dated before the day the recommendation was made. Correct whichever of the two dates is wrong.
-- why: The clock would run backwards. The figure of responses in time leaves it out and says how many.
-- source: Police Reform Act 2002 Sch 3 para 28B (the period begins with the day it was made)
-- ---
SELECT s.source, [s.recommendation_ref] AS key, 'Received' AS field, s.received_date < r.made_date AS fails
FROM response s
JOIN recommendation r USING (recommendation_ref)
WHERE s.received_date IS NOT NULL AND r.made_date IS NOT NULL
