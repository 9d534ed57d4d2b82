-- title: Time to record
-- question: How long after it happened is an event recorded?
-- audience: [quality]
-- measures: [M38]
-- population: Events of England and Wales that happened in the twelve months that end with the period
-- numerator: Events by days from the event to its record
-- denominator: none
-- clock: From the event to the day its source wrote it, in days
-- censoring: Events not yet recorded cannot be seen, so the last weeks look quicker than they are
-- grain: One row a band, the shortest first
-- source: Measure M38
-- caveats:
--   - Only some sources say when they wrote an event.
-- parameters: [to]
-- columns:
--   - {name: band, title: Days to record, kind: label, role: dimension}
--   - {name: events, title: Events, kind: count, unit: events, role: measure}
-- totals: the rows add up to all events
-- same:
--   - events[band=0-1|2-7] = decision_log.days_7
--   - events[band=8-30] = decision_log.days_30
--   - events[band=31-90|over 90] = decision_log.later
--   - events[band=before event] = decision_log.before
--   - events[band=not recorded] = decision_log.not_recorded
--   - events = recording_lag_by_source.events
--   - events[band=before event] = recording_lag_by_source.before_event
--   - events[band=not recorded] = recording_lag_by_source.not_recorded
-- sensitivity: aggregate
-- ---
WITH bands(place, band) AS (
  VALUES (1, '0-1'), (2, '2-7'), (3, '8-30'), (4, '31-90'), (5, 'over 90'), (6, 'before event'), (7, 'not recorded')
),
lags AS (
  SELECT e.recorded_date - e.event_date AS days
  FROM event e
  LEFT JOIN case_ c USING (case_ref)
  WHERE within_years(e.event_date, $to::DATE, 1) AND coalesce(c.territory, 'EW') = 'EW'
),
banded AS (
  SELECT CASE WHEN days IS NULL THEN 7 WHEN days < 0 THEN 6 WHEN days <= 1 THEN 1 WHEN days <= 7 THEN 2
              WHEN days <= 30 THEN 3 WHEN days <= 90 THEN 4 ELSE 5 END AS place, count(*) AS events
  FROM lags GROUP BY ALL
)
SELECT b.band, coalesce(n.events, 0) AS events
FROM bands b
LEFT JOIN banded n USING (place)
ORDER BY b.place
