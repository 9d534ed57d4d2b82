-- title: Results of criminal proceedings
-- question: How many defendants whose case ended were convicted?
-- audience: [psu, board]
-- measures: [M21, M22]
-- population: Defendants in the magistrates' or Crown Court (England and Wales; a subject of a case once, however many courts) who made a first appearance and whose case ended
-- numerator: Convicted of at least one count
-- denominator: Ended
-- clock: none
-- censoring: By the date the last of the defendant's proceedings ended; while one is open the defendant's case has not ended
-- grain: One row a financial year of the end, six years at most
-- source: Measure M22, the results of all of a defendant's proceedings together; interval Wilson 95 %
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
WITH defendants AS (
  -- Sent from the magistrates' court to the Crown Court a defendant is still one, and ends when all of it has.
  SELECT CASE WHEN bool_and(p.completed_date IS NOT NULL) THEN max(p.completed_date) END AS ended_date, bool_or(e.code IS NOT NULL) AS has_appeared,
         bool_or(p.result IN ('guilty_plea', 'guilty_verdict', 'guilty_alternative')) AS is_convicted,
         bool_or(p.result = 'guilty_plea') AS has_pleaded, bool_or(p.result = 'not_guilty_verdict') AS is_acquitted
  FROM ps p
  LEFT JOIN ps_event e ON e.ps_no = p.ps_no AND e.code = 'first_appearance'
  ANTI JOIN case_ o ON o.case_ref = p.case_ref AND o.territory <> 'EW'
  WHERE p.type IN ('CRM-MC', 'CRM-CC')
  GROUP BY p.case_ref, p.subject_ref
),
counted AS (
  SELECT fy(ended_date) AS year, count(*) AS ended, count(*) FILTER (is_convicted) AS convicted,
         count(*) FILTER (has_pleaded) AS pleaded, count(*) FILTER (is_acquitted AND NOT is_convicted) AS acquitted
  FROM defendants WHERE has_appeared AND within_fys(ended_date, $to::DATE, 6) GROUP BY year
)
SELECT *, convicted / ended AS conviction_rate, ended - convicted - acquitted AS other
FROM counted
ORDER BY year
