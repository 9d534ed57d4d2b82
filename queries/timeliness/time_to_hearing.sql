-- title: Time to hearing
-- question: How long does it take from notice to hearing, counting those who still wait?
-- audience: [psu, board]
-- measures: [M10]
-- population: Subjects of misconduct hearings with a reg 30 notice
-- numerator: none
-- denominator: Subjects referred
-- clock: From the first reg 30 notice to the first hearing day, in working days
-- censoring: Kaplan–Meier. Who ended another way is censored on that day, who still waits on the as-of date
-- grain: One row a financial year of the notice, six years at most
-- source: Kaplan–Meier with log-log 95 % interval; closed_only_median is the published kind, of hearings begun only
-- caveats:
--   - The median of hearings begun leaves out those who still wait and flatters recent years.
--   - A median that is not reached is not available. So is a share by a time that nobody of the year has been followed to.
--   - Subjects whose dates run backwards or lie outside the calendar are in the counts and not in the times.
-- parameters: [to]
-- then:
--   - km: {by: cohort, t: t, events: events, censored: censored, median: median_wd, low: median_low, high: median_high, at: 100 150 200}
--   - left_out: {column: untimed, what: subjects (from the times only) whose dates run backwards or lie outside the calendar}
-- columns:
--   - {name: cohort, title: Year of notice, kind: label, role: dimension}
--   - {name: referred, title: Referred, kind: count, unit: subjects, role: measure}
--   - {name: heard, title: Heard, kind: count, unit: subjects, role: measure}
--   - {name: ended_other, title: Ended another way, kind: count, unit: subjects, role: measure}
--   - {name: waiting, title: Waiting, kind: count, unit: subjects, role: measure}
--   - {name: median_wd, title: Median, kind: duration, unit: working days, role: measure, of: referred}
--   - {name: median_low, title: Lower limit of the median, kind: duration, unit: working days, role: measure, of: referred}
--   - {name: median_high, title: Upper limit of the median, kind: duration, unit: working days, role: measure, of: referred}
--   - {name: by_100, title: Heard by 100 working days, kind: rate, role: measure, of: referred}
--   - {name: by_150, title: Heard by 150 working days, kind: rate, role: measure, of: referred}
--   - {name: by_200, title: Heard by 200 working days, kind: rate, role: measure, of: referred}
--   - {name: closed_only_median, title: Median of those heard, kind: duration, unit: working days, role: measure, of: heard}
-- totals: heard + ended_other + waiting = referred
-- sensitivity: aggregate
-- ---
WITH cohorts AS (
  SELECT fy(notice_date) AS cohort, count(*) AS referred,
         count(*) FILTER (outcome = 'heard') AS heard,
         count(*) FILTER (outcome = 'ended_other') AS ended_other,
         count(*) FILTER (outcome = 'waiting') AS waiting,
         count(*) - count(wait_wd) AS untimed,
         quantile_cont(wait_wd, 0.5) FILTER (outcome = 'heard') AS closed_only_median
  FROM hearing_wait
  WHERE within_fys(notice_date, $to::DATE, 6)
  GROUP BY cohort
),
steps AS (
  SELECT fy(notice_date) AS cohort, wait_wd AS t, count(*) FILTER (outcome = 'heard') AS events, count(*) FILTER (outcome <> 'heard') AS censored
  FROM hearing_wait
  WHERE wait_wd IS NOT NULL
  GROUP BY ALL
)
SELECT c.*, s.t, s.events, s.censored
FROM cohorts c
LEFT JOIN steps s USING (cohort)
ORDER BY c.cohort, s.t
