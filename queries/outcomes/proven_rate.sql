-- title: Proven rate
-- question: In how many proceedings with a known finding was misconduct proven?
-- audience: [psu, board]
-- measures: [M15]
-- population: Individuals under the Conduct Regulations (police staff left out) whose hearing, meeting or accelerated hearing ended in the quarter
-- numerator: Highest finding misconduct or gross misconduct
-- denominator: Known finding; discontinued and stayed stand beside it
-- clock: none
-- censoring: By the date the proceeding ended for the individual
-- grain: One row a quarter, the last 20
-- source: Measure M15; interval Wilson 95 %
-- caveats:
--   - Proceedings that ended in a quarter are mostly not those decided on in it; this is no conversion rate.
--   - Accelerated hearings are chosen for strong evidence; a changed mix of types changes the rate.
--   - Where the law changed in a quarter the change is named; the figures before and after it are not one series.
--   - Discontinued includes withdrawn and stayed, also without a finding on record.
--   - Who left by resignation or death, or was returned to Part 4, without a finding is in no column.
--   - The Home Office counts discontinued as not misconduct; here it stands apart.
-- parameters: [to]
-- then:
--   - wilson: {k: proven, n: known, rate: proven_rate}
-- columns:
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: known, title: Known finding, kind: count, unit: individuals, role: measure}
--   - {name: proven, title: Proven, kind: count, unit: individuals, role: measure}
--   - {name: proven_rate, title: Proven rate, kind: rate, role: measure, of: known}
--   - {name: proven_rate_low, title: Lower limit, kind: rate, role: measure, of: known}
--   - {name: proven_rate_high, title: Upper limit, kind: rate, role: measure, of: known}
--   - {name: discontinued, title: Discontinued, kind: count, unit: individuals, role: measure}
--   - {name: not_recorded, title: Finding not recorded, kind: count, unit: individuals, role: measure}
--   - {name: regime, title: Rules in force at the end of the quarter, kind: label, role: dimension}
--   - {name: break, title: Change of law in the quarter, kind: label, role: dimension}
-- totals: none
-- same:
--   - known[regime, break=] <= proven_by_regime.known[regime]
--   - proven[regime, break=] <= proven_by_regime.proven[regime]
--   - known[last 12] ~ proven_by_force.known
--   - proven[last 12] ~ proven_by_force.proven
--   - known ~ disproportionality_finding.known[characteristic=Sex]
--   - proven ~ disproportionality_finding.proven[characteristic=Sex]
--   - known + discontinued + not_recorded ~ disproportionality_finding.individuals[characteristic=Sex]
-- sensitivity: aggregate
-- ---
WITH highest AS (
  SELECT fq(completed_date) AS quarter, individual, case_ref, arg_max(part, (known, finding_rank)) AS part
  FROM misconduct_end
  GROUP BY ALL
),
counted AS (
  SELECT quarter, count(*) FILTER (part IN ('gross_misconduct', 'misconduct', 'not_misconduct')) AS known,
         count(*) FILTER (part IN ('gross_misconduct', 'misconduct')) AS proven,
         count(*) FILTER (part = 'discontinued') AS discontinued, count(*) FILTER (part = 'not_recorded') AS not_recorded
  FROM highest GROUP BY quarter
)
SELECT q.quarter, coalesce(c.known, 0) AS known, coalesce(c.proven, 0) AS proven, c.proven / nullif(c.known, 0) AS proven_rate,
       coalesce(c.discontinued, 0) AS discontinued, coalesce(c.not_recorded, 0) AS not_recorded,
       law_on(q.last_day) AS regime, law_break(q.first_day, q.last_day) AS break
FROM quarters($to::DATE, 20) q
LEFT JOIN counted c USING (quarter)
ORDER BY q.quarter
