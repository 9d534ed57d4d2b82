-- title: Debriefs held
-- question: Are debriefs held when they are due?
-- audience: [debrief, psu, board]
-- measures: [M31]
-- population: Debriefs called for whose local date fell in the quarter
-- numerator: Held on or before the date
-- denominator: Due
-- clock: LRN-DEBRIEF-30 in ref.standard, a local standard, from the day the debrief was called for
-- censoring: Debriefs not held count as overdue
-- grain: One row a quarter of the date due, the last eight
-- source: Local standard; interval Wilson 95 %
-- caveats:
--   - The limit is local, not law.
--   - Who decides that a proceeding needs a debrief is not recorded; proceedings without one called for are only counted in a note.
-- parameters: [to]
-- then:
--   - wilson: {k: in_time, n: due, rate: in_time_rate}
--   - left_out: {column: reversed, what: debriefs held before the day they were called for}
--   - left_out: {column: undated, what: debriefs called for on a day not recorded}
--   - left_out: {column: not_called, what: 'proceedings concluded in these quarters, no debrief called for'}
-- columns:
--   - {name: quarter, title: Quarter due, kind: label, role: dimension}
--   - {name: due, title: Due, kind: count, unit: debriefs, role: measure}
--   - {name: in_time, title: In time, kind: count, unit: debriefs, role: measure}
--   - {name: late, title: Late, kind: count, unit: debriefs, role: measure}
--   - {name: overdue, title: Overdue, kind: count, unit: debriefs, role: measure}
--   - {name: in_time_rate, title: Held in time, kind: rate, role: measure, of: due}
--   - {name: in_time_rate_low, title: Lower limit, kind: rate, role: measure, of: due}
--   - {name: in_time_rate_high, title: Upper limit, kind: rate, role: measure, of: due}
-- totals: in_time + late + overdue = due
-- same:
--   - due[last 4] = limits_met.due_passed[standard_id=LRN-DEBRIEF-30]
--   - in_time[last 4] = limits_met.met[standard_id=LRN-DEBRIEF-30]
--   - late[last 4] = limits_met.late[standard_id=LRN-DEBRIEF-30]
--   - overdue[last 4] = limits_met.open_overdue[standard_id=LRN-DEBRIEF-30]
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH due AS (
  SELECT due_date, end_date FROM clock WHERE standard_id = 'LRN-DEBRIEF-30' AND due_passed
),
concluded AS (
  SELECT proceeding_ref, max(completed_date) AS concluded_date
  FROM ps SEMI JOIN jurisdictions j ON j.jurisdiction = ps.jurisdiction
  WHERE ended_how = 'concluded' GROUP BY proceeding_ref
),
unjudged AS (
  SELECT (SELECT count(*) FROM clock WHERE standard_id = 'LRN-DEBRIEF-30' AND state = 'end_before_start' AND fq(due_date) IN (SELECT quarter FROM quarters($to::DATE, 8))) AS reversed,
         (SELECT count(*) FROM debrief WHERE trigger_date IS NULL) AS undated,
         (SELECT count(*) FROM concluded c ANTI JOIN debrief d ON d.proceeding_ref = c.proceeding_ref
          WHERE fq(c.concluded_date) IN (SELECT quarter FROM quarters($to::DATE, 8))) AS not_called
),
counted AS (
  SELECT q.quarter, count(d.due_date) AS due,
         count(*) FILTER (d.end_date <= d.due_date) AS in_time,
         count(*) FILTER (d.end_date > d.due_date) AS late,
         count(*) FILTER (d.due_date IS NOT NULL AND d.end_date IS NULL) AS overdue
  FROM quarters($to::DATE, 8) q
  LEFT JOIN due d ON fq(d.due_date) = q.quarter
  GROUP BY q.quarter
)
SELECT counted.*, in_time / nullif(due, 0) AS in_time_rate,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN reversed ELSE 0 END AS reversed,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN undated ELSE 0 END AS undated,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN not_called ELSE 0 END AS not_called
FROM counted CROSS JOIN unjudged
ORDER BY quarter
