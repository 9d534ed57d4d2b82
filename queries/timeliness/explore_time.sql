-- title: Time from start to end, by force and kind of proceeding
-- question: How long do proceedings take, in one force or kind of proceeding?
-- audience: [psu]
-- measures: [M11, M21, M26]
-- population: Subjects in misconduct, criminal or coronial proceedings that started in the six financial years up to that of the period's end
-- numerator: none
-- denominator: none
-- clock: From the day the proceeding started to the day it ended for the subject, in days
-- censoring: Kaplan–Meier; those not ended are censored on the position date
-- grain: One row a force (and all), kind of proceeding (all, a jurisdiction, a type) and financial year of start (and all six). A force whose name is "all" counts as not recorded
-- source: Kaplan–Meier with log-log 95 % interval
-- caveats:
--   - What ended another way ended all the same; this is the length of the work, not the time to a finding.
--   - Different proceedings take different times; a changed mix changes a median of all kinds.
--   - Subjects whose proceeding ended before it started are in no time and stand in a column of their own.
-- parameters: [as_of, to]
-- then:
--   - km: {by: force proceedings year, t: t, events: events, censored: censored, median: median_days, low: median_low, high: median_high}
--   - provisional: {open: open, mark: maturity}
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: proceedings, title: Proceedings, kind: label, role: dimension, list: proceeding_type}
--   - {name: year, title: Year of start, kind: label, role: dimension}
--   - {name: subjects, title: Started, kind: count, unit: subjects, role: measure}
--   - {name: ended, title: Ended, kind: count, unit: subjects, role: measure}
--   - {name: open, title: Open, kind: count, unit: subjects, role: measure}
--   - {name: reversed, title: End before start, kind: count, unit: subjects, role: measure}
--   - {name: median_days, title: Median, kind: duration, unit: days, role: measure, of: subjects, less: reversed}
--   - {name: median_low, title: Lower limit of the median, kind: duration, unit: days, role: measure, of: subjects, less: reversed}
--   - {name: median_high, title: Upper limit of the median, kind: duration, unit: days, role: measure, of: subjects, less: reversed}
--   - {name: maturity, title: Maturity, kind: label, role: dimension}
-- totals: ended + open = subjects
-- sensitivity: aggregate
-- ---
WITH timed AS (
  SELECT coalesce(nullif(force, 'all'), 'not recorded') AS force, jurisdiction, type, fy(started_date) AS year, completed_date IS NOT NULL AS is_ended,
         (coalesce(completed_date, $as_of::DATE) - started_date)::BIGINT AS t, count(*) AS n
  FROM ps SEMI JOIN jurisdictions USING (jurisdiction)
  WHERE within_fys(started_date, $to::DATE, 6)
  GROUP BY ALL
),
chosen AS (
  SELECT f.force, k.proceedings, y.year, w.is_ended, w.t, sum(w.n)::BIGINT AS n
  FROM timed w, unnest(['all', w.force]) f(force), unnest(['all', w.jurisdiction, w.type]) k(proceedings), unnest(['all', w.year]) y(year)
  GROUP BY ALL
),
groups AS (
  SELECT force, proceedings, year, sum(n)::BIGINT AS subjects, coalesce(sum(n) FILTER (is_ended), 0)::BIGINT AS ended, coalesce(sum(n) FILTER (NOT is_ended), 0)::BIGINT AS open,
         coalesce(sum(n) FILTER (t < 0), 0)::BIGINT AS reversed
  FROM chosen GROUP BY ALL
),
steps AS (
  SELECT force, proceedings, year, t, coalesce(sum(n) FILTER (is_ended), 0)::BIGINT AS events, coalesce(sum(n) FILTER (NOT is_ended), 0)::BIGINT AS censored
  FROM chosen WHERE t >= 0 GROUP BY ALL
)
SELECT g.*, s.t, s.events, s.censored
FROM groups g
LEFT JOIN steps s USING (force, proceedings, year)
ORDER BY g.force, g.proceedings, g.year, s.t
