-- title: Hearings begun within the limit, by force
-- question: Is any force unlike the rest in starting hearings within the limit?
-- audience: [psu]
-- measures: [M05]
-- population: Subjects of misconduct hearings whose original due date fell in the 36 months that end with the period and had passed
-- numerator: First hearing day on or before the original due date
-- denominator: Original due date passed
-- clock: MIS-HRG-100, from the first reg 30 notice to the first hearing day
-- censoring: Open clocks past their due date count as missed
-- grain: One row a force
-- source: Funnel limits exact binomial at the pooled rate, widened where forces differ more than chance (Spiegelhalter 2005)
-- caveats:
--   - Forces are in the order of their names; a funnel plot does not rank.
--   - A place outside the limits is a reason to look, not a finding; case mix is not allowed for.
-- parameters: [to]
-- then:
--   - funnel: {k: met, n: due_passed, overdispersion: yes}
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: due_passed, title: Due date passed, kind: count, unit: clocks, role: measure}
--   - {name: met, title: Met, kind: count, unit: clocks, role: measure}
--   - {name: rate_original, title: Met in the original limit, kind: rate, role: measure, of: due_passed}
--   - {name: overall, title: All forces, kind: rate, role: measure}
--   - {name: low95, title: Lower 95 % limit, kind: rate, role: measure}
--   - {name: high95, title: Upper 95 % limit, kind: rate, role: measure}
--   - {name: low998, title: Lower 99.8 % limit, kind: rate, role: measure}
--   - {name: high998, title: Upper 99.8 % limit, kind: rate, role: measure}
--   - {name: position, title: Position, kind: label, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
SELECT coalesce(force, 'not recorded') AS force, count(*) AS due_passed, count(*) FILTER (state = 'met') AS met,
       count(*) FILTER (state = 'met') / count(*) AS rate_original
FROM clock
WHERE standard_id = 'MIS-HRG-100' AND due_passed AND within_years(due_date, $to::DATE, 3)
GROUP BY ALL
ORDER BY force
