-- title: Time to record, by source
-- question: How soon does each source write down what happened?
-- audience: [quality]
-- measures: [M38]
-- population: Events of England and Wales that happened in the twelve months that end with the period
-- numerator: Events with a day of record on or after the event
-- denominator: Events
-- clock: From the event to the day its source wrote it, in days
-- censoring: Events not yet recorded cannot be seen, so the last weeks look quicker than they are
-- grain: One row a source
-- source: Measure M38
-- caveats:
--   - A source that never says when it wrote an event has no median.
--   - The 90th centile is the least number of days within which nine in ten of the events timed were written down.
-- parameters: [to]
-- columns:
--   - {name: source, title: Source, kind: label, role: dimension}
--   - {name: events, title: Events, kind: count, unit: events, role: measure}
--   - {name: timed, title: Timed, kind: count, unit: events, role: measure}
--   - {name: before_event, title: Written before the event, kind: count, unit: events, role: measure}
--   - {name: not_recorded, title: Day of record not recorded, kind: count, unit: events, role: measure}
--   - {name: median_days, title: Median days, kind: duration, unit: days, role: measure, of: timed}
--   - {name: p90_days, title: 90th centile, kind: duration, unit: days, role: measure, of: timed}
-- totals: timed + before_event + not_recorded = events
-- sensitivity: aggregate
-- ---
WITH lags AS (
  SELECT e.source, e.recorded_date - e.event_date AS days
  FROM event e
  LEFT JOIN case_ c USING (case_ref)
  WHERE within_years(e.event_date, $to::DATE, 1) AND coalesce(c.territory, 'EW') = 'EW'
)
SELECT source, count(*) AS events, count(*) FILTER (days >= 0) AS timed, count(*) FILTER (days < 0) AS before_event, count(*) FILTER (days IS NULL) AS not_recorded,
       quantile_cont(days, 0.5) FILTER (days >= 0) AS median_days, quantile_disc(days, 0.9) FILTER (days >= 0) AS p90_days
FROM lags
GROUP BY source
ORDER BY source
