-- title: Who attended
-- question: Do those who are due at a hearing attend?
-- audience: [psu, quality, debrief]
-- measures: [M13]
-- population: Roles due on a listed day of the quarter, up to the position date
-- numerator: Attended
-- denominator: Due and known whether they attended
-- clock: none
-- censoring: Days listed up to the position date
-- grain: One row a role found in any of the last four quarters, and quarter
-- source: Attendance ÷ listings; interval Wilson 95 %
-- caveats:
--   - Due means that the source says whether the role attended; a day of which nothing was written down makes no row.
--   - 'A day that was lost counts: absent on a lost day shows how many of the absences are of such days, whatever the reason for the loss.'
-- parameters: [to]
-- then:
--   - wilson: {k: attended, n: expected, rate: attended_rate}
-- columns:
--   - {name: role, title: Role, kind: label, role: dimension, list: attendance_role}
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: expected, title: Due, kind: count, unit: days, role: measure}
--   - {name: attended, title: Attended, kind: count, unit: days, role: measure}
--   - {name: absent, title: Absent, kind: count, unit: days, role: measure}
--   - {name: absent_lost, title: Absent on a lost day, kind: count, unit: days, role: measure}
--   - {name: not_recorded, title: Attendance not recorded, kind: count, unit: days, role: measure}
--   - {name: attended_rate, title: Attended of those due, kind: rate, role: measure, of: expected}
--   - {name: attended_rate_low, title: Lower limit, kind: rate, role: measure, of: expected}
--   - {name: attended_rate_high, title: Upper limit, kind: rate, role: measure, of: expected}
-- totals: attended + absent = expected
-- same:
--   - witness_care.days_due[quarter] + witness_care.days_lost[quarter] <= expected[quarter, role=witness]
-- sensitivity: aggregate
-- ---
WITH lost AS (
  SELECT DISTINCT proceeding_ref, listed_date FROM listing WHERE used = 'lost'
),
recorded AS (
  SELECT coalesce(nullif(a.role, ''), 'not recorded') AS role, q.quarter, a.attended, l.listed_date IS NOT NULL AS was_lost
  FROM attendance a
  JOIN quarters($to::DATE, 4) q ON a.listed_date BETWEEN q.first_day AND q.last_day
  LEFT JOIN lost l ON l.proceeding_ref = a.proceeding_ref AND l.listed_date = a.listed_date
)
SELECT r.role, q.quarter, count(a.attended) AS expected, count(*) FILTER (a.attended) AS attended, count(*) FILTER (NOT a.attended) AS absent,
       count(*) FILTER (NOT a.attended AND a.was_lost) AS absent_lost, count(a.role) - count(a.attended) AS not_recorded,
       count(*) FILTER (a.attended) / nullif(count(a.attended), 0) AS attended_rate
FROM (SELECT DISTINCT role FROM recorded) r
CROSS JOIN quarters($to::DATE, 4) q
LEFT JOIN recorded a ON a.role = r.role AND a.quarter = q.quarter
GROUP BY r.role, q.quarter
ORDER BY r.role, q.quarter
