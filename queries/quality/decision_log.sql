-- title: Decisions and events as recorded
-- question: Are decisions and events written down, near the time, and do decisions hold?
-- audience: [quality, psu]
-- measures: [M38]
-- population: Decisions made and events that happened in the twelve months that end with the period, in cases of England and Wales
-- numerator: Decisions made again; events by days to their record
-- denominator: Final decisions; events
-- clock: From the event to the day its source wrote it, in days
-- censoring: What is not yet recorded cannot be seen
-- grain: One row a type of matter
-- source: Measure M38
-- caveats:
--   - Reasons are free text and are not loaded; whether a decision has reasons is read by quality reviews.
--   - No source says when it wrote a decision, so the lag is that of events.
--   - A decision counts as made again where a final decision at another level was made earlier on the same allegation, or by the prosecutor on the same person.
-- parameters: [to]
-- columns:
--   - {name: matter_type, title: Matter, kind: label, role: dimension, list: matter_type}
--   - {name: provisional, title: Provisional decisions, kind: count, unit: decisions, role: measure}
--   - {name: final, title: Final decisions, kind: count, unit: decisions, role: measure}
--   - {name: made_again, title: Final and made again, kind: count, unit: decisions, role: measure}
--   - {name: events, title: Events, kind: count, unit: events, role: measure}
--   - {name: days_7, title: Recorded in 7 days, kind: count, unit: events, role: measure}
--   - {name: days_30, title: In 8 to 30 days, kind: count, unit: events, role: measure}
--   - {name: later, title: Later, kind: count, unit: events, role: measure}
--   - {name: before, title: Before the event, kind: count, unit: events, role: measure}
--   - {name: not_recorded, title: Day not recorded, kind: count, unit: events, role: measure}
-- totals: days_7 + days_30 + later + before + not_recorded = events; the rows add up to all
-- sensitivity: aggregate
-- ---
WITH cases AS (
  SELECT case_ref, coalesce(matter_type, 'not recorded') AS matter_type, territory FROM case_
),
decided AS (
  SELECT case_ref, decided_date, is_final,
         is_final AND lag(level) OVER earlier IS DISTINCT FROM level AND lag(level) OVER earlier IS NOT NULL AS made_again
  FROM decision
  WHERE level IS NOT NULL
  WINDOW earlier AS (PARTITION BY case_ref, subject_ref, allegation_ref, coalesce(is_final, false), coalesce(decider = 'cps', false) ORDER BY decided_date)
),
counted AS (
  SELECT case_ref, (NOT coalesce(is_final, false))::INTEGER AS provisional, coalesce(is_final, false)::INTEGER AS final,
         coalesce(made_again, false)::INTEGER AS made_again, 0 AS events, NULL::BIGINT AS days
  FROM decided WHERE within_years(decided_date, $to::DATE, 1)
  UNION ALL
  SELECT case_ref, 0, 0, 0, 1, recorded_date - event_date FROM event WHERE within_years(event_date, $to::DATE, 1)
)
SELECT coalesce(c.matter_type, 'not recorded') AS matter_type, sum(provisional)::BIGINT AS provisional, sum(final)::BIGINT AS final,
       sum(made_again)::BIGINT AS made_again, sum(events)::BIGINT AS events,
       count(*) FILTER (days BETWEEN 0 AND 7) AS days_7,
       count(*) FILTER (days BETWEEN 8 AND 30) AS days_30,
       count(*) FILTER (days > 30) AS later,
       count(*) FILTER (days < 0) AS before,
       count(*) FILTER (events = 1 AND days IS NULL) AS not_recorded
FROM counted n
LEFT JOIN cases c USING (case_ref)
WHERE coalesce(c.territory, 'EW') = 'EW'
GROUP BY ALL
ORDER BY matter_type
