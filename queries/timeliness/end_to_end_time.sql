-- title: Time from attention to final outcome
-- question: How long does a matter take from coming to attention to its final outcome, with and without holds?
-- audience: [psu, board]
-- measures: [M11]
-- population: Subjects of cases in England and Wales, each in its case
-- numerator: none
-- denominator: Subjects with a day on which the matter came to attention
-- clock: From the day the matter came to attention to the final outcome, in days; a complaint with a day of receipt on record came to attention on that day, any other matter on its own date of attention or the first event that says so, whichever is earlier. The final outcome is the day the last of the subject's hearings, meetings or accelerated hearings was completed (or ended another way for the subject) once all of them have ended; without such a proceeding, or where one has no end on record, the day the case was closed. Net of holds takes off the days after the first and up to the last on which a recorded hold on the misconduct matter was on, its own first and last day included, each day once. With a hold are the subjects with such a day; without a day of attention any day up to the last will do
-- censoring: Kaplan–Meier; subjects without a final outcome are censored on the position date
-- grain: One row a financial year of attention (six at most, and one for no day on record) and clock
-- source: Measure M11; Kaplan–Meier with log-log 95 % interval; six, nine, twelve, eighteen and twenty-four months are taken as 182, 273, 365, 547 and 730 days
-- caveats:
--   - The two clocks are of the same subjects; their counts are not to be added.
--   - Net of holds takes off what was recorded as a hold on the misconduct matter (sub judice, judicial review, other). A coroner's suspension holds up the inquest alone and is not taken off. No legal limit stops for a hold.
--   - A proceeding returned to Part 4 is not a final outcome. Appeals, and criminal proceedings or inquests that go on after it, are not in the time.
--   - Subjects with an outcome before attention are counted as reversed and are in no time; those without a day of attention stand in a row of their own, of all years.
-- parameters: [as_of, to]
-- then:
--   - km: {by: year basis, t: t, events: events, censored: censored, median: median_days, low: median_low, high: median_high, p25: p25, p75: p75, at: 182 273 365 547 730}
--   - provisional: {open: open, mark: maturity}
-- columns:
--   - {name: year, title: Year of attention, kind: label, role: dimension}
--   - {name: basis, title: Clock, kind: label, role: dimension}
--   - {name: subjects, title: Subjects, kind: count, unit: subjects, role: measure}
--   - {name: ended, title: Final outcome, kind: count, unit: subjects, role: measure}
--   - {name: open, title: Open, kind: count, unit: subjects, role: measure}
--   - {name: reversed, title: Outcome before attention, kind: count, unit: subjects, role: measure}
--   - {name: no_start, title: No day of attention, kind: count, unit: subjects, role: measure}
--   - {name: held, title: With a hold, kind: count, unit: subjects, role: measure}
--   - {name: median_days, title: Median, kind: duration, unit: days, role: measure, of: subjects}
--   - {name: median_low, title: Lower limit of the median, kind: duration, unit: days, role: measure, of: subjects}
--   - {name: median_high, title: Upper limit of the median, kind: duration, unit: days, role: measure, of: subjects}
--   - {name: p25, title: A quarter ended by, kind: duration, unit: days, role: measure, of: subjects}
--   - {name: p75, title: Three quarters ended by, kind: duration, unit: days, role: measure, of: subjects}
--   - {name: by_182, title: Ended by 182 days, kind: rate, role: measure, of: subjects}
--   - {name: by_273, title: Ended by 273 days, kind: rate, role: measure, of: subjects}
--   - {name: by_365, title: Ended by 365 days, kind: rate, role: measure, of: subjects}
--   - {name: by_547, title: Ended by 547 days, kind: rate, role: measure, of: subjects}
--   - {name: by_730, title: Ended by 730 days, kind: rate, role: measure, of: subjects}
--   - {name: maturity, title: Maturity, kind: label, role: dimension}
-- totals: ended + open = subjects
-- same:
--   - subjects[year, basis=Gross] = subjects[year, basis=Net of holds]
--   - ended[year, basis=Gross] = ended[year, basis=Net of holds]
--   - open[year, basis=Gross] = open[year, basis=Net of holds]
--   - reversed[year, basis=Gross] = reversed[year, basis=Net of holds]
--   - no_start[year, basis=Gross] = no_start[year, basis=Net of holds]
--   - held[year, basis=Gross] = held[year, basis=Net of holds]
--   - by_182[year, basis] <= by_273[year, basis]
--   - by_273[year, basis] <= by_365[year, basis]
--   - by_365[year, basis] <= by_547[year, basis]
--   - by_547[year, basis] <= by_730[year, basis]
--   - by_730[year, basis] <= ended[year, basis]
--   - by_182[year, basis=Gross] <= by_182[year, basis=Net of holds]
--   - by_273[year, basis=Gross] <= by_273[year, basis=Net of holds]
--   - by_365[year, basis=Gross] <= by_365[year, basis=Net of holds]
--   - by_547[year, basis=Gross] <= by_547[year, basis=Net of holds]
--   - by_730[year, basis=Gross] <= by_730[year, basis=Net of holds]
-- sensitivity: aggregate
-- ---
WITH proceedings_end AS (
  SELECT p.case_ref, p.subject_ref, bool_or(p.completed_date IS NULL) AS is_pending,
         max(coalesce(e.first_date, p.completed_date)) AS outcome_date
  FROM ps p
  LEFT JOIN ps_event e ON e.ps_no = p.ps_no AND e.code = 'hearing_completed'
  WHERE p.type IN ('MH', 'MM', 'AH') AND p.ended_how IS DISTINCT FROM 'returned_to_part4'
  GROUP BY ALL
),
spans AS (
  SELECT s.case_ref, s.subject_ref, a.start_date AS attention_date,
         coalesce(CASE WHEN NOT e.is_pending THEN e.outcome_date END, c.closed_date) AS end_date
  FROM subject s
  JOIN case_ c ON c.case_ref = s.case_ref AND c.territory = 'EW'
  JOIN case_start a ON a.case_ref = s.case_ref
  LEFT JOIN proceedings_end e ON e.case_ref = s.case_ref AND e.subject_ref = s.subject_ref
  WHERE a.start_date IS NULL OR within_fys(a.start_date, $to::DATE, 6)
),
held AS (
  SELECT d.case_ref, d.subject_ref, count(DISTINCT d.held_day) AS held_days
  FROM (
    SELECT s.case_ref, s.subject_ref,
           unnest(generate_series(greatest(h.start_date, s.attention_date + 1),
                                  least(coalesce(h.end_date, $as_of::DATE), coalesce(s.end_date, $as_of::DATE)), INTERVAL 1 DAY)) AS held_day
    FROM spans s
    JOIN hold h ON h.case_ref = s.case_ref AND about(h.subject_ref, s.subject_ref) AND holds_up(h.kind, 'misconduct')
  ) d
  GROUP BY ALL
),
timed AS (
  SELECT coalesce(fy(s.attention_date), 'not recorded') AS year, b.place, b.basis,
         s.end_date IS NOT NULL AS is_ended, s.attention_date IS NULL AS has_no_start, h.held_days IS NOT NULL AS is_held,
         coalesce(s.end_date, $as_of::DATE) - s.attention_date - CASE b.place WHEN 2 THEN coalesce(h.held_days, 0) ELSE 0 END AS t
  FROM spans s
  LEFT JOIN held h USING (case_ref, subject_ref)
  CROSS JOIN (VALUES (1, 'Gross'), (2, 'Net of holds')) b(place, basis)
),
years AS (
  SELECT year, place, basis, count(*) AS subjects, count(*) FILTER (is_ended) AS ended, count(*) FILTER (NOT is_ended) AS open,
         count(*) FILTER (t < 0) AS reversed, count(*) FILTER (has_no_start) AS no_start, count(*) FILTER (is_held) AS held
  FROM timed GROUP BY year, place, basis
),
steps AS (
  SELECT year, place, t::BIGINT AS t, count(*) FILTER (is_ended) AS events, count(*) FILTER (NOT is_ended) AS censored
  FROM timed WHERE t >= 0 GROUP BY year, place, t
)
SELECT y.* EXCLUDE (place), s.t, s.events, s.censored
FROM years y
LEFT JOIN steps s ON s.year = y.year AND s.place = y.place
ORDER BY y.year, y.place, s.t
