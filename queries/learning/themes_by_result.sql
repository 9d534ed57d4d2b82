-- title: Themes by result
-- question: Are some themes found more often where misconduct was proven, or where it was not?
-- audience: [debrief, quality]
-- measures: [M32, M15]
-- population: Debriefs of misconduct proceedings held in the last eight quarters whose proceeding had a known finding by the position date
-- numerator: Debriefs with the theme
-- denominator: Debriefs of proceedings proven, and of those not proven
-- clock: none
-- censoring: By the day the debrief was held
-- grain: One row a theme found in any of them
-- source: Measures M32 and M15; intervals Clopper–Pearson 95 %, of the difference Newcombe 95 %
-- caveats:
--   - 'An association, not a cause: who is debriefed, and who looks for what, differ too.'
--   - Proven means that misconduct or gross misconduct was found against any officer of the proceeding; not proven, that the finding on every officer of it is known and none is that. Police staff are left out.
--   - With many themes one may stand out by chance.
-- parameters: [to]
-- then:
--   - exact: {k: proven_with, n: proven, rate: proven_rate}
--   - exact: {k: not_proven_with, n: not_proven, rate: not_proven_rate}
--   - newcombe: {k1: proven_with, n1: proven, k2: not_proven_with, n2: not_proven, difference: difference}
--   - left_out: {column: unknown, what: debriefs of misconduct proceedings without a known finding}
-- columns:
--   - {name: theme, title: Theme, kind: label, role: dimension, list: theme}
--   - {name: proven_with, title: 'Proven, with it', kind: count, unit: debriefs, role: measure}
--   - {name: proven, title: Proven, kind: count, unit: debriefs, role: measure}
--   - {name: proven_rate, title: Share where proven, kind: rate, role: measure, of: proven}
--   - {name: proven_rate_low, title: Lower limit, kind: rate, role: measure, of: proven}
--   - {name: proven_rate_high, title: Upper limit, kind: rate, role: measure, of: proven}
--   - {name: not_proven_with, title: 'Not proven, with it', kind: count, unit: debriefs, role: measure}
--   - {name: not_proven, title: Not proven, kind: count, unit: debriefs, role: measure}
--   - {name: not_proven_rate, title: Share where not proven, kind: rate, role: measure, of: not_proven}
--   - {name: not_proven_rate_low, title: Lower limit, kind: rate, role: measure, of: not_proven}
--   - {name: not_proven_rate_high, title: Upper limit, kind: rate, role: measure, of: not_proven}
--   - {name: difference, title: 'Difference, percentage points', kind: number, unit: percentage points, role: measure}
--   - {name: difference_low, title: Lower limit, kind: number, unit: percentage points, role: measure}
--   - {name: difference_high, title: Upper limit, kind: number, unit: percentage points, role: measure}
-- totals: none
-- same:
--   - proven_with[theme] + not_proven_with[theme] <= themes.debriefs[theme]
--   - proven[theme] = proven[first]
--   - not_proven[theme] = not_proven[first]
-- sensitivity: aggregate
-- ---
WITH officer AS ( -- one whose part is still open, or ended with no finding to be made, is of no known finding
  SELECT p.proceeding_ref, coalesce(m.part, 'not_recorded') AS part
  FROM ps p
  LEFT JOIN subject s ON s.case_ref = p.case_ref AND s.subject_ref = p.subject_ref
  LEFT JOIN misconduct_end m ON m.proceeding_ref = p.proceeding_ref AND m.case_ref = p.case_ref AND m.subject_ref = p.subject_ref
  WHERE under_conduct(s.status)
),
result AS (
  SELECT proceeding_ref,
         CASE WHEN bool_or(part IN ('gross_misconduct', 'misconduct')) THEN 'proven' WHEN bool_and(part = 'not_misconduct') THEN 'not_proven' END AS result
  FROM officer GROUP BY proceeding_ref
),
held AS (
  SELECT d.debrief_ref, r.result
  FROM debrief d JOIN quarters($to::DATE, 8) q ON d.held_date BETWEEN q.first_day AND q.last_day
  LEFT JOIN result r ON r.proceeding_ref = d.proceeding_ref
  WHERE d.jurisdiction = 'misconduct'
),
total AS (
  SELECT count(*) FILTER (result = 'proven') AS proven, count(*) FILTER (result = 'not_proven') AS not_proven, count(*) FILTER (result IS NULL) AS unknown FROM held
),
found AS (
  SELECT t.theme, count(*) FILTER (h.result = 'proven') AS proven_with, count(*) FILTER (h.result = 'not_proven') AS not_proven_with
  FROM held h JOIN debrief_theme t USING (debrief_ref)
  WHERE h.result IS NOT NULL
  GROUP BY t.theme
)
SELECT f.theme, f.proven_with, n.proven, f.proven_with / nullif(n.proven, 0) AS proven_rate, f.not_proven_with, n.not_proven, f.not_proven_with / nullif(n.not_proven, 0) AS not_proven_rate,
       CASE row_number() OVER (ORDER BY f.theme) WHEN 1 THEN n.unknown ELSE 0 END AS unknown
FROM found f CROSS JOIN total n
ORDER BY f.theme
