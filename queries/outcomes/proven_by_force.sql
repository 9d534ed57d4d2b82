-- title: Proven rate by force
-- question: Is any force unlike the rest in how often misconduct is proven?
-- audience: [psu]
-- measures: [M15]
-- population: Individuals under the Conduct Regulations (police staff left out) whose hearing, meeting or accelerated hearing ended with a known finding in the 36 months that end with the period
-- numerator: Highest finding misconduct or gross misconduct
-- denominator: Known finding
-- clock: none
-- censoring: By the date the proceeding ended for the individual
-- grain: One row a force with a known finding
-- source: Measure M15; funnel limits exact binomial at the pooled rate, widened where forces differ more than chance (Spiegelhalter 2005)
-- caveats:
--   - Forces are in the order of their names; a funnel plot does not rank.
--   - Forces differ in which cases they bring and in the mix of hearings and meetings.
-- parameters: [to]
-- then:
--   - funnel: {k: proven, n: known, overdispersion: yes}
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: known, title: Known finding, kind: count, unit: individuals, role: measure}
--   - {name: proven, title: Proven, kind: count, unit: individuals, role: measure}
--   - {name: proven_rate, title: Proven rate, kind: rate, role: measure, of: known}
--   - {name: overall, title: All forces, kind: rate, role: measure}
--   - {name: low95, title: Lower 95 % limit, kind: rate, role: measure}
--   - {name: high95, title: Upper 95 % limit, kind: rate, role: measure}
--   - {name: low998, title: Lower 99.8 % limit, kind: rate, role: measure}
--   - {name: high998, title: Upper 99.8 % limit, kind: rate, role: measure}
--   - {name: position, title: Position, kind: label, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH highest AS (
  SELECT coalesce(force, 'not recorded') AS force, individual, case_ref, arg_max(part, (known, finding_rank)) AS part
  FROM misconduct_end
  WHERE within_years(completed_date, $to::DATE, 3)
  GROUP BY ALL
)
SELECT force, count(*) AS known, count(*) FILTER (part <> 'not_misconduct') AS proven,
       count(*) FILTER (part <> 'not_misconduct') / count(*) AS proven_rate
FROM highest
WHERE part IN ('gross_misconduct', 'misconduct', 'not_misconduct')
GROUP BY force
ORDER BY force
