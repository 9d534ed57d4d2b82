-- title: Time to the end of a trial
-- question: How long does it take from first appearance to a verdict or another end?
-- audience: [psu, board]
-- measures: [M21]
-- population: Defendants in the magistrates' or Crown Court with a first appearance, one a person accused in a case, whichever courts the case was in
-- numerator: none
-- denominator: Defendants with a first appearance in the year
-- clock: From the first appearance in any court to the first verdict on or after it; without a verdict to the day the last of the defendant's proceedings ended (plea, discontinued or another way), in days
-- censoring: Kaplan–Meier; who has neither by the position date is censored on it
-- grain: One row a financial year of the first appearance, six years at most
-- source: Measure M21; Kaplan–Meier with log-log 95 % interval; closed_only_median is the published kind, of ended cases only
-- caveats:
--   - The median of ended cases leaves out those still to be tried and flatters recent years.
--   - A verdict ends the time, a sentence or an appeal does not prolong it. For a plea the day is that on which the proceeding ended, which may be that of the sentence.
--   - No limit in law applies to this time. Results are in the figure of results of criminal proceedings.
--   - Defendants whose dates run backwards are in the counts and not in the times.
-- parameters: [as_of, to]
-- then:
--   - km: {by: year, t: t, events: events, censored: censored, median: median_days, low: median_low, high: median_high, p25: p25, p75: p75, at: 182 365 547 730}
--   - left_out: {column: untimed, what: defendants (from the times only) whose dates run backwards}
--   - provisional: {open: waiting, mark: maturity}
-- columns:
--   - {name: year, title: Year of first appearance, kind: label, role: dimension}
--   - {name: defendants, title: Defendants, kind: count, unit: defendants, role: measure}
--   - {name: verdict, title: Verdict, kind: count, unit: defendants, role: measure}
--   - {name: ended_other, title: Ended without a verdict, kind: count, unit: defendants, role: measure}
--   - {name: waiting, title: Not ended, kind: count, unit: defendants, role: measure}
--   - {name: closed_only_median, title: Median of those ended, kind: duration, unit: days, role: measure, of: defendants}
--   - {name: median_days, title: Median, kind: duration, unit: days, role: measure, of: defendants}
--   - {name: median_low, title: Lower limit of the median, kind: duration, unit: days, role: measure, of: defendants}
--   - {name: median_high, title: Upper limit of the median, kind: duration, unit: days, role: measure, of: defendants}
--   - {name: p25, title: A quarter ended by, kind: duration, unit: days, role: measure, of: defendants}
--   - {name: p75, title: Three quarters ended by, kind: duration, unit: days, role: measure, of: defendants}
--   - {name: by_182, title: Ended by 182 days, kind: rate, role: measure, of: defendants}
--   - {name: by_365, title: Ended by 365 days, kind: rate, role: measure, of: defendants}
--   - {name: by_547, title: Ended by 547 days, kind: rate, role: measure, of: defendants}
--   - {name: by_730, title: Ended by 730 days, kind: rate, role: measure, of: defendants}
--   - {name: maturity, title: Maturity, kind: label, role: dimension}
-- totals: verdict + ended_other + waiting = defendants
-- same:
--   - by_182[year] <= by_365[year]
--   - by_365[year] <= by_547[year]
--   - by_547[year] <= by_730[year]
--   - by_730[year] <= verdict[year] + ended_other[year]
-- sensitivity: aggregate
-- ---
WITH verdicts AS (
  SELECT a.case_ref, a.subject_ref, min(e.event_date) AS verdict_date
  FROM defendant a
  JOIN ps p ON p.case_ref = a.case_ref AND p.subject_ref = a.subject_ref AND p.type IN ('CRM-MC', 'CRM-CC')
  JOIN event e ON e.proceeding_ref = p.proceeding_ref AND e.case_ref = p.case_ref AND still_about(e.subject_ref, e.event_date, p.subject_ref, p.left_date)
              AND e.code = 'verdict' AND e.event_date >= a.appeared_date
  GROUP BY ALL
),
timed AS (
  SELECT fy(a.appeared_date) AS year,
         CASE WHEN v.verdict_date IS NOT NULL THEN 'verdict' WHEN a.ended_date IS NULL THEN 'waiting' ELSE 'ended_other' END AS outcome,
         coalesce(v.verdict_date, a.ended_date, $as_of::DATE) - a.appeared_date AS t
  FROM defendant a
  LEFT JOIN verdicts v USING (case_ref, subject_ref)
  WHERE within_fys(a.appeared_date, $to::DATE, 6)
),
years AS (
  SELECT year, count(*) AS defendants, count(*) FILTER (outcome = 'verdict') AS verdict, count(*) FILTER (outcome = 'ended_other') AS ended_other,
         count(*) FILTER (outcome = 'waiting') AS waiting, count(*) FILTER (t < 0) AS untimed,
         quantile_cont(t, 0.5) FILTER (outcome <> 'waiting' AND t >= 0) AS closed_only_median
  FROM timed GROUP BY year
),
steps AS (
  SELECT year, t::BIGINT AS t, count(*) FILTER (outcome <> 'waiting') AS events, count(*) FILTER (outcome = 'waiting') AS censored
  FROM timed WHERE t >= 0 GROUP BY ALL
)
SELECT y.*, s.t, s.events, s.censored
FROM years y
LEFT JOIN steps s USING (year)
ORDER BY y.year, s.t
