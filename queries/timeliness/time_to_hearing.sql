-- title: Time to hearing
-- question: How long does it take from notice to hearing, counting those who still wait?
-- audience: [psu, board]
-- measures: [M10]
-- population: Subjects of misconduct hearings with a reg 30 notice
-- numerator: none
-- denominator: Subjects referred
-- clock: From the first reg 30 notice to the first hearing day, in working days
-- censoring: Who still waits is censored on the position date. Ended another way (withdrawn, discontinued, stayed, resigned, died) before a hearing day is a competing end in the shares and censored in the median. A proceeding concluded with no hearing day on record was heard on a day not known and is censored on the day it ended
-- grain: One row a financial year of the notice, six years at most
-- source: Median and quartiles Kaplan–Meier with log-log 95 % interval; shares by a time Aalen–Johansen with log-log 95 % interval; closed_only_median is the published kind, of hearings begun only
-- caveats:
--   - The median of hearings begun leaves out those who still wait and flatters recent years.
--   - Heard and ended another way by a time are shares of all referred; the rest still waits. The median is of the wait itself, as if nobody's proceeding ended another way; the two need not agree.
--   - A median that is not reached is not available. So is a share by a time that nobody of the year has been followed to.
--   - A year is provisional while anybody of it waits. Until ten of such a year have been heard it has no median and no quartile; they would be those of its quickest cases.
--   - Where a system's records begin mid-way, who was referred and heard before is not in it and only long waits of those early years are known. Exports do not say when records began, so the first years of a system may look slower than they were.
--   - Subjects whose dates run backwards or lie outside the calendar are in the counts and not in the times.
-- parameters: [to]
-- then:
--   - km: {by: cohort, t: t, events: events, competing: competing, censored: censored, median: median_wd, low: median_low, high: median_high, p25: p25, p75: p75, at: 100 150 200, event_name: heard, competing_name: ended}
--   - unsettled: {open: waiting, events: heard, least: 10, blank: median_wd median_low median_high p25 p75 closed_only_median}
--   - left_out: {column: untimed, what: subjects (from the times only) whose dates run backwards or lie outside the calendar}
--   - provisional: {open: waiting, mark: maturity}
-- columns:
--   - {name: cohort, title: Year of notice, kind: label, role: dimension}
--   - {name: referred, title: Referred, kind: count, unit: subjects, role: measure}
--   - {name: heard, title: Heard, kind: count, unit: subjects, role: measure}
--   - {name: ended_other, title: Ended another way, kind: count, unit: subjects, role: measure}
--   - {name: undated, title: Hearing day not recorded, kind: count, unit: subjects, role: measure}
--   - {name: waiting, title: Waiting, kind: count, unit: subjects, role: measure}
--   - {name: median_wd, title: Median, kind: duration, unit: working days, role: measure, of: referred}
--   - {name: median_low, title: Lower limit of the median, kind: duration, unit: working days, role: measure, of: referred}
--   - {name: median_high, title: Upper limit of the median, kind: duration, unit: working days, role: measure, of: referred}
--   - {name: p25, title: A quarter heard by, kind: duration, unit: working days, role: measure, of: referred}
--   - {name: p75, title: Three quarters heard by, kind: duration, unit: working days, role: measure, of: referred}
--   - {name: heard_by_100, title: Heard by 100 working days, kind: rate, role: measure, of: referred}
--   - {name: heard_by_100_low, title: Lower limit, kind: rate, role: measure, of: referred}
--   - {name: heard_by_100_high, title: Upper limit, kind: rate, role: measure, of: referred}
--   - {name: ended_by_100, title: Ended another way by 100, kind: rate, role: measure, of: referred}
--   - {name: heard_by_150, title: Heard by 150 working days, kind: rate, role: measure, of: referred}
--   - {name: heard_by_150_low, title: Lower limit, kind: rate, role: measure, of: referred}
--   - {name: heard_by_150_high, title: Upper limit, kind: rate, role: measure, of: referred}
--   - {name: ended_by_150, title: Ended another way by 150, kind: rate, role: measure, of: referred}
--   - {name: heard_by_200, title: Heard by 200 working days, kind: rate, role: measure, of: referred}
--   - {name: heard_by_200_low, title: Lower limit, kind: rate, role: measure, of: referred}
--   - {name: heard_by_200_high, title: Upper limit, kind: rate, role: measure, of: referred}
--   - {name: ended_by_200, title: Ended another way by 200, kind: rate, role: measure, of: referred}
--   - {name: closed_only_median, title: Median of those heard, kind: duration, unit: working days, role: measure, of: heard}
--   - {name: maturity, title: Maturity, kind: label, role: dimension}
-- totals: heard + ended_other + undated + waiting = referred
-- same:
--   - waiting <= hearings_forecast.open[first]
--   - heard_by_100[cohort] <= heard_by_150[cohort]
--   - heard_by_150[cohort] <= heard_by_200[cohort]
--   - ended_by_100[cohort] <= ended_by_150[cohort]
--   - ended_by_150[cohort] <= ended_by_200[cohort]
--   - heard_by_200[cohort] <= heard[cohort]
--   - ended_by_200[cohort] <= ended_other[cohort]
-- sensitivity: aggregate
-- ---
WITH cohorts AS (
  SELECT fy(notice_date) AS cohort, count(*) AS referred,
         count(*) FILTER (outcome = 'heard') AS heard,
         count(*) FILTER (outcome = 'ended_other') AS ended_other,
         count(*) FILTER (outcome = 'undated') AS undated,
         count(*) FILTER (outcome = 'waiting') AS waiting,
         count(*) - count(wait_wd) AS untimed,
         quantile_cont(wait_wd, 0.5) FILTER (outcome = 'heard') AS closed_only_median
  FROM hearing_wait
  WHERE within_fys(notice_date, $to::DATE, 6)
  GROUP BY cohort
),
steps AS (
  SELECT fy(notice_date) AS cohort, wait_wd AS t, count(*) FILTER (outcome = 'heard') AS events,
         count(*) FILTER (outcome = 'ended_other') AS competing, count(*) FILTER (outcome IN ('undated', 'waiting')) AS censored
  FROM hearing_wait
  WHERE wait_wd IS NOT NULL
  GROUP BY ALL
)
SELECT c.*, s.t, s.events, s.competing, s.censored
FROM cohorts c
LEFT JOIN steps s USING (cohort)
ORDER BY c.cohort, s.t
