-- title: Ends between two that were withdrawn
-- question: Are proceedings withdrawn or discontinued more or less often than they were?
-- audience: [psu]
-- measures: [M18]
-- population: Subjects in hearings, meetings, accelerated hearings and criminal proceedings that ended in the five years that end with the period
-- numerator: Withdrawn or discontinued, or no evidence offered
-- denominator: none
-- clock: none
-- censoring: By the date the proceeding ended for the subject; ends since the last one withdrawn are no point until the next, and the first has none before it
-- grain: One row a subject whose proceeding was withdrawn or discontinued, oldest first
-- source: Measure M18; G chart (Benneyan 2001), runs of seven about the median
-- caveats:
--   - What counts as withdrawn and what as ended is as in the share withdrawn; a hearing returned to Part 4 has not ended.
--   - Ends of one day have no known order; they stand in the order of their references.
--   - Subjects of one proceeding are often withdrawn together and then have 0 between them, which the chart takes for separate events.
--   - All types of proceeding stand in one row of ends, so that a change in the mix of types can move the chart too.
-- parameters: [to]
-- then:
--   - g_chart: {between: others}
-- columns:
--   - {name: withdrawn_no, title: Withdrawn, kind: number, role: dimension}
--   - {name: ended_date, title: Ended, kind: date, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: others, title: Ended another way since the one before, kind: count, unit: subjects, role: measure}
--   - {name: mean, title: Mean, kind: number, unit: subjects, role: measure}
--   - {name: lower, title: Lower limit, kind: number, unit: subjects, role: measure}
--   - {name: upper, title: Upper limit, kind: number, unit: subjects, role: measure}
--   - {name: signal, title: Signal, kind: label, role: measure}
-- totals: none
-- sensitivity: case
-- ---
WITH placed AS (
  SELECT type, completed_date, is_withdrawn, row_number() OVER (ORDER BY completed_date, proceeding_ref, case_ref, subject_ref) AS place
  FROM decidable_end
  WHERE within_years(completed_date, $to::DATE, 5)
)
SELECT row_number() OVER (ORDER BY place) AS withdrawn_no, completed_date AS ended_date, type,
       place - lag(place) OVER (ORDER BY place) - 1 AS others
FROM placed
WHERE is_withdrawn
ORDER BY withdrawn_no
