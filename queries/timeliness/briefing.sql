-- title: Briefing on hearings in the next 30 days
-- question: Which hearings are listed in the next 30 days, and what could go wrong?
-- audience: [psu, board]
-- measures: [M03, M04]
-- population: Proceedings of England and Wales with a day listed in the 30 days after the position date, and those that no export describes
-- numerator: none
-- denominator: none
-- clock: The limit on the first day is that of ref.standard, as extended in time, and of several subjects the earliest that still runs
-- censoring: Limits that have been met or ended otherwise show no date; a public notice is due by a date only while none is recorded
-- grain: One row a proceeding
-- source: Measures M03 and M04; the unit's own lists of listed days, reviews and restrictions
-- caveats:
--   - No export says which hearings are of high profile. The priority is the case system's own word.
--   - The risk is that of the last review that recorded one; a risk seen since is not here.
--   - A restriction counts where it is in force on the first of the listed days. Anonymity and publicity are to be checked in the order itself.
-- parameters: [as_of]
-- columns:
--   - {name: next_listed, title: Next listed for, kind: date, role: dimension}
--   - {name: kind, title: Listing, kind: label, role: dimension, list: listing_kind}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: priority, title: Priority, kind: label, role: dimension}
--   - {name: days_listed, title: Days listed, kind: count, unit: days, role: measure}
--   - {name: subjects, title: Subjects still in it, kind: count, unit: subjects, role: measure}
--   - {name: begun_date, title: Begun, kind: date, role: dimension}
--   - {name: limit_due, title: First day due by, kind: date, role: dimension}
--   - {name: held, title: Subjects on hold, kind: count, unit: subjects, role: measure}
--   - {name: risk, title: Last risk, kind: label, role: dimension, list: risk}
--   - {name: risk_date, title: Risk assessed, kind: date, role: dimension}
--   - {name: restrictions, title: Restrictions, kind: count, unit: restrictions, role: measure}
--   - {name: days_late, title: Listed after its limit, kind: duration, unit: days, role: measure}
--   - {name: days_early, title: Listed before its window, kind: duration, unit: days, role: measure}
--   - {name: notice_date, title: Public notice, kind: date, role: dimension}
--   - {name: notice_due, title: Public notice due by, kind: date, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH ahead AS (
  SELECT proceeding_ref, min(listed_date) AS next_listed, min(listed_date) FILTER (kind NOT IN ('prehearing', 'pirh')) AS next_hearing,
         arg_min(kind, (listed_date, kind)) AS kind, count(DISTINCT listed_date) AS days_listed
  FROM listing
  WHERE listed_date - $as_of::DATE BETWEEN 1 AND 30
  GROUP BY proceeding_ref
),
people AS (
  SELECT proceeding_ref, count(*) AS subjects, count(h.kind) AS held
  FROM ps LEFT JOIN ps_hold h USING (ps_no)
  WHERE completed_date IS NULL
  GROUP BY proceeding_ref
),
dates AS (
  SELECT proceeding_ref,
         min(first_date) FILTER (code IN ('hearing_day_start', 'trial_start', 'inquest_start')) AS begun_date,
         min(first_date) FILTER (code = 'public_notice_published') AS notice_date
  FROM ps_event JOIN ps USING (ps_no)
  GROUP BY proceeding_ref
),
limits AS (
  SELECT proceeding_ref, min(coalesce(ext_due_date, due_date)) AS limit_due, max(earliest_date) AS opens_date
  FROM clock
  WHERE state IN ('open_not_due', 'open_in_extension', 'open_overdue')
    AND standard_id IN (SELECT standard_id FROM ref.standard WHERE end_code = 'hearing_day_start')
  GROUP BY proceeding_ref
),
risks AS (
  SELECT o.proceeding_ref, arg_max(r.risk, (r.done_date, r.due_date)) AS risk, max(r.done_date) AS risk_date
  FROM case_review r JOIN case_of o USING (case_ref)
  WHERE r.risk IS NOT NULL
  GROUP BY o.proceeding_ref
),
notices AS (
  SELECT proceeding_ref, min(due_date) AS notice_due FROM notice_due GROUP BY proceeding_ref
),
restricted AS (
  SELECT a.proceeding_ref, count(*) AS restrictions
  FROM ahead a
  JOIN restriction r ON (r.proceeding_ref = a.proceeding_ref
                         OR r.proceeding_ref IS NULL AND EXISTS (FROM case_of o WHERE o.proceeding_ref = a.proceeding_ref AND o.case_ref = r.case_ref))
                    AND coalesce(r.from_date <= a.next_listed, true) AND coalesce(r.until_date >= a.next_listed, true)
  GROUP BY a.proceeding_ref
)
SELECT a.next_listed, a.kind, a.proceeding_ref, p.case_ref, p.force, p.type, c.severity AS priority, a.days_listed,
       coalesce(n.subjects, 0) AS subjects, d.begun_date, l.limit_due, coalesce(n.held, 0) AS held, k.risk, k.risk_date,
       coalesce(r.restrictions, 0) AS restrictions,
       CASE WHEN d.begun_date IS NULL AND a.next_hearing > l.limit_due THEN a.next_hearing - l.limit_due END AS days_late,
       CASE WHEN d.begun_date IS NULL AND a.next_hearing < l.opens_date THEN l.opens_date - a.next_hearing END AS days_early,
       d.notice_date, o.notice_due
FROM ahead a
LEFT JOIN proceeding p USING (proceeding_ref)
LEFT JOIN case_ c USING (case_ref)
LEFT JOIN people n USING (proceeding_ref)
LEFT JOIN dates d USING (proceeding_ref)
LEFT JOIN limits l USING (proceeding_ref)
LEFT JOIN notices o USING (proceeding_ref)
LEFT JOIN risks k USING (proceeding_ref)
LEFT JOIN restricted r USING (proceeding_ref)
WHERE coalesce(c.territory, 'EW') = 'EW'
ORDER BY a.next_listed, a.proceeding_ref
