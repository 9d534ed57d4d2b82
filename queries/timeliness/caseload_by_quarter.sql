-- title: Open cases at the end of each quarter
-- question: How many cases were open at the end of each quarter, and how old were they?
-- audience: [psu, board]
-- measures: [M01, M03]
-- population: Cases of every territory received on or before the quarter's end and not closed by it; the last 40 quarters that end by the position date
-- numerator: none
-- denominator: none
-- clock: From receipt (day recorded, else complaint made, else came to attention) to the quarter's end, in days
-- censoring: Open cases at their age on that day
-- grain: One row a territory and quarter with an open case
-- source: Measure M03, at the end of each quarter
-- caveats:
--   - As the exports now tell it, with what has been recorded late or put right since; a report made at the time may have said otherwise.
--   - Cases without a day of receipt are not counted.
-- parameters: [to]
-- columns:
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: territory, title: Territory, kind: label, role: dimension, list: territory}
--   - {name: days_0_89, title: Up to 89 days, kind: count, unit: cases, role: measure}
--   - {name: days_90_179, title: 90 to 179, kind: count, unit: cases, role: measure}
--   - {name: days_180_364, title: 180 to 364, kind: count, unit: cases, role: measure}
--   - {name: days_over_364, title: 365 and over, kind: count, unit: cases, role: measure}
--   - {name: open, title: All open, kind: count, unit: cases, role: measure}
-- totals: days_0_89 + days_90_179 + days_180_364 + days_over_364 = open
-- same:
--   - open[territory, last 1] <= case_time.open[territory]
-- sensitivity: aggregate
-- ---
WITH spans AS (
  -- The quarter of closure is all that matters of it, so that spans are few.
  SELECT territory, coalesce(recorded_date, complaint_made_date, attention_date) AS received_date, date_trunc('quarter', closed_date)::DATE AS closed_quarter, count(*) AS cases
  FROM case_
  GROUP BY ALL
),
aged AS (
  SELECT q.quarter, q.last_day, s.territory, q.last_day - s.received_date AS days, s.cases
  FROM quarters($to::DATE, 40) q
  JOIN spans s ON s.received_date <= q.last_day AND (s.closed_quarter IS NULL OR s.closed_quarter > q.first_day)
  WHERE q.last_day <= $to::DATE
)
SELECT quarter, coalesce(territory, 'not recorded') AS territory,
       coalesce(sum(cases) FILTER (days < 90), 0)::BIGINT AS days_0_89,
       coalesce(sum(cases) FILTER (days BETWEEN 90 AND 179), 0)::BIGINT AS days_90_179,
       coalesce(sum(cases) FILTER (days BETWEEN 180 AND 364), 0)::BIGINT AS days_180_364,
       coalesce(sum(cases) FILTER (days >= 365), 0)::BIGINT AS days_over_364,
       sum(cases)::BIGINT AS open
FROM aged
GROUP BY quarter, last_day, territory
ORDER BY last_day, territory
