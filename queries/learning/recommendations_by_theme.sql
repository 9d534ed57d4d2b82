-- title: Recommendations by theme
-- question: Which themes do recommendations concern, quarter by quarter?
-- audience: [debrief, quality]
-- measures: [M29]
-- population: Recommendations made on or before the position date, of every territory
-- numerator: Recommendations by theme
-- denominator: none
-- clock: none
-- censoring: By the date made
-- grain: One row a quarter made and theme
-- source: Themes in the source's own words
-- caveats:
--   - A theme is as the source words it; two sources may word one theme in two ways.
-- parameters: []
-- columns:
--   - {name: quarter, title: Quarter made, kind: label, role: dimension}
--   - {name: theme, title: Theme, kind: label, role: dimension, typed: true}
--   - {name: recommendations, title: Recommendations, kind: count, unit: recommendations, role: measure}
-- totals: the rows add up to all recommendations
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH counted AS (
  SELECT date_trunc('quarter', made_date)::DATE AS first_day, theme, count(*) AS recommendations
  FROM recommendation
  GROUP BY ALL
)
SELECT coalesce(fq(first_day), 'not recorded') AS quarter, coalesce(theme, 'not recorded') AS theme, recommendations
FROM counted
ORDER BY first_day, theme
