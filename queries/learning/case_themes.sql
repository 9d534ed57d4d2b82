-- title: Has it come up before
-- question: In how many other debriefs of the last eight quarters was a theme of this case found, and in which?
-- audience: [debrief]
-- measures: [M32]
-- population: Debriefs of other cases held in the eight financial quarters that end with the period
-- numerator: Debriefs with the theme
-- denominator: Debriefs held
-- clock: none
-- censoring: none
-- grain: One row a case, theme and other debrief with it, the last ten held; a theme found nowhere else has one row
-- source: Measure M32
-- caveats:
--   - Debriefs name the themes found, which depends on who was looking; a theme that came up often was looked for often.
--   - A theme of a case is one found in its debriefs or named by its actions.
-- parameters: [to, cases]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: theme, title: Theme, kind: label, role: dimension, list: theme}
--   - {name: others, title: Other debriefs with it, kind: count, unit: debriefs, role: measure}
--   - {name: held, title: Other debriefs held, kind: count, unit: debriefs, role: measure}
--   - {name: debrief_ref, title: Debrief, kind: label, role: dimension}
--   - {name: other_case, title: Of case, kind: label, role: dimension}
--   - {name: held_date, title: Held, kind: date, role: dimension}
--   - {name: source, title: Source, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH asked AS (
  SELECT unnest($cases::VARCHAR[]) AS case_ref
),
own AS (
  SELECT o.case_ref, o.debrief_ref FROM debrief_of o SEMI JOIN asked USING (case_ref)
),
themes AS (
  SELECT o.case_ref, t.theme FROM own o JOIN debrief_theme t USING (debrief_ref)
  UNION
  SELECT o.case_ref, a.theme FROM own o JOIN action_ a USING (debrief_ref) WHERE a.theme IS NOT NULL
  UNION
  SELECT case_ref, theme FROM action_ SEMI JOIN asked USING (case_ref) WHERE theme IS NOT NULL
),
held AS (
  SELECT debrief_ref, case_ref AS other_case, held_date, source FROM debrief
  WHERE held_date BETWEEN (SELECT min(first_day) FROM quarters($to::DATE, 8)) AND $to::DATE
),
found AS (
  SELECT t.case_ref, t.theme, h.*
  FROM themes t JOIN debrief_theme d USING (theme) JOIN held h USING (debrief_ref)
  ANTI JOIN own o ON o.case_ref = t.case_ref AND o.debrief_ref = h.debrief_ref
),
beside AS (
  SELECT a.case_ref, (SELECT count(*) FROM held) - count(h.debrief_ref) AS held
  FROM asked a LEFT JOIN own o USING (case_ref) LEFT JOIN held h USING (debrief_ref)
  GROUP BY a.case_ref
)
SELECT t.case_ref, t.theme, count(f.debrief_ref) OVER (PARTITION BY t.case_ref, t.theme) AS others, b.held, f.debrief_ref, f.other_case, f.held_date, f.source
FROM themes t
JOIN beside b USING (case_ref)
LEFT JOIN found f ON f.case_ref = t.case_ref AND f.theme = t.theme
QUALIFY row_number() OVER (PARTITION BY t.case_ref, t.theme ORDER BY f.held_date DESC, f.debrief_ref) <= 10
ORDER BY t.case_ref, others DESC, t.theme, f.held_date DESC, f.debrief_ref
