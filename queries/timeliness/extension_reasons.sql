-- title: Reasons for extensions
-- question: Why are limits extended?
-- audience: [psu, debrief]
-- measures: [M12]
-- population: Extensions of a limit for a subject decided in the twelve months that end with the period
-- numerator: Extensions for the reason
-- denominator: All extensions
-- clock: none
-- censoring: By the day of the decision
-- grain: One row a reason, most extensions first
-- source: Measure M12
-- caveats:
--   - An extension granted to several officers at once is on record once for each of them, and counts as often.
--   - Decisions made in time and retrospective decisions are both here.
-- parameters: [to]
-- then:
--   - left_out: {column: undated, what: extensions without a day of decision}
-- columns:
--   - {name: reason, title: Reason, kind: label, role: dimension, list: extension_reason}
--   - {name: extensions, title: Extensions, kind: count, unit: extensions, role: measure}
--   - {name: share, title: Share, kind: rate, role: measure}
--   - {name: cumulative, title: Share so far, kind: rate, role: measure}
-- totals: the rows add up to all extensions decided in the twelve months
-- sensitivity: aggregate
-- ---
WITH decided AS (
  SELECT coalesce(reason, 'not recorded') AS reason, count(*) AS extensions
  FROM extension
  WHERE within_years(decided_date, $to::DATE, 1)
  GROUP BY ALL
)
SELECT reason, extensions,
       extensions / sum(extensions) OVER () AS share,
       sum(extensions) OVER (ORDER BY extensions DESC, reason) / sum(extensions) OVER () AS cumulative,
       CASE row_number() OVER (ORDER BY extensions DESC, reason) WHEN 1 THEN (SELECT count(*) FROM extension WHERE decided_date IS NULL) ELSE 0 END AS undated
FROM decided
ORDER BY extensions DESC, reason
