-- title: Results of criminal proceedings
-- question: How many defendants whose case ended were convicted?
-- audience: [psu, board]
-- measures: [M21, M22]
-- population: Defendants in the magistrates' or Crown Court who made a first appearance and whose case ended
-- numerator: Convicted of at least one count
-- denominator: Ended
-- clock: none
-- censoring: By the date the case ended for the defendant
-- grain: One row a financial year of the end, six years at most
-- source: Measure M22, highest result of each defendant; interval Wilson 95 %
-- caveats:
--   - Pleaded counts guilty pleas, a part of those convicted.
--   - Other is every end that is neither a conviction nor a not-guilty verdict, also one that nobody recorded.
-- parameters: [to]
-- then:
--   - wilson: {k: convicted, n: ended, rate: conviction_rate}
-- columns:
--   - {name: year, title: Year ended, kind: label, role: dimension}
--   - {name: ended, title: Ended, kind: count, unit: defendants, role: measure}
--   - {name: convicted, title: Convicted, kind: count, unit: defendants, role: measure}
--   - {name: conviction_rate, title: Conviction rate, kind: rate, role: measure, of: ended}
--   - {name: conviction_rate_low, title: Lower limit, kind: rate, role: measure, of: ended}
--   - {name: conviction_rate_high, title: Upper limit, kind: rate, role: measure, of: ended}
--   - {name: pleaded, title: Pleaded guilty, kind: count, unit: defendants, role: measure}
--   - {name: acquitted, title: Acquitted, kind: count, unit: defendants, role: measure}
--   - {name: other, title: Other, kind: count, unit: defendants, role: measure}
-- totals: convicted + acquitted + other = ended
-- sensitivity: aggregate
-- ---
WITH ended AS (
  SELECT fy(p.completed_date) AS year, p.result
  FROM ps p SEMI JOIN ps_event e ON e.ps_no = p.ps_no AND e.code = 'first_appearance'
  WHERE p.type IN ('CRM-MC', 'CRM-CC') AND within_fys(p.completed_date, $to::DATE, 6)
),
counted AS (
  SELECT year, count(*) AS ended,
         count(*) FILTER (result IN ('guilty_plea', 'guilty_verdict', 'guilty_alternative')) AS convicted,
         count(*) FILTER (result = 'guilty_plea') AS pleaded,
         count(*) FILTER (result = 'not_guilty_verdict') AS acquitted
  FROM ended GROUP BY year
)
SELECT *, convicted / ended AS conviction_rate, ended - convicted - acquitted AS other
FROM counted
ORDER BY year
