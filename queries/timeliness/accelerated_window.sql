-- title: Accelerated hearings in their window
-- question: Are accelerated hearings held neither too early nor too late?
-- audience: [psu, board]
-- measures: [M09]
-- population: Subjects of accelerated hearings with a reg 51 notice; in the rate those whose window had closed by the position date and whose proceeding had not ended another way before
-- numerator: First hearing day in the window, its first and last day included
-- denominator: Window closed (due_passed)
-- clock: MIS-ACC-DATE, from the first reg 51 notice to the first hearing day, or MIS-ACC-REDATE, from the day on which a person was replaced; the window is from the least to the most working days of ref.standard
-- censoring: A hearing not begun when its window has closed is overdue and counts as a miss; a window still open is in no figure, also where the hearing is over
-- grain: One row a financial year in which the window closes, six years at most
-- source: SI 2020/4 reg 52(1) (numbers as ref.standard holds them); interval Wilson 95 %
-- caveats:
--   - Early and late are both misses and stand apart; what was late because an extension was granted in time stands apart again.
--   - Where an objection to a panel member is upheld the window starts again (reg 52(1A)); where that is recorded the new window counts and the one before is not applicable, also where it had closed by then, else the first notice counts.
--   - Any period may be reduced by agreement (reg 48); a hearing held early by agreement counts as early.
--   - Ended another way is closed by resignation or withdrawal, or returned to Part 4, on or before the last day of the window.
-- parameters: [as_of, to]
-- then:
--   - wilson: {k: in_window, n: due_passed, rate: rate_in_window}
--   - left_out: {column: end_not_recorded, what: subjects whose proceeding was concluded with no hearing day recorded}
--   - left_out: {column: start_not_recorded, what: subjects heard without a reg 51 notice on record}
--   - left_out: {column: end_before_start, what: subjects whose first hearing day is before their notice}
--   - left_out: {column: outside_calendar, what: subjects whose notice lies outside the calendar}
-- columns:
--   - {name: year, title: Year the window closed, kind: label, role: dimension}
--   - {name: due_passed, title: Window closed, kind: count, unit: subjects, role: measure}
--   - {name: early, title: Early, kind: count, unit: subjects, role: measure}
--   - {name: in_window, title: In the window, kind: count, unit: subjects, role: measure}
--   - {name: in_extension, title: Late in an extension, kind: count, unit: subjects, role: measure}
--   - {name: late, title: Late, kind: count, unit: subjects, role: measure}
--   - {name: overdue, title: Overdue, kind: count, unit: subjects, role: measure}
--   - {name: open_in_extension, title: Open in an extension, kind: count, unit: subjects, role: measure}
--   - {name: rate_in_window, title: Held in the window, kind: rate, role: measure, of: due_passed}
--   - {name: rate_in_window_low, title: Lower limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_in_window_high, title: Upper limit, kind: rate, role: measure, of: due_passed}
--   - {name: not_applicable, title: Ended another way, kind: count, unit: subjects, role: measure}
-- totals: early + in_window + in_extension + late + overdue + open_in_extension = due_passed
-- same:
--   - due_passed[last 4] ~ limits_met.due_passed[standard_id=MIS-ACC-DATE|MIS-ACC-REDATE]
--   - in_window[last 4] ~ limits_met.met[standard_id=MIS-ACC-DATE|MIS-ACC-REDATE]
--   - in_extension[last 4] ~ limits_met.met_extension[standard_id=MIS-ACC-DATE|MIS-ACC-REDATE]
--   - early[last 4] + late[last 4] ~ limits_met.late[standard_id=MIS-ACC-DATE|MIS-ACC-REDATE]
--   - overdue[last 4] ~ limits_met.open_overdue[standard_id=MIS-ACC-DATE|MIS-ACC-REDATE]
--   - open_in_extension[last 4] ~ limits_met.open_in_extension[standard_id=MIS-ACC-DATE|MIS-ACC-REDATE]
--   - not_applicable[last 4] ~ limits_met.not_applicable[standard_id=MIS-ACC-DATE|MIS-ACC-REDATE]
-- sensitivity: aggregate
-- ---
WITH begun_anew AS (
  SELECT proceeding_ref, case_ref, subject_ref, start_date AS stop_date FROM clock WHERE standard_id = 'MIS-ACC-REDATE'
),
held_to AS (
  -- A window that began anew is held to in place of the one before, which is not applicable then, also where it had closed.
  SELECT due_date, end_date, earliest_date, due_passed AND n.stop_date IS NULL AS due_passed, CASE WHEN n.stop_date IS NULL THEN state ELSE 'not_applicable' END AS state
  FROM clock LEFT JOIN begun_anew n USING (proceeding_ref, case_ref, subject_ref, stop_date)
  WHERE standard_id = 'MIS-ACC-DATE' OR standard_id = 'MIS-ACC-REDATE'
),
windowed AS (
  SELECT fy(due_date) AS year, due_date, end_date, due_passed,
         CASE WHEN state = 'met_late' AND end_date < earliest_date THEN 'early'
              WHEN state IN ('met_late', 'missed') THEN 'late'
              ELSE state END AS result
  FROM held_to
),
unjudged AS (
  -- What has no due date belongs to no year; an end says when it was, a start outside the calendar does not.
  SELECT count(*) FILTER (result = 'start_not_recorded' AND within_fys(end_date, $to::DATE, 6)) AS start_not_recorded,
         count(*) FILTER (result = 'end_before_start' AND within_fys(end_date, $to::DATE, 6)) AS end_before_start,
         count(*) FILTER (result = 'outside_calendar') AS outside_calendar
  FROM windowed
),
counted AS (
  SELECT year, count(*) FILTER (due_passed) AS due_passed,
         count(*) FILTER (result = 'early') AS early,
         count(*) FILTER (result = 'met') AS in_window,
         count(*) FILTER (result = 'met_within_extension') AS in_extension,
         count(*) FILTER (result = 'late') AS late,
         count(*) FILTER (result = 'open_overdue') AS overdue,
         count(*) FILTER (result = 'open_in_extension') AS open_in_extension,
         count(*) FILTER (result = 'not_applicable') AS not_applicable,
         count(*) FILTER (result = 'end_not_recorded') AS end_not_recorded
  FROM windowed
  WHERE result <> 'end_before_start' AND due_date <= $as_of::DATE AND within_fys(due_date, $to::DATE, 6)
  GROUP BY year
)
SELECT counted.*, in_window / nullif(due_passed, 0) AS rate_in_window,
       -- The first row carries the counts that belong to no year, for the note.
       CASE row_number() OVER (ORDER BY year) WHEN 1 THEN start_not_recorded ELSE 0 END AS start_not_recorded,
       CASE row_number() OVER (ORDER BY year) WHEN 1 THEN end_before_start ELSE 0 END AS end_before_start,
       CASE row_number() OVER (ORDER BY year) WHEN 1 THEN outside_calendar ELSE 0 END AS outside_calendar
FROM counted CROSS JOIN unjudged
ORDER BY year
