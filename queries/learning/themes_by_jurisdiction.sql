-- title: Themes by jurisdiction
-- question: Which themes recur in misconduct, criminal and coronial proceedings?
-- audience: [debrief, quality]
-- measures: [M32]
-- population: Debriefs held in the last four quarters
-- numerator: Debriefs with the theme
-- denominator: Debriefs held in the jurisdiction
-- clock: none
-- censoring: By the day the debrief was held
-- grain: One row a theme found in any of them, and jurisdiction
-- source: Measure M32; interval Clopper–Pearson 95 %
-- caveats:
--   - A debrief with several themes counts at each, so themes do not add up to debriefs.
--   - 'Small numbers: read the interval before the share.'
-- parameters: [to]
-- then:
--   - exact: {k: debriefs, n: held, rate: rate}
-- columns:
--   - {name: theme, title: Theme, kind: label, role: dimension, list: theme}
--   - {name: jurisdiction, title: Jurisdiction, kind: label, role: dimension, list: jurisdiction}
--   - {name: debriefs, title: Debriefs with it, kind: count, unit: debriefs, role: measure}
--   - {name: held, title: Debriefs held, kind: count, unit: debriefs, role: measure}
--   - {name: rate, title: Share, kind: rate, role: measure, of: held}
--   - {name: rate_low, title: Lower limit, kind: rate, role: measure, of: held}
--   - {name: rate_high, title: Upper limit, kind: rate, role: measure, of: held}
-- totals: none
-- same:
--   - held[theme, jurisdiction] = held[jurisdiction, first]
--   - held[theme] = theme_recurrence.recent_held[first]
-- sensitivity: aggregate
-- ---
WITH held AS (
  SELECT d.debrief_ref, coalesce(d.jurisdiction, 'not recorded') AS jurisdiction
  FROM debrief d JOIN quarters($to::DATE, 4) q ON d.held_date BETWEEN q.first_day AND q.last_day
),
asked AS (
  SELECT jurisdiction FROM jurisdictions UNION SELECT jurisdiction FROM held
),
found AS (
  SELECT t.theme, h.jurisdiction, count(*) AS debriefs FROM held h JOIN debrief_theme t USING (debrief_ref) GROUP BY ALL
)
SELECT t.theme, a.jurisdiction, coalesce(f.debriefs, 0) AS debriefs, coalesce(h.held, 0) AS held, coalesce(f.debriefs, 0) / h.held AS rate
FROM (SELECT DISTINCT theme FROM found) t
CROSS JOIN asked a
LEFT JOIN found f ON f.theme = t.theme AND f.jurisdiction = a.jurisdiction
LEFT JOIN (SELECT jurisdiction, count(*) AS held FROM held GROUP BY jurisdiction) h ON h.jurisdiction = a.jurisdiction
ORDER BY t.theme, a.jurisdiction
