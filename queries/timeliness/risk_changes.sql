-- title: Changes of risk
-- question: Does the risk of open work rise or fall from one review to the next?
-- audience: [psu, board]
-- measures: [M03]
-- population: Case reviews done in the twelve months that end with the period, in cases of England and Wales, each with the review of the same case done before it (of two done on one day the one due first came first) or as the first of its case
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: none
-- grain: One row a risk before and a risk now
-- source: The unit's own case reviews
-- caveats:
--   - A risk is one reviewer's judgement. No export says which risks came about, so whether the judgements are good cannot be shown.
--   - A case reviewed twice in the year counts twice.
-- parameters: [to]
-- columns:
--   - {name: before, title: Risk before, kind: label, role: dimension, list: risk}
--   - {name: now, title: Risk now, kind: label, role: dimension, list: risk}
--   - {name: reviews, title: Reviews, kind: count, unit: reviews, role: measure}
-- totals: the rows add up to all reviews
-- sensitivity: aggregate
-- ---
WITH done AS (
  SELECT v.case_ref, v.done_date, coalesce(v.risk, 'not recorded') AS now,
         row_number() OVER turn AS turn_no, coalesce(lag(v.risk) OVER turn, 'not recorded') AS before
  FROM case_review v
  LEFT JOIN case_ c USING (case_ref)
  WHERE coalesce(c.territory, 'EW') = 'EW'
  WINDOW turn AS (PARTITION BY v.case_ref ORDER BY v.done_date, v.due_date)
),
worded AS (
  SELECT CASE WHEN turn_no = 1 THEN 'first review' ELSE before END AS before, now
  FROM done
  WHERE within_years(done_date, $to::DATE, 1)
)
SELECT before, now, reviews
FROM (SELECT before, now, count(*) AS reviews FROM worded GROUP BY ALL) counted
ORDER BY list_position(['first review', 'high', 'medium', 'low', 'not recorded'], before), list_position(['high', 'medium', 'low', 'not recorded'], now)
