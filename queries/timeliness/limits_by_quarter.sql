-- title: Limits met by quarter
-- question: Is compliance with the main limits changing?
-- audience: [board, psu]
-- measures: [M04, M05, M06, M07, M08, M09, M27, M28]
-- population: Clocks of seven limits whose original due date fell in the quarter and had passed by the position date
-- numerator: Met in the original limit (rate_original); met in it, in an extension given in time, or explained as the law allows (rate_extended)
-- denominator: Original due date passed (rate_original); that less the clocks still open in an extension (rate_extended)
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks past their due date count as missed
-- grain: One row a limit and quarter, the last five quarters
-- source: Domain rules of the clock
-- caveats:
--   - A proceeding that ended another way on or before the date due is not applicable and stands beside the rate.
--   - What ended without a start on record has no due date and stands in the quarter of its end.
--   - Numbers by quarter are small; two neighbouring quarters seldom differ by more than chance.
-- parameters: [to]
-- then:
--   - left_out: {column: end_not_recorded, what: limits of concluded proceedings or answered recommendations whose day is not recorded}
--   - left_out: {column: end_unkept, what: limits of which the system that holds them records no end at all}
--   - left_out: {column: end_before_start, what: limits whose end is dated before their start}
--   - left_out: {column: no_due_date, what: limits whose last day the calendar does not hold or whose number is not known}
-- columns:
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: quarter, title: Quarter due, kind: label, role: dimension}
--   - {name: due_passed, title: Due date passed, kind: count, unit: clocks, role: measure}
--   - {name: met, title: Met, kind: count, unit: clocks, role: measure}
--   - {name: met_otherwise, title: Met in an extension or explained, kind: count, unit: clocks, role: measure}
--   - {name: open_in_extension, title: Open in an extension, kind: count, unit: clocks, role: measure}
--   - {name: not_applicable, title: Ended another way, kind: count, unit: clocks, role: measure}
--   - {name: start_not_recorded, title: Start not recorded, kind: count, unit: clocks, role: measure}
--   - {name: rate_original, title: Met in the original limit, kind: rate, role: measure, of: due_passed, k: met}
--   - {name: rate_extended, title: Met as extended or explained, kind: rate, role: measure, of: due_passed, less: open_in_extension, k: met + met_otherwise}
-- totals: none
-- same:
--   - due_passed[standard_id, last 4] = limits_met.due_passed[standard_id]
--   - met[standard_id, last 4] = limits_met.met[standard_id]
--   - open_in_extension[standard_id, last 4] = limits_met.open_in_extension[standard_id]
--   - not_applicable[standard_id, last 4] = limits_met.not_applicable[standard_id]
--   - start_not_recorded[standard_id, last 4] = limits_met.start_not_recorded[standard_id]
--   - met_otherwise[standard_id, last 4] = limits_met.met_extension[standard_id] + limits_met.explained[standard_id]
-- sensitivity: aggregate
-- ---
WITH shown AS (
  SELECT l.standard_id, l.title, q.quarter, q.first_day, q.last_day
  FROM limit_now l, quarters($to::DATE, 5) q
  WHERE l.standard_id IN ('MIS-HRG-100', 'MIS-MTG-20', 'MIS-RESP', 'MIS-OUT-RPT', 'MIS-ACC-DATE', 'LRN-28A-RESP', 'COR-PFD-RESP')
),
placed AS (
  SELECT *, fq(CASE WHEN state IN ('start_not_recorded') THEN end_date WHEN state IN ('end_before_start', 'outside_calendar', 'limit_not_known') THEN start_date ELSE due_date END) AS quarter
  FROM clock
  WHERE standard_id IN (SELECT standard_id FROM shown)
),
counted AS (
  SELECT standard_id, quarter, count(*) FILTER (due_passed) AS due_passed, count(*) FILTER (due_passed AND state = 'met') AS met,
         count(*) FILTER (state IN ('met_within_extension', 'explained')) AS met_otherwise,
         count(*) FILTER (state = 'open_in_extension') AS open_in_extension,
         count(*) FILTER (state = 'not_applicable') AS not_applicable, count(*) FILTER (state = 'start_not_recorded') AS start_not_recorded,
         count(*) FILTER (state = 'end_not_recorded' AND end_kept) AS end_not_recorded, count(*) FILTER (state = 'end_not_recorded' AND NOT end_kept) AS end_unkept,
         count(*) FILTER (state = 'end_before_start') AS end_before_start, count(*) FILTER (state IN ('outside_calendar', 'limit_not_known')) AS no_due_date
  FROM placed
  GROUP BY ALL
)
SELECT s.standard_id, s.title, s.quarter, coalesce(c.due_passed, 0) AS due_passed, coalesce(c.met, 0) AS met,
       coalesce(c.met_otherwise, 0) AS met_otherwise, coalesce(c.open_in_extension, 0) AS open_in_extension,
       coalesce(c.not_applicable, 0) AS not_applicable, coalesce(c.start_not_recorded, 0) AS start_not_recorded,
       c.met / nullif(c.due_passed, 0) AS rate_original,
       (c.met + c.met_otherwise) / nullif(c.due_passed - c.open_in_extension, 0) AS rate_extended,
       coalesce(c.end_not_recorded, 0) AS end_not_recorded, coalesce(c.end_unkept, 0) AS end_unkept,
       coalesce(c.end_before_start, 0) AS end_before_start, coalesce(c.no_due_date, 0) AS no_due_date
FROM shown s
LEFT JOIN counted c USING (standard_id, quarter)
ORDER BY s.standard_id, s.quarter
