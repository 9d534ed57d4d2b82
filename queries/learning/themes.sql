-- title: Themes of debriefs
-- question: Which themes recur in debriefs?
-- audience: [debrief, psu, board]
-- measures: [M32]
-- population: Debriefs held in the last eight quarters
-- numerator: Debriefs with the theme
-- denominator: none
-- clock: none
-- censoring: By the day the debrief was held
-- grain: One row a theme found in any of the quarters, and quarter
-- source: Measure M32; local list of themes
-- caveats:
--   - A debrief with several themes counts at each, so themes do not add up to debriefs.
--   - More debriefs find more themes; a rise may be of debriefs held.
-- parameters: [to]
-- columns:
--   - {name: theme, title: Theme, kind: label, role: dimension, list: theme}
--   - {name: quarter, title: Quarter held, kind: label, role: dimension}
--   - {name: debriefs, title: Debriefs, kind: count, unit: debriefs, role: measure}
-- totals: none
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH held AS (
  SELECT t.theme, q.quarter, count(*) AS debriefs
  FROM debrief d
  JOIN debrief_theme t USING (debrief_ref)
  JOIN quarters($to::DATE, 8) q ON q.quarter = fq(d.held_date)
  GROUP BY ALL
)
SELECT t.theme, q.quarter, coalesce(h.debriefs, 0) AS debriefs
FROM (SELECT DISTINCT theme FROM held) t
CROSS JOIN quarters($to::DATE, 8) q
LEFT JOIN held h ON h.theme = t.theme AND h.quarter = q.quarter
ORDER BY t.theme, q.quarter
