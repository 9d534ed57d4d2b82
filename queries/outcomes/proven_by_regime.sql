-- title: Proven and dismissal rates by the rules in force
-- question: Did results differ before and after the changes of law in 2024 and 2025?
-- audience: [psu, board]
-- measures: [M15, M17]
-- population: Individuals under the Conduct Regulations (police staff left out) whose hearing, meeting or accelerated hearing ended while the rules were in force, up to the end of the period
-- numerator: Highest finding misconduct or gross misconduct (proven_rate); dismissed or would have been dismissed (dismissal_rate)
-- denominator: Known finding (proven_rate); gross misconduct at a hearing or accelerated hearing (dismissal_rate)
-- clock: none
-- censoring: By the date the proceeding ended for the individual
-- grain: One row a period between changes of law (ref.regime), oldest first
-- source: Measures M15 and M17; highest finding and highest action of each individual in a case, ranked apart; intervals Wilson 95 %
-- caveats:
--   - The rules that governed a proceeding follow from earlier dates than its end; the periods are of the end.
--   - A difference between periods is no effect of the law; the mix of cases and of types changed too.
-- parameters: [to]
-- then:
--   - wilson: {k: proven, n: known, rate: proven_rate}
--   - wilson: {k: dismissed, n: gross, rate: dismissal_rate}
-- columns:
--   - {name: period, title: Proceeding ended, kind: label, role: dimension}
--   - {name: known, title: Known finding, kind: count, unit: individuals, role: measure}
--   - {name: proven, title: Proven, kind: count, unit: individuals, role: measure}
--   - {name: proven_rate, title: Proven rate, kind: rate, role: measure, of: known}
--   - {name: proven_rate_low, title: Lower limit, kind: rate, role: measure, of: known}
--   - {name: proven_rate_high, title: Upper limit, kind: rate, role: measure, of: known}
--   - {name: gross, title: Gross misconduct at a hearing, kind: count, unit: individuals, role: measure}
--   - {name: dismissed, title: Dismissed or would have been, kind: count, unit: individuals, role: measure}
--   - {name: dismissal_rate, title: Dismissal rate, kind: rate, role: measure, of: gross}
--   - {name: dismissal_rate_low, title: Lower limit, kind: rate, role: measure, of: gross}
--   - {name: dismissal_rate_high, title: Upper limit, kind: rate, role: measure, of: gross}
--   - {name: regime, title: Rules in force at the end, kind: label, role: dimension}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH periods AS (
  SELECT law_from AS first_day, law_until AS last_day, law_label AS regime,
         CASE WHEN law_until = DATE '9999-12-31' THEN 'from ' || strftime(law_from, '%-d %b %Y')
              ELSE strftime(law_from, '%-d %b %Y') || ' to ' || strftime(law_until, '%-d %b %Y') END AS period
  FROM law_change
),
ended AS (
  SELECT p.period, e.*
  FROM misconduct_end e JOIN periods p ON e.completed_date BETWEEN p.first_day AND p.last_day
  WHERE e.completed_date <= $to::DATE
),
findings AS (
  SELECT period, count(*) FILTER (part IN ('gross_misconduct', 'misconduct', 'not_misconduct')) AS known,
         count(*) FILTER (part IN ('gross_misconduct', 'misconduct')) AS proven
  FROM (SELECT period, individual, case_ref, arg_max(part, (known, finding_rank)) AS part FROM ended GROUP BY ALL)
  GROUP BY period
),
dismissals AS (
  SELECT p.period, count(*) AS gross, count(*) FILTER (g.is_dismissed) AS dismissed
  FROM periods p CROSS JOIN LATERAL (FROM gross_found(p.first_day, least(p.last_day, $to::DATE), ['MH', 'AH'])) g
  GROUP BY p.period
)
SELECT p.period, coalesce(f.known, 0) AS known, coalesce(f.proven, 0) AS proven, f.proven / nullif(f.known, 0) AS proven_rate,
       coalesce(d.gross, 0) AS gross, coalesce(d.dismissed, 0) AS dismissed, d.dismissed / d.gross AS dismissal_rate,
       p.regime
FROM periods p
LEFT JOIN findings f USING (period)
LEFT JOIN dismissals d USING (period)
ORDER BY p.first_day
