-- title: Counsel instructed and advice received
-- question: How soon is counsel instructed after a referral, and how soon is the advice in?
-- audience: [psu, quality]
-- measures: []
-- population: Misconduct hearings and accelerated hearings with a referral decided (instructed), and instructions of counsel in any proceeding (advice)
-- numerator: Counsel instructed; advice received
-- denominator: Referrals; instructions
-- clock: From the first referral decided to the first instruction of the proceeding, and from the instruction to the advice, in days
-- censoring: Kaplan–Meier; open ones are censored on the position date, or on the day the proceeding ended for all its subjects
-- grain: One row a step and financial year of its start, six years at most
-- source: Days referral to counsel instructed, advice turnaround. No limit in statute
-- caveats:
--   - Not every hearing needs counsel; a referral without an instruction may never have one.
--   - An instruction that names its case and no proceeding counts for every proceeding of the case; a joint proceeding is of all the cases of its subjects.
--   - Counsel instructed before the referral counts as instructed on the day of the referral.
-- parameters: [as_of, to]
-- then:
--   - km: {by: step year, t: t, events: events, censored: censors, median: median_days, low: median_low, high: median_high}
--   - left_out: {column: reversed, what: advice received before the day counsel was instructed}
-- columns:
--   - {name: step, title: Step, kind: label, role: dimension}
--   - {name: year, title: Year it began, kind: label, role: dimension}
--   - {name: started, title: Started, kind: count, unit: proceedings or instructions, role: measure}
--   - {name: done, title: Done, kind: count, unit: proceedings or instructions, role: measure}
--   - {name: open, title: Still open, kind: count, unit: proceedings or instructions, role: measure}
--   - {name: ended, title: Ended without, kind: count, unit: proceedings or instructions, role: measure}
--   - {name: median_days, title: Median days, kind: duration, unit: days, role: measure, of: started}
--   - {name: median_low, title: Lower limit, kind: duration, unit: days, role: measure, of: started}
--   - {name: median_high, title: Upper limit, kind: duration, unit: days, role: measure, of: started}
-- totals: done + open + ended = started
-- sensitivity: aggregate
-- ---
WITH ended AS (
  SELECT proceeding_ref, CASE WHEN count(*) = count(completed_date) THEN max(completed_date) END AS ended_date FROM ps GROUP BY proceeding_ref
),
referred AS (
  SELECT p.proceeding_ref, list(p.case_ref) AS case_refs, min(e.first_date) AS start_date
  FROM ps p, ps_event e
  WHERE e.ps_no = p.ps_no AND e.code = 'referral_decided' AND p.type IN ('MH', 'AH')
  GROUP BY p.proceeding_ref
),
spell AS (
  SELECT 'instructed' AS step, r.start_date, min(i.instructed_date) AS done_date,
         (SELECT n.ended_date FROM ended n WHERE n.proceeding_ref = r.proceeding_ref) AS ended_date
  FROM referred r
  LEFT JOIN instruction i ON i.proceeding_ref = r.proceeding_ref OR i.proceeding_ref IS NULL AND list_contains(r.case_refs, i.case_ref)
  GROUP BY r.proceeding_ref, r.start_date
  UNION ALL
  SELECT 'advice', i.instructed_date, i.advice_date, n.ended_date
  FROM instruction i LEFT JOIN ended n USING (proceeding_ref)
),
timed AS (
  SELECT step, fy(start_date) AS year, step = 'advice' AND coalesce(done_date < start_date, false) AS reversed,
         CASE WHEN done_date IS NOT NULL THEN 'done' WHEN ended_date IS NOT NULL THEN 'ended' ELSE 'open' END AS outcome,
         greatest(coalesce(done_date, ended_date, $as_of::DATE) - start_date, 0) AS t
  FROM spell
  WHERE within_fys(start_date, $to::DATE, 6)
),
years AS (
  SELECT step, year, count(*) FILTER (NOT reversed) AS started, count(*) FILTER (outcome = 'done' AND NOT reversed) AS done, count(*) FILTER (outcome = 'open') AS open,
         count(*) FILTER (outcome = 'ended') AS ended, count(*) FILTER (reversed) AS reversed
  FROM timed GROUP BY ALL
),
steps AS (
  SELECT step, year, t, count(*) FILTER (outcome = 'done') AS events, count(*) FILTER (outcome <> 'done') AS censors
  FROM timed WHERE NOT reversed GROUP BY ALL
)
SELECT y.*, s.t, coalesce(s.events, 0) AS events, coalesce(s.censors, 0) AS censors
FROM years y
LEFT JOIN steps s USING (step, year)
ORDER BY y.step DESC, y.year, s.t
