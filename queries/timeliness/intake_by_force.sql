-- title: Intake by force
-- question: Which forces send complete cases?
-- audience: [psu, quality]
-- measures: [M02, M37]
-- population: Cases of England and Wales recorded in the twelve months that end with the period
-- numerator: Cases with all five key fields filled
-- denominator: Cases recorded
-- clock: none
-- censoring: none
-- grain: One row a force
-- source: Measures M02 and M37; interval Wilson 95 %
-- caveats:
--   - Complete means matter type, mode, force, date of the incident and the day the matter came to attention (for a complaint the day it was made) are filled in the latest extract. What was filled on the day the case arrived is not held.
--   - A case can miss more than one field, so the columns of missing fields do not add up to the cases that are not complete.
-- parameters: [to]
-- then:
--   - wilson: {k: complete, n: cases, rate: complete_rate}
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: cases, title: Cases recorded, kind: count, unit: cases, role: measure}
--   - {name: referred, title: Of them referred, kind: count, unit: cases, role: measure}
--   - {name: complete, title: Complete, kind: count, unit: cases, role: measure}
--   - {name: no_matter, title: No matter type, kind: count, unit: cases, role: measure}
--   - {name: no_mode, title: No mode, kind: count, unit: cases, role: measure}
--   - {name: no_incident, title: No incident date, kind: count, unit: cases, role: measure}
--   - {name: no_attention, title: No day of attention, kind: count, unit: cases, role: measure}
--   - {name: complete_rate, title: Share complete, kind: rate, role: measure, of: cases}
--   - {name: complete_rate_low, title: Lower limit, kind: rate, role: measure, of: cases}
--   - {name: complete_rate_high, title: Upper limit, kind: rate, role: measure, of: cases}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH new AS (
  SELECT force, case_ref, referred_date, matter_type, mode, incident_date,
         CASE WHEN matter_type = 'complaint' THEN complaint_made_date ELSE attention_date END AS arrival_date
  FROM case_
  WHERE territory = 'EW' AND within_years(recorded_date, $to::DATE, 1)
),
judged AS (
  SELECT *, force IS NOT NULL AND matter_type IS NOT NULL AND mode IS NOT NULL AND incident_date IS NOT NULL AND arrival_date IS NOT NULL AS complete
  FROM new
)
SELECT coalesce(force, 'not recorded') AS force, count(*) AS cases, count(referred_date) AS referred, count(*) FILTER (complete) AS complete,
       count(*) FILTER (matter_type IS NULL) AS no_matter, count(*) FILTER (mode IS NULL) AS no_mode,
       count(*) FILTER (incident_date IS NULL) AS no_incident, count(*) FILTER (arrival_date IS NULL) AS no_attention,
       count(*) FILTER (complete) / count(*) AS complete_rate
FROM judged
GROUP BY ALL
ORDER BY force
