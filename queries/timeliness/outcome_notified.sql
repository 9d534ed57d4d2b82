-- title: Told of the outcome
-- question: How soon after a hearing are officers and complainants told of the outcome?
-- audience: [psu, quality, board]
-- measures: []
-- population: Subjects of a misconduct hearing, meeting or accelerated hearing with a day of completion on record (officer); those of them in a case that began with a complaint (complainant)
-- numerator: Told on or after the day of completion
-- denominator: Completed
-- clock: From the first day the hearing was completed to the first day they were told, in days (MIS-OUT-OFF has no number, so nothing is judged)
-- censoring: Kaplan–Meier; where nothing is on record the wait is censored on the position date
-- grain: One row who was told and financial year of completion, six years at most
-- source: SI 2020/4 regulation 43(2); measure of outcomes notified
-- caveats:
--   - Not recorded as told may mean told and not written down.
--   - A complainant is counted once for each officer of the case.
-- parameters: [as_of, to]
-- then:
--   - km: {by: told year, t: t, events: events, censored: censors, median: median_days, low: median_low, high: median_high}
--   - left_out: {column: reversed, what: notices dated before the hearing was completed}
-- columns:
--   - {name: told, title: Who, kind: label, role: dimension}
--   - {name: year, title: Year completed, kind: label, role: dimension}
--   - {name: completed, title: Completed, kind: count, unit: subjects, role: measure}
--   - {name: notified, title: Told, kind: count, unit: subjects, role: measure}
--   - {name: not_recorded, title: Not recorded as told, kind: count, unit: subjects, role: measure}
--   - {name: median_days, title: Median days, kind: duration, unit: days, role: measure, of: completed}
--   - {name: median_low, title: Lower limit, kind: duration, unit: days, role: measure, of: completed}
--   - {name: median_high, title: Upper limit, kind: duration, unit: days, role: measure, of: completed}
-- totals: notified + not_recorded = completed
-- same:
--   - completed[year, told=complainant] <= completed[year, told=officer]
-- sensitivity: aggregate
-- ---
WITH notice(told, code) AS (
  VALUES ('officer', 'officer_notified'), ('complainant', 'complainant_notified')
),
heard AS (
  SELECT p.ps_no, p.case_ref, h.first_date AS completed_date
  FROM ps p, ps_event h
  WHERE h.ps_no = p.ps_no AND h.code = 'hearing_completed' AND p.type IN ('MH', 'MM', 'AH') AND within_fys(h.first_date, $to::DATE, 6)
),
timed AS (
  SELECT n.told, fy(h.completed_date) AS year, t.first_date IS NOT NULL AS is_told, coalesce(t.first_date < h.completed_date, false) AS reversed,
         coalesce(t.first_date, $as_of::DATE) - h.completed_date AS t
  FROM heard h
  LEFT JOIN case_ c USING (case_ref)
  CROSS JOIN notice n
  LEFT JOIN ps_event t ON t.ps_no = h.ps_no AND t.code = n.code
  WHERE (n.told = 'officer' OR c.matter_type = 'complaint')
),
years AS (
  SELECT told, year, count(*) FILTER (NOT reversed) AS completed, count(*) FILTER (is_told AND NOT reversed) AS notified, count(*) FILTER (NOT is_told) AS not_recorded,
         count(*) FILTER (reversed) AS reversed
  FROM timed GROUP BY ALL
),
steps AS (
  SELECT told, year, t, count(*) FILTER (is_told) AS events, count(*) FILTER (NOT is_told) AS censors FROM timed WHERE NOT reversed GROUP BY ALL
)
SELECT y.*, s.t, coalesce(s.events, 0) AS events, coalesce(s.censors, 0) AS censors
FROM years y
LEFT JOIN steps s USING (told, year)
ORDER BY y.told DESC, y.year, s.t
