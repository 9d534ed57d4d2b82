-- title: Updates to those who wait
-- question: Are complainants, families and others updated on time?
-- audience: [quality, debrief, psu, board]
-- measures: [M33]
-- population: Intervals between updates to one audience of one case (England and Wales) whose date due fell in the twelve months that end with the period
-- numerator: Next update on or before the date due
-- denominator: Intervals due
-- clock: From one update to the next; date due as many days after the update as MIS-CMP-UPD in ref.standard, as it stands at the position date
-- censoring: The last interval of a case is late once its date due has come; it does not count where the case was closed on or before that date
-- grain: One row an audience
-- source: Police Reform Act 2002 ss20-21 and SI 2020/2; measure M33; interval Wilson 95 %
-- caveats:
--   - The limit is law for complainants and interested persons such as families; for the other audiences it is only a measuring rod.
--   - Only who has had an update is counted; the wait for the first one, and cases that never had one, make no interval.
--   - An update counts whatever it said.
-- parameters: [to]
-- then:
--   - wilson: {k: within_28, n: intervals, rate: within_rate}
-- columns:
--   - {name: audience, title: Audience, kind: label, role: dimension, list: contact_audience}
--   - {name: intervals, title: Intervals due, kind: count, unit: intervals, role: measure}
--   - {name: within_28, title: Within 28 days, kind: count, unit: intervals, role: measure}
--   - {name: late, title: Late, kind: count, unit: intervals, role: measure}
--   - {name: within_rate, title: Within the standard, kind: rate, role: measure, of: intervals}
--   - {name: within_rate_low, title: Lower limit, kind: rate, role: measure, of: intervals}
--   - {name: within_rate_high, title: Upper limit, kind: rate, role: measure, of: intervals}
-- totals: within_28 + late = intervals
-- sensitivity: aggregate
-- ---
WITH updates AS (
  SELECT u.case_ref, u.audience, u.contact_date, c.case_ref AS known_case, c.closed_date,
         lead(u.contact_date) OVER (PARTITION BY u.case_ref, u.audience ORDER BY u.contact_date) AS next_date
  FROM contact_update u LEFT JOIN case_ c USING (case_ref)
  WHERE coalesce(c.territory, 'EW') = 'EW'
),
intervals AS (
  SELECT u.audience, u.contact_date + l.n AS due_date, u.next_date
  FROM updates u CROSS JOIN limit_now l
  WHERE l.standard_id = 'MIS-CMP-UPD'
    -- Without a case on record nobody knows whether it is still open.
    AND (u.next_date IS NOT NULL OR u.known_case IS NOT NULL AND coalesce(u.closed_date > u.contact_date + l.n, true))
),
due AS (
  SELECT audience, coalesce(next_date <= due_date, false) AS within
  FROM intervals
  WHERE within_years(due_date, $to::DATE, 1)
)
SELECT a.code AS audience, count(d.within) AS intervals, count(*) FILTER (d.within) AS within_28, count(*) FILTER (NOT d.within) AS late,
       count(*) FILTER (d.within) / nullif(count(d.within), 0) AS within_rate
FROM ref.code a
LEFT JOIN due d ON d.audience = a.code
WHERE a.list = 'contact_audience'
GROUP BY a.code
ORDER BY a.code
