-- title: Pre-inquest reviews
-- question: How many pre-inquest reviews are listed, held and vacated?
-- audience: [psu]
-- measures: [M13, M26]
-- population: Pre-inquest reviews listed for a day in the quarter up to the position date, and those held on a day not listed
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: Reviews still to come are not counted
-- grain: One row a quarter, the last eight
-- source: Coroners (Inquests) Rules 2013 rule 6; no limit
-- caveats:
--   - A listing that was dropped from the list altogether, with no word of it, cannot be seen.
--   - Held means that the list says the day was used, or that the log says the review was held on it.
-- parameters: [as_of, to]
-- columns:
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: listed, title: Listed, kind: count, unit: reviews, role: measure}
--   - {name: held, title: Held, kind: count, unit: reviews, role: measure}
--   - {name: vacated, title: Vacated, kind: count, unit: reviews, role: measure}
--   - {name: not_recorded, title: Not recorded, kind: count, unit: reviews, role: measure}
--   - {name: held_unlisted, title: Held and not listed, kind: count, unit: reviews, role: measure}
-- totals: held + vacated + not_recorded = listed
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH listed AS (
  SELECT proceeding_ref, listed_date AS day, used FROM listing WHERE kind = 'pirh' AND listed_date <= $as_of::DATE
),
held AS (
  SELECT DISTINCT proceeding_ref, event_date AS day FROM event WHERE code = 'pirh_held'
),
reviews AS (
  SELECT coalesce(l.proceeding_ref, h.proceeding_ref) AS proceeding_ref, coalesce(l.day, h.day) AS day, l.day IS NOT NULL AS listed,
         CASE WHEN l.used = 'used' OR h.day IS NOT NULL THEN 'held' WHEN l.used = 'lost' THEN 'vacated' ELSE 'not_recorded' END AS state
  FROM listed l
  FULL JOIN held h ON h.proceeding_ref = l.proceeding_ref AND h.day = l.day
),
home AS (
  SELECT r.*
  FROM reviews r
  LEFT JOIN proceeding p USING (proceeding_ref)
  LEFT JOIN case_ c USING (case_ref)
  WHERE coalesce(c.territory, 'EW') = 'EW'
)
SELECT q.quarter, count(*) FILTER (r.listed) AS listed,
       count(*) FILTER (r.listed AND r.state = 'held') AS held,
       count(*) FILTER (r.state = 'vacated') AS vacated,
       count(*) FILTER (r.state = 'not_recorded') AS not_recorded,
       count(*) FILTER (NOT r.listed) AS held_unlisted
FROM quarters($to::DATE, 8) q
LEFT JOIN home r ON fq(r.day) = q.quarter
GROUP BY q.quarter
ORDER BY q.quarter
