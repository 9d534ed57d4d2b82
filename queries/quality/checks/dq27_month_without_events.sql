-- id: DQ27
-- title: Month without events
-- rule: a month without any event
-- severity: warn
-- owner: sender
-- place: state
-- sentence: No event of the month is in the exports, though the months around it vary far less. Check whether a load was missed, and send the export for it.
-- why: A missed load looks like a quiet month.
-- source: none in law
-- threshold: none where the lower limit of the months (mean less 2.66 times the mean moving range, XmR) is above none
-- ---
WITH events AS (
  SELECT source, date_trunc('month', event_date)::DATE AS month, count(*) AS n
  FROM event
  WHERE event_date IS NOT NULL
  GROUP BY ALL
),
months AS (
  SELECT s.source, m.month::DATE AS month
  FROM (SELECT source, min(month) AS first_month, max(month) AS last_month FROM events GROUP BY source) s,
       LATERAL (SELECT unnest(generate_series(s.first_month, s.last_month, INTERVAL 1 MONTH)) AS month) m
),
counted AS (
  SELECT m.source, m.month, coalesce(e.n, 0) AS n,
         abs(coalesce(e.n, 0) - lag(coalesce(e.n, 0)) OVER (PARTITION BY m.source ORDER BY m.month)) AS moved
  FROM months m
  LEFT JOIN events e USING (source, month)
)
SELECT source, [strftime(month, '%B %Y')] AS key, 'events' AS field,
       n = 0 AND avg(n) OVER of_source - 2.66 * avg(moved) OVER of_source > 0 AS fails
FROM counted
WINDOW of_source AS (PARTITION BY source)
