-- title: Intake by month
-- question: How many new cases arrive, how complete are they, and how soon is it decided how they are investigated?
-- audience: [psu, quality]
-- measures: [M02, M37]
-- population: Cases of England and Wales recorded in the month, the last twelve complete months of the period
-- numerator: Cases with all five key fields filled; referred cases with the mode of investigation decided
-- denominator: Cases recorded; cases referred to the national body
-- clock: From the day the case was referred to the day on which the mode of investigation was decided, in days
-- censoring: Referred cases with no decision yet are counted as waiting at the position date and are in no median, so the last months look quicker than they are
-- grain: One row a month
-- source: Measures M02 and M37
-- caveats:
--   - Complete means matter type, mode, force, date of the incident and the day the matter came to attention (for a complaint the day it was made) are filled in the latest extract. What was filled on the day the case arrived is not held.
--   - A case returned to its sender does not show in any export, nor why.
--   - Where no source dates the decision on the mode, referred cases stay under waiting.
-- parameters: [to]
-- columns:
--   - {name: month, title: Month, kind: date, role: dimension}
--   - {name: cases, title: Cases recorded, kind: count, unit: cases, role: measure}
--   - {name: referred, title: Of them referred, kind: count, unit: cases, role: measure}
--   - {name: complete, title: Complete, kind: count, unit: cases, role: measure}
--   - {name: complete_rate, title: Share complete, kind: rate, role: measure, of: cases}
--   - {name: decided, title: Mode decided, kind: count, unit: cases, role: measure}
--   - {name: waiting, title: Referred and waiting, kind: count, unit: cases, role: measure}
--   - {name: median_days, title: Median days to decision, kind: duration, unit: days, role: measure, of: decided}
-- totals: decided + waiting = referred
-- same:
--   - cases = intake_by_force.cases
--   - referred = intake_by_force.referred
--   - complete = intake_by_force.complete
-- sensitivity: aggregate
-- ---
WITH months AS (
  -- The month of the day after the period's end is the first that is not complete.
  SELECT (date_trunc('month', $to::DATE + 1) - to_months((12 - i)::INTEGER))::DATE AS month FROM range(12) r(i)
),
chosen AS (
  SELECT case_ref, min(event_date) AS decided_date FROM event WHERE code = 'moi_decision' GROUP BY case_ref
),
new AS (
  SELECT date_trunc('month', c.recorded_date)::DATE AS month, c.case_ref, c.referred_date IS NOT NULL AS referred,
         c.matter_type IS NOT NULL AND c.mode IS NOT NULL AND c.force IS NOT NULL AND c.incident_date IS NOT NULL
           AND CASE WHEN c.matter_type = 'complaint' THEN c.complaint_made_date ELSE c.attention_date END IS NOT NULL AS complete,
         CASE WHEN c.referred_date IS NOT NULL THEN d.decided_date END AS decided_date,
         CASE WHEN d.decided_date >= c.referred_date THEN d.decided_date - c.referred_date END AS days
  FROM case_ c
  LEFT JOIN chosen d USING (case_ref)
  WHERE c.territory = 'EW'
)
SELECT m.month, count(n.case_ref) AS cases, count(*) FILTER (n.referred) AS referred,
       count(*) FILTER (n.complete) AS complete, count(*) FILTER (n.complete) / nullif(count(n.case_ref), 0) AS complete_rate,
       count(n.decided_date) AS decided, count(*) FILTER (n.referred) - count(n.decided_date) AS waiting, median(n.days) AS median_days
FROM months m
LEFT JOIN new n USING (month)
GROUP BY m.month
ORDER BY m.month
