-- title: Care of witnesses
-- question: Are witnesses offered contact before a hearing, do they attend, and are they told when a day is lost?
-- audience: [quality, debrief, psu]
-- measures: [M39]
-- population: Proceedings by the quarter of their first day listed for a hearing, trial or inquest (contact), and days of the quarter on which witnesses were due (attendance, notice), up to the position date
-- numerator: Contact offered on or before the first listed day; witnesses attended on a day not lost; told on or before the day lost
-- denominator: Proceedings listed; days on which witnesses were due and that were not lost; days lost on which they were due
-- clock: none
-- censoring: Days listed up to the position date
-- grain: One row a quarter, the last eight
-- source: Measure M39; interval Wilson 95 %
-- caveats:
--   - 'Records name witnesses by day, not one by one: a day counts once, however many were due.'
--   - 'A proceeding that needed no witness counts where it was listed: sources do not say who had none.'
--   - A notice counts for every day of the proceeding lost on or after it.
-- parameters: [to]
-- then:
--   - wilson: {k: offered, n: proceedings, rate: offered_rate}
--   - wilson: {k: attended, n: days_due, rate: attended_rate}
--   - wilson: {k: told, n: days_lost, rate: told_rate}
-- columns:
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: proceedings, title: Proceedings first listed, kind: count, unit: proceedings, role: measure}
--   - {name: offered, title: Contact offered before, kind: count, unit: proceedings, role: measure}
--   - {name: offered_rate, title: Offered contact, kind: rate, role: measure, of: proceedings}
--   - {name: offered_rate_low, title: Lower limit, kind: rate, role: measure, of: proceedings}
--   - {name: offered_rate_high, title: Upper limit, kind: rate, role: measure, of: proceedings}
--   - {name: days_due, title: Days witnesses were due, kind: count, unit: days, role: measure}
--   - {name: attended, title: Attended, kind: count, unit: days, role: measure}
--   - {name: attended_rate, title: Attended, kind: rate, role: measure, of: days_due}
--   - {name: attended_rate_low, title: Lower limit, kind: rate, role: measure, of: days_due}
--   - {name: attended_rate_high, title: Upper limit, kind: rate, role: measure, of: days_due}
--   - {name: days_lost, title: Days lost with witnesses due, kind: count, unit: days, role: measure}
--   - {name: told, title: Told by the day, kind: count, unit: days, role: measure}
--   - {name: told_rate, title: Told of those lost, kind: rate, role: measure, of: days_lost}
--   - {name: told_rate_low, title: Lower limit, kind: rate, role: measure, of: days_lost}
--   - {name: told_rate_high, title: Upper limit, kind: rate, role: measure, of: days_lost}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH days AS (
  SELECT proceeding_ref, listed_date, bool_or(used = 'lost') AS lost
  FROM listing
  WHERE kind IN ('hearing', 'trial', 'inquest')
  GROUP BY ALL
),
notice AS (
  SELECT proceeding_ref, code, min(event_date) AS first_date
  FROM event
  GROUP BY ALL
),
first_listed AS (
  SELECT d.proceeding_ref, min(d.listed_date) AS listed_date FROM days d GROUP BY d.proceeding_ref
),
contact AS (
  SELECT fq(f.listed_date) AS quarter, count(*) AS proceedings, count(*) FILTER (n.first_date <= f.listed_date) AS offered
  FROM first_listed f LEFT JOIN notice n ON n.proceeding_ref = f.proceeding_ref AND n.code = 'witness_contact_offered'
  GROUP BY ALL
),
witness_day AS (
  SELECT a.proceeding_ref, a.listed_date, a.attended, coalesce(d.lost, false) AS lost
  FROM attendance a JOIN days d ON d.proceeding_ref = a.proceeding_ref AND d.listed_date = a.listed_date
  WHERE a.role = 'witness' AND a.attended IS NOT NULL
),
due AS (
  SELECT fq(w.listed_date) AS quarter, count(*) FILTER (NOT w.lost) AS days_due, count(*) FILTER (NOT w.lost AND w.attended) AS attended,
         count(*) FILTER (w.lost) AS days_lost, count(*) FILTER (w.lost AND n.first_date <= w.listed_date) AS told
  FROM witness_day w LEFT JOIN notice n ON n.proceeding_ref = w.proceeding_ref AND n.code = 'witness_stood_down'
  GROUP BY ALL
)
SELECT q.quarter, coalesce(c.proceedings, 0) AS proceedings, coalesce(c.offered, 0) AS offered, c.offered / c.proceedings AS offered_rate,
       coalesce(d.days_due, 0) AS days_due, coalesce(d.attended, 0) AS attended, d.attended / nullif(d.days_due, 0) AS attended_rate,
       coalesce(d.days_lost, 0) AS days_lost, coalesce(d.told, 0) AS told, d.told / nullif(d.days_lost, 0) AS told_rate
FROM quarters($to::DATE, 8) q
LEFT JOIN contact c USING (quarter)
LEFT JOIN due d USING (quarter)
ORDER BY q.quarter
