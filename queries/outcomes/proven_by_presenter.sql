-- title: Proven rate by presenter
-- question: Do results differ between cases that the IOPC presented and those that the appropriate authority presented?
-- audience: [psu, board]
-- measures: [M19]
-- population: Individuals under the Conduct Regulations (police staff left out) whose hearing, meeting or accelerated hearing ended with a known finding in the 36 months that end with the period, by who presented
-- numerator: Highest finding misconduct or gross misconduct
-- denominator: Known finding
-- clock: none
-- censoring: By the date the proceeding ended for the individual
-- grain: One row a type of proceeding, and one for all of them together
-- source: Measure M19, as M15 by presenter; intervals Wilson 95 %; the difference with the interval of Newcombe (method 10)
-- caveats:
--   - The IOPC presents cases chosen for their gravity and interest; a difference says nothing of who presents better. Nothing is ranked.
--   - Compare within a type of proceeding; the row for all mixes types that the two present in different shares.
--   - An interval of the difference that holds 0 is no difference that these numbers can show.
--   - Of an individual with several proceedings in a case, the one with the highest finding says who presented.
-- parameters: [to]
-- then:
--   - wilson: {k: iopc_proven, n: iopc_known, rate: iopc_rate}
--   - wilson: {k: aa_proven, n: aa_known, rate: aa_rate}
--   - newcombe: {k1: iopc_proven, n1: iopc_known, k2: aa_proven, n2: aa_known, difference: difference}
-- columns:
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: iopc_known, title: "Presented by the IOPC, known finding", kind: count, unit: individuals, role: measure}
--   - {name: iopc_proven, title: Proven, kind: count, unit: individuals, role: measure}
--   - {name: iopc_rate, title: Proven rate, kind: rate, role: measure, of: iopc_known}
--   - {name: iopc_rate_low, title: Lower limit, kind: rate, role: measure, of: iopc_known}
--   - {name: iopc_rate_high, title: Upper limit, kind: rate, role: measure, of: iopc_known}
--   - {name: aa_known, title: "Presented by the authority, known finding", kind: count, unit: individuals, role: measure}
--   - {name: aa_proven, title: Proven, kind: count, unit: individuals, role: measure}
--   - {name: aa_rate, title: Proven rate, kind: rate, role: measure, of: aa_known}
--   - {name: aa_rate_low, title: Lower limit, kind: rate, role: measure, of: aa_known}
--   - {name: aa_rate_high, title: Upper limit, kind: rate, role: measure, of: aa_known}
--   - {name: difference, title: 'Difference, percentage points', kind: number, unit: percentage points, role: measure}
--   - {name: difference_low, title: Lower limit, kind: number, unit: percentage points, role: measure}
--   - {name: difference_high, title: Upper limit, kind: number, unit: percentage points, role: measure}
--   - {name: other_known, title: "Other or not recorded, known finding", kind: count, unit: individuals, role: measure}
--   - {name: other_proven, title: Proven, kind: count, unit: individuals, role: measure}
-- totals: the row for all counts each individual once and is not the sum of the types
-- same:
--   - iopc_known[type=All types] + aa_known[type=All types] + other_known[type=All types] = proven_by_force.known
--   - iopc_proven[type=All types] + aa_proven[type=All types] + other_proven[type=All types] = proven_by_force.proven
-- sensitivity: aggregate
-- ---
WITH sets(place, type, types) AS (
  VALUES (1, 'All types', ['MH', 'MM', 'AH']), (2, 'MH', ['MH']), (3, 'MM', ['MM']), (4, 'AH', ['AH'])
),
highest AS (
  -- Among findings of one rank the earlier proceeding says who presented.
  SELECT s.place, e.individual, e.case_ref, arg_max(e.part, (e.known, e.finding_rank)) AS part,
         arg_min(coalesce(p.presenter, 'not recorded'), (NOT e.known, -e.finding_rank, e.completed_date, e.proceeding_ref)) AS presenter
  FROM sets s
  JOIN misconduct_end e ON list_contains(s.types, e.type)
  JOIN proceeding p ON p.proceeding_ref = e.proceeding_ref
  WHERE within_years(e.completed_date, $to::DATE, 3)
  GROUP BY ALL
),
known AS (
  SELECT place, presenter, part <> 'not_misconduct' AS is_proven
  FROM highest
  WHERE part IN ('gross_misconduct', 'misconduct', 'not_misconduct')
),
counted AS (
  SELECT s.place, s.type,
         count(*) FILTER (k.presenter = 'dg') AS iopc_known, count(*) FILTER (k.presenter = 'dg' AND k.is_proven) AS iopc_proven,
         count(*) FILTER (k.presenter = 'aa') AS aa_known, count(*) FILTER (k.presenter = 'aa' AND k.is_proven) AS aa_proven,
         count(*) FILTER (k.presenter NOT IN ('dg', 'aa')) AS other_known, count(*) FILTER (k.presenter NOT IN ('dg', 'aa') AND k.is_proven) AS other_proven
  FROM sets s LEFT JOIN known k USING (place)
  GROUP BY s.place, s.type
)
SELECT type, iopc_known, iopc_proven, iopc_proven / nullif(iopc_known, 0) AS iopc_rate,
       aa_known, aa_proven, aa_proven / nullif(aa_known, 0) AS aa_rate, other_known, other_proven
FROM counted
ORDER BY place
