-- title: Lost hearing days
-- question: Why do hearings, trials and inquests slip?
-- audience: [psu, debrief]
-- measures: [M13]
-- population: Days listed for a hearing, trial or inquest in the twelve months that end with the period, and lost
-- numerator: Days lost for the reason
-- denominator: All days lost
-- clock: none
-- censoring: Days listed up to the position date; a day without a note of its use is not counted as lost
-- grain: One row a reason, most days first
-- source: Measure M13
-- caveats:
--   - A lost day counts once, however many people it kept waiting.
-- parameters: [to]
-- columns:
--   - {name: reason, title: Reason, kind: label, role: dimension, list: lost_reason}
--   - {name: lost_days, title: Days lost, kind: count, unit: listed days, role: measure}
--   - {name: share, title: Share, kind: rate, role: measure}
--   - {name: cumulative, title: Share so far, kind: rate, role: measure}
-- totals: the rows add up to all days lost
-- same:
--   - hearing_days.lost[last 4] <= lost_days
--   - hearing_utilisation.lost <= lost_days
-- sensitivity: aggregate
-- ---
WITH lost AS (
  SELECT coalesce(lost_reason, 'not recorded') AS reason, count(*) AS lost_days
  FROM listing
  WHERE kind IN ('hearing', 'trial', 'inquest') AND used = 'lost' AND within_years(listed_date, $to::DATE, 1)
  GROUP BY ALL
)
SELECT reason, lost_days,
       lost_days / sum(lost_days) OVER () AS share,
       sum(lost_days) OVER (ORDER BY lost_days DESC, reason) / sum(lost_days) OVER () AS cumulative
FROM lost
ORDER BY lost_days DESC, reason
