-- title: Investigations ended within 100 working days
-- question: What share of the investigations ended in each quarter had taken at most 100 working days?
-- audience: [psu, quality]
-- measures: [M11]
-- population: Cases of England and Wales whose investigation ended on or before the position date, on or after the day of receipt
-- numerator: Ended within 100 working days of receipt
-- denominator: Ended in the quarter
-- clock: From receipt (day recorded, else complaint made, else came to attention) to the end of the investigation, in working days
-- censoring: Ended investigations only; those still running are left out
-- grain: One row a quarter in which investigations ended
-- source: A yardstick, no limit in law; interval Wilson 95 %
-- caveats:
--   - Leaves out investigations still running; a recent quarter in which slow work ended looks worse than it worked.
--   - Investigations that ended before receipt or lie outside the calendar are left out.
-- parameters: []
-- then:
--   - wilson: {k: within_100, n: ended, rate: within_100_rate}
-- columns:
--   - {name: quarter, title: Quarter ended, kind: label, role: dimension}
--   - {name: ended, title: Ended, kind: count, unit: cases, role: measure}
--   - {name: within_100, title: Within 100 working days, kind: count, unit: cases, role: measure}
--   - {name: within_100_rate, title: Share within, kind: rate, role: measure, of: ended}
--   - {name: within_100_rate_low, title: Lower limit, kind: rate, role: measure, of: ended}
--   - {name: within_100_rate_high, title: Upper limit, kind: rate, role: measure, of: ended}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH ended AS (
  SELECT investigation_end_date, coalesce(recorded_date, complaint_made_date, attention_date) AS received_date
  FROM case_
  WHERE territory = 'EW' AND investigation_end_date >= coalesce(recorded_date, complaint_made_date, attention_date)
),
counted AS (
  SELECT date_trunc('quarter', investigation_end_date)::DATE AS first_day, count(*) AS ended,
         count(*) FILTER (e.workday_idx - r.workday_idx <= 100) AS within_100
  FROM ended
  JOIN workday r ON r.workday_day = received_date
  JOIN workday e ON e.workday_day = investigation_end_date
  GROUP BY ALL
)
SELECT fq(first_day) AS quarter, ended, within_100, within_100 / ended AS within_100_rate
FROM counted
ORDER BY first_day
