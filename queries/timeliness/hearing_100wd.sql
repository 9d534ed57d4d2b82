-- title: Hearings begun within the limit
-- question: Are misconduct hearings starting within the legal limit?
-- audience: [psu, board]
-- measures: [M05]
-- population: Subjects of misconduct hearings with a reg 30 notice whose original due date had passed by the position date
-- numerator: First hearing day on or before the original due date (rate_original), or the date extended to in time (rate_extended)
-- denominator: Original due date passed (rate_original); that less those still open in an extension (rate_extended)
-- clock: MIS-HRG-100, from the first reg 30 notice to the first hearing day
-- censoring: Open clocks past their due date count as missed
-- grain: One row a financial year of the due date, six years at most
-- source: SI 2020/4 reg 29 (number as ref.standard holds it); interval Wilson 95 %
-- caveats:
--   - Years are those in which hearings fell due, not in which they were held.
--   - A proceeding that ended another way on or before the date due is not applicable and stands beside the rate.
--   - The last year is not complete until all its due dates have passed.
-- parameters: [to]
-- then:
--   - wilson: {k: met, n: due_passed, rate: rate_original}
--   - left_out: {column: end_not_recorded, what: subjects whose proceeding was concluded with no hearing day recorded}
--   - left_out: {column: start_not_recorded, what: subjects heard without a notice of referral on record}
--   - left_out: {column: end_before_start, what: subjects whose first hearing day is before their notice of referral}
--   - left_out: {column: outside_calendar, what: subjects whose last day the calendar of working days does not hold or whose limit has no number}
-- columns:
--   - {name: year, title: Year due, kind: label, role: dimension}
--   - {name: due_passed, title: Due date passed, kind: count, unit: clocks, role: measure}
--   - {name: met, title: Met, kind: count, unit: clocks, role: measure}
--   - {name: met_extension, title: Met in an extension, kind: count, unit: clocks, role: measure}
--   - {name: late, title: Late, kind: count, unit: clocks, role: measure}
--   - {name: open_overdue, title: Overdue, kind: count, unit: clocks, role: measure}
--   - {name: open_in_extension, title: Open in an extension, kind: count, unit: clocks, role: measure}
--   - {name: not_applicable, title: Ended another way, kind: count, unit: clocks, role: measure}
--   - {name: rate_original, title: Met in the original limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_low, title: Lower limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_high, title: Upper limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_extended, title: Met as extended, kind: rate, role: measure, of: due_passed, less: open_in_extension}
-- totals: met + met_extension + late + open_overdue + open_in_extension = due_passed
-- same:
--   - due_passed[year] = limits_by_quarter.due_passed[quarter as year, standard_id=MIS-HRG-100]
--   - met[year] = limits_by_quarter.met[quarter as year, standard_id=MIS-HRG-100]
--   - met_extension[year] = limits_by_quarter.met_otherwise[quarter as year, standard_id=MIS-HRG-100]
--   - open_in_extension[year] = limits_by_quarter.open_in_extension[quarter as year, standard_id=MIS-HRG-100]
--   - not_applicable[year] = limits_by_quarter.not_applicable[quarter as year, standard_id=MIS-HRG-100]
--   - due_passed[last 12] = hearing_100wd_by_force.due_passed
--   - met[last 12] = hearing_100wd_by_force.met
--   - late[last 4] = limits_met.late[standard_id=MIS-HRG-100]
--   - open_overdue[last 4] = limits_met.open_overdue[standard_id=MIS-HRG-100]
-- sensitivity: aggregate
-- ---
WITH unjudged AS (
  SELECT count(*) FILTER (state = 'start_not_recorded' AND within_fys(end_date, $to::DATE, 6)) AS start_not_recorded,
         count(*) FILTER (state = 'end_before_start' AND within_fys(end_date, $to::DATE, 6)) AS end_before_start,
         count(*) FILTER (state IN ('outside_calendar', 'limit_not_known') AND within_fys(start_date, $to::DATE, 6)) AS outside_calendar
  FROM clock
  WHERE standard_id = 'MIS-HRG-100'
),
counted AS (
  SELECT fy(due_date) AS year, count(*) FILTER (due_passed) AS due_passed,
         count(*) FILTER (state = 'met') AS met,
         count(*) FILTER (state = 'met_within_extension') AS met_extension,
         count(*) FILTER (state IN ('met_late', 'missed')) AS late,
         count(*) FILTER (state = 'open_overdue') AS open_overdue,
         count(*) FILTER (state = 'open_in_extension') AS open_in_extension,
         count(*) FILTER (state = 'not_applicable') AS not_applicable,
         count(*) FILTER (state = 'end_not_recorded') AS end_not_recorded
  FROM clock
  WHERE standard_id = 'MIS-HRG-100' AND (due_passed OR state IN ('end_not_recorded', 'not_applicable')) AND within_fys(due_date, $to::DATE, 6)
  GROUP BY year
)
SELECT counted.*, met / nullif(due_passed, 0) AS rate_original,
       (met + met_extension) / nullif(due_passed - open_in_extension, 0) AS rate_extended,
       -- What has no due date belongs to no year: the first row carries the count for the note.
       CASE row_number() OVER (ORDER BY year) WHEN 1 THEN start_not_recorded ELSE 0 END AS start_not_recorded,
       CASE row_number() OVER (ORDER BY year) WHEN 1 THEN end_before_start ELSE 0 END AS end_before_start,
       CASE row_number() OVER (ORDER BY year) WHEN 1 THEN outside_calendar ELSE 0 END AS outside_calendar
FROM counted CROSS JOIN unjudged
ORDER BY year
