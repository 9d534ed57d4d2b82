-- title: Themes that came back
-- question: Which themes came back although every action on them had been done?
-- audience: [debrief, quality, psu, board]
-- measures: [M32]
-- population: Themes found in any debrief held by the end of the period; debriefs held in its last four quarters (recent), after the day on which every action was done (after) and in the twelve months up to it (before)
-- numerator: Debriefs with the theme
-- denominator: Debriefs held
-- clock: 'Every action done: the last day, up to the end of the period, on which an action on the theme was done and none raised by then was still open; one done before it was raised counts as done on the day it was raised. There is no such day where another was raised after it and before the theme was found again, or by the end of the period where it was not'
-- censoring: By the day the debrief was held; actions by the end of the period
-- grain: One row a theme, the greatest difference first and those without one last
-- source: Measure M32; interval of the recent share Clopper–Pearson 95 %, of the difference Newcombe 95 %
-- caveats:
--   - A theme came back for certain only where the lower limit of the difference is above 0; with many themes one may be so by chance.
--   - 'Before and after are of different length: after runs from the day every action was done to the end of the period.'
--   - The first recurrence is the first debrief with the theme after that day; one debrief is no trend.
--   - A theme has no such day where some action was always open, or where one was open when the theme was found again; actions raised when or after it came back may still be open.
--   - Debriefs name the themes found, which depends on who was looking.
-- parameters: [to]
-- then:
--   - exact: {k: recent, n: recent_held, rate: recent_rate}
--   - newcombe: {k1: after, n1: after_held, k2: before, n2: before_held, difference: difference}
--   - left_out: {column: no_theme, what: actions whose theme is not recorded}
-- columns:
--   - {name: theme, title: Theme, kind: label, role: dimension, list: theme}
--   - {name: recent, title: 'Debriefs with it, last four quarters', kind: count, unit: debriefs, role: measure}
--   - {name: recent_held, title: 'Debriefs held, last four quarters', kind: count, unit: debriefs, role: measure}
--   - {name: recent_rate, title: 'Share, last four quarters', kind: rate, role: measure, of: recent_held}
--   - {name: recent_rate_low, title: Lower limit, kind: rate, role: measure, of: recent_held}
--   - {name: recent_rate_high, title: Upper limit, kind: rate, role: measure, of: recent_held}
--   - {name: actions_done, title: Actions done by then, kind: count, unit: actions, role: measure}
--   - {name: all_done, title: Every action done, kind: date, role: measure}
--   - {name: before, title: With it in the 12 months before, kind: count, unit: debriefs, role: measure}
--   - {name: before_held, title: Held in the 12 months before, kind: count, unit: debriefs, role: measure}
--   - {name: after, title: With it after, kind: count, unit: debriefs, role: measure}
--   - {name: after_held, title: Held after, kind: count, unit: debriefs, role: measure}
--   - {name: first_again, title: First recurrence, kind: date, role: measure}
--   - {name: difference, title: 'Share after less share before, percentage points', kind: number, unit: percentage points, role: measure}
--   - {name: difference_low, title: Lower limit, kind: number, unit: percentage points, role: measure}
--   - {name: difference_high, title: Upper limit, kind: number, unit: percentage points, role: measure}
-- totals: none
-- same:
--   - recent[theme] = themes.debriefs[theme, last 4]
--   - recent[theme] = themes_by_jurisdiction.debriefs[theme]
--   - recent_held[theme] = recent_held[first]
-- sensitivity: aggregate
-- ---
WITH held AS (
  SELECT debrief_ref, held_date FROM debrief WHERE held_date <= $to::DATE
),
found AS (
  SELECT t.theme, h.debrief_ref, h.held_date FROM held h JOIN debrief_theme t USING (debrief_ref)
),
act AS (
  SELECT theme, raised_date, done_date FROM action_ WHERE raised_date IS NOT NULL
),
-- Actions on a theme open at the end of each day on which one was raised or done.
change AS (
  SELECT theme, day, sum(more) AS more
  FROM (SELECT theme, raised_date AS day, 1 AS more FROM act UNION ALL SELECT theme, greatest(done_date, raised_date), -1 FROM act WHERE done_date IS NOT NULL)
  WHERE day <= $to::DATE
  GROUP BY theme, day
),
last_closed AS (
  SELECT theme, max(day) AS all_done
  FROM (SELECT theme, day, sum(more) OVER (PARTITION BY theme ORDER BY day) AS still_open FROM change)
  WHERE still_open = 0
  GROUP BY theme
),
again AS (
  SELECT l.theme, l.all_done, min(f.held_date) AS first_again
  FROM last_closed l LEFT JOIN found f ON f.theme = l.theme AND f.held_date > l.all_done
  GROUP BY l.theme, l.all_done
),
-- What was raised after that day and before the theme was found again was open when it was, or is at the end; what was raised then or
-- later answers the recurrence.
closed_out AS (
  SELECT g.theme, g.all_done
  FROM again g
  ANTI JOIN act a ON a.theme = g.theme AND a.raised_date > g.all_done AND a.raised_date < coalesce(g.first_again, $to::DATE + 1)
),
recent_quarters AS (
  SELECT min(first_day) AS first_day FROM quarters($to::DATE, 4)
),
counted AS (
  SELECT f.theme, c.all_done,
         count(*) FILTER (f.held_date >= r.first_day) AS recent,
         count(*) FILTER (within_years(f.held_date, c.all_done, 1)) AS before,
         count(*) FILTER (f.held_date > c.all_done) AS after,
         min(f.held_date) FILTER (f.held_date > c.all_done) AS first_again
  FROM found f CROSS JOIN recent_quarters r LEFT JOIN closed_out c USING (theme)
  GROUP BY f.theme, c.all_done
),
compared AS (
  SELECT k.*, (SELECT count(*) FROM held h, recent_quarters r WHERE h.held_date >= r.first_day) AS recent_held,
         (SELECT count(*) FROM act a WHERE a.theme = k.theme AND a.done_date <= k.all_done) AS actions_done,
         (SELECT count(*) FROM held h WHERE within_years(h.held_date, k.all_done, 1)) AS before_held,
         (SELECT count(*) FROM held h WHERE h.held_date > k.all_done) AS after_held
  FROM counted k
)
SELECT theme, recent, recent_held, recent / nullif(recent_held, 0) AS recent_rate, actions_done, all_done, before, before_held, after, after_held, first_again,
       (SELECT count(*) FROM action_ WHERE theme IS NULL AND coalesce(raised_date <= $to::DATE, true)) * (row_number() OVER (ORDER BY theme) = 1)::INTEGER AS no_theme
FROM compared
ORDER BY after / nullif(after_held, 0) - before / nullif(before_held, 0) DESC NULLS LAST, theme
