-- title: Why disclosure comes back
-- question: Why are disclosure schedules returned for rework?
-- audience: [quality, psu, debrief]
-- measures: [M24]
-- population: Disclosure batches returned for rework in the twelve months that end with the period
-- numerator: Returned for the reason
-- denominator: All returned
-- clock: none
-- censoring: Returns up to the position date
-- grain: One row a reason, most returns first
-- source: Measure M24
-- caveats:
--   - A batch has one reason on record; returns without one are printed as not recorded.
-- parameters: [to]
-- columns:
--   - {name: reason, title: Reason, kind: label, role: dimension, list: return_reason}
--   - {name: returned, title: Returned, kind: count, unit: batches, role: measure}
--   - {name: share, title: Share, kind: rate, role: measure}
--   - {name: cumulative, title: Share so far, kind: rate, role: measure}
-- totals: the rows add up to all batches returned
-- sensitivity: aggregate
-- ---
WITH returned AS (
  SELECT coalesce(return_reason, 'not recorded') AS reason, count(*) AS returned
  FROM disclosure_batch
  WHERE within_years(returned_date, $to::DATE, 1)
  GROUP BY ALL
)
SELECT reason, returned, returned / sum(returned) OVER () AS share,
       sum(returned) OVER (ORDER BY returned DESC, reason) / sum(returned) OVER () AS cumulative
FROM returned
ORDER BY returned DESC, reason
