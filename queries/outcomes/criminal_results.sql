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
WITH counted AS (
  SELECT fy(ended_date) AS year, count(*) AS ended, count(*) FILTER (is_convicted) AS convicted,
         count(*) FILTER (has_pleaded) AS pleaded, count(*) FILTER (is_acquitted AND NOT is_convicted) AS acquitted
  FROM defendant WHERE appeared_date IS NOT NULL AND within_fys(ended_date, $to::DATE, 6) GROUP BY year
)
SELECT *, convicted / ended AS conviction_rate, ended - convicted - acquitted AS other
FROM counted
ORDER BY year
