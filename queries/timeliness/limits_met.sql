-- title: Limits met
-- question: Are legal limits being met, and which are not?
-- audience: [psu, board]
-- measures: [M04, M05, M06, M07, M08, M09, M28]
-- population: Clocks of duties whose original due date fell in the twelve months that end with the period and had passed by the position date
-- numerator: Met in the original limit (rate_original); met in it, in an extension given in time, or explained as the law allows (rate_extended)
-- denominator: Original due date passed (rate_original); that less the clocks still open in an extension (rate_extended)
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks past their due date count as missed; clocks not yet due are left out even where already met
-- grain: One row a limit with any clock to show
-- source: Domain rules of the clock (two rates, one population); interval Wilson 95 %
-- caveats:
--   - An extension decided after the date then due does not count. A hold never stops a limit.
--   - A proceeding that ended another way on or before the date due is not applicable and stands beside the rate.
--   - One that ended another way after the date had passed was missed and is counted with the late; overdue are those still open.
--   - A hearing held before its window opens counts as late.
--   - In a joint hearing each officer counts once in each limit; one public notice answers for all of them.
--   - A public notice is in the rate once its hearing has begun. One that is late for a hearing still to come is with the limits overdue.
--   - Where a proceeding was concluded and the act is not recorded it cannot be judged and is left out; the number left out is said.
--   - Past 12 months an investigation is no breach of law where a written explanation was sent; explained counts with the second rate only.
--   - Rights and powers, terms, minimum periods, and periods whose passing is no breach are in no rate.
--   - The number of each limit is as sure as its confidence mark says.
-- parameters: [to]
-- then:
--   - wilson: {k: met, n: due_passed, rate: rate_original}
--   - left_out: {column: end_not_recorded, what: limits of concluded proceedings or answered recommendations whose day is not recorded}
--   - left_out: {column: end_unkept, what: limits of which the system that holds them records no end at all}
--   - left_out: {column: end_before_start, what: limits whose end is dated before their start}
--   - left_out: {column: no_due_date, what: limits whose last day the calendar does not hold or whose number is not known}
-- columns:
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: due_passed, title: Due date passed, kind: count, unit: clocks, role: measure}
--   - {name: met, title: Met, kind: count, unit: clocks, role: measure}
--   - {name: met_extension, title: Met in an extension, kind: count, unit: clocks, role: measure}
--   - {name: explained, title: Explained, kind: count, unit: clocks, role: measure}
--   - {name: late, title: Late, kind: count, unit: clocks, role: measure}
--   - {name: open_overdue, title: Overdue, kind: count, unit: clocks, role: measure}
--   - {name: open_in_extension, title: Open in an extension, kind: count, unit: clocks, role: measure}
--   - {name: not_applicable, title: Ended another way, kind: count, unit: clocks, role: measure}
--   - {name: start_not_recorded, title: Start not recorded, kind: count, unit: clocks, role: measure}
--   - {name: rate_original, title: Met in the original limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_low, title: Lower limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_high, title: Upper limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_extended, title: Met as extended or explained, kind: rate, role: measure, of: due_passed, less: open_in_extension}
--   - {name: confidence, title: How sure the limit is, kind: label, role: dimension, list: confidence}
-- totals: met + met_extension + explained + late + open_overdue + open_in_extension = due_passed
-- sensitivity: aggregate
-- ---
WITH shown AS (
  -- What has no due date falls in the twelve months by the day it has. A due date in them has passed: a period ends on as_of at the latest.
  SELECT *
  FROM clock
  WHERE duty = 'duty'
    AND within_years(CASE WHEN state = 'start_not_recorded' THEN end_date WHEN state IN ('end_before_start', 'outside_calendar', 'limit_not_known') THEN start_date ELSE due_date END, $to::DATE, 1)
),
counted AS (
  SELECT standard_id,
         count(*) FILTER (due_passed) AS due_passed,
         count(*) FILTER (state = 'met') AS met,
         count(*) FILTER (state = 'met_within_extension') AS met_extension,
         count(*) FILTER (state = 'explained') AS explained,
         count(*) FILTER (state IN ('met_late', 'missed')) AS late,
         count(*) FILTER (state = 'open_overdue') AS open_overdue,
         count(*) FILTER (state = 'open_in_extension') AS open_in_extension,
         count(*) FILTER (state = 'not_applicable') AS not_applicable,
         count(*) FILTER (state = 'start_not_recorded') AS start_not_recorded,
         count(*) FILTER (state = 'end_not_recorded' AND end_kept) AS end_not_recorded,
         count(*) FILTER (state = 'end_not_recorded' AND NOT end_kept) AS end_unkept,
         count(*) FILTER (state = 'end_before_start') AS end_before_start,
         count(*) FILTER (state IN ('outside_calendar', 'limit_not_known')) AS no_due_date
  FROM shown
  GROUP BY standard_id
),
-- A limit that no system records the end of, or of which no date can be worked out, has no row to be judged in: the first row carries the count of all such for the note.
unjudged AS (
  SELECT sum(end_unkept)::BIGINT AS end_unkept, sum(end_before_start)::BIGINT AS end_before_start, sum(no_due_date)::BIGINT AS no_due_date FROM counted
)
SELECT c.standard_id, l.title, c.due_passed, c.met, c.met_extension, c.explained, c.late, c.open_overdue, c.open_in_extension, c.not_applicable, c.start_not_recorded,
       c.met / nullif(c.due_passed, 0) AS rate_original,
       (c.met + c.met_extension + c.explained) / nullif(c.due_passed - c.open_in_extension, 0) AS rate_extended,
       l.confidence, c.end_not_recorded, CASE row_number() OVER (ORDER BY c.standard_id) WHEN 1 THEN u.end_unkept ELSE 0 END AS end_unkept,
       CASE row_number() OVER (ORDER BY c.standard_id) WHEN 1 THEN u.end_before_start ELSE 0 END AS end_before_start,
       CASE row_number() OVER (ORDER BY c.standard_id) WHEN 1 THEN u.no_due_date ELSE 0 END AS no_due_date
FROM counted c
JOIN limit_now l USING (standard_id)
CROSS JOIN unjudged u
WHERE c.due_passed + c.not_applicable + c.start_not_recorded + c.end_not_recorded > 0
ORDER BY c.standard_id
