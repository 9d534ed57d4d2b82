-- title: Charging decisions
-- question: How many files sent to the CPS lead to a charge, and after how long?
-- audience: [psu, board]
-- measures: [M20]
-- population: Subjects whose full file went to the CPS; a file recorded for the case counts for each of its subjects
-- numerator: Charged
-- denominator: Decided (charge_rate); all files (median)
-- clock: From the first full file to the first CPS decision on or after it, in days
-- censoring: Kaplan–Meier; files without a decision are censored on the position date
-- grain: One row a financial year of the file, six years at most
-- source: Measure M20; interval Wilson 95 %. No limit in statute
-- caveats:
--   - The rate is of files decided so far; recent years have many pending.
--   - The subjects of a case are those recorded for it and those the CPS decided on; where there is none the file counts as one.
--   - A file returned for further enquiries counts as decided when the source records that as the decision.
-- parameters: [as_of, to]
-- then:
--   - km: {by: year, t: t, events: events, censored: censors, median: median_days}
--   - wilson: {k: charged, n: decided, rate: charge_rate}
-- columns:
--   - {name: year, title: Year of file, kind: label, role: dimension}
--   - {name: referred, title: Files, kind: count, unit: subjects, role: measure}
--   - {name: decided, title: Decided, kind: count, unit: subjects, role: measure}
--   - {name: charged, title: Charged, kind: count, unit: subjects, role: measure}
--   - {name: pending, title: Pending, kind: count, unit: subjects, role: measure}
--   - {name: charge_rate, title: Charged of those decided, kind: rate, role: measure, of: decided}
--   - {name: charge_rate_low, title: Lower limit, kind: rate, role: measure, of: decided}
--   - {name: charge_rate_high, title: Upper limit, kind: rate, role: measure, of: decided}
--   - {name: median_days, title: Median to a decision, kind: duration, unit: days, role: measure, of: referred}
-- totals: decided + pending = referred
-- sensitivity: aggregate
-- ---
WITH person AS (
  SELECT case_ref, subject_ref FROM subject UNION SELECT case_ref, subject_ref FROM decision WHERE decider = 'cps' AND subject_ref <> ''
),
filed AS (
  SELECT e.case_ref, coalesce(p.subject_ref, e.subject_ref) AS subject_ref, min(e.event_date) AS filed_date
  FROM event e
  LEFT JOIN person p ON p.case_ref = e.case_ref AND e.subject_ref = ''
  WHERE e.code = 'full_file_to_cps'
  GROUP BY ALL
  HAVING within_fys(min(e.event_date), $to::DATE, 6)
),
decided AS (
  SELECT f.case_ref, f.subject_ref, f.filed_date, d.decided_date, d.level
  FROM filed f
  LEFT JOIN decision d ON d.case_ref = f.case_ref AND about(d.subject_ref, f.subject_ref)
                      AND d.decider = 'cps' AND d.decided_date >= f.filed_date
  -- The first decision; of several on one day, a charge.
  QUALIFY row_number() OVER (PARTITION BY f.case_ref, f.subject_ref ORDER BY d.decided_date, (d.level = 'charge') DESC NULLS LAST, d.level) = 1
),
timed AS (
  SELECT fy(filed_date) AS year, decided_date IS NOT NULL AS is_decided, level = 'charge' AS is_charge,
         coalesce(decided_date, $as_of::DATE) - filed_date AS t
  FROM decided
),
years AS (
  SELECT year, count(*) AS referred, count(*) FILTER (is_decided) AS decided, count(*) FILTER (is_charge) AS charged,
         count(*) FILTER (NOT is_decided) AS pending
  FROM timed GROUP BY year
),
steps AS (
  SELECT year, t, count(*) FILTER (is_decided) AS events, count(*) FILTER (NOT is_decided) AS censors
  FROM timed GROUP BY ALL
)
SELECT y.*, y.charged / nullif(y.decided, 0) AS charge_rate, s.t, s.events, s.censors
FROM years y
JOIN steps s USING (year)
ORDER BY y.year, s.t
