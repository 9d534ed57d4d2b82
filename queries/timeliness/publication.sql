-- title: Outcome reports published
-- question: Are reports of public hearings published and kept up, and dismissals reported to the barred list?
-- audience: [psu, quality, board]
-- measures: []
-- population: Subjects of misconduct hearings and accelerated hearings of England and Wales that were concluded; those in private stand apart
-- numerator: Report published; kept up for the least stay; dismissal reported to the barred list
-- denominator: Public hearings concluded; reports published; dismissals, also those in private
-- clock: From the end to the first publication, in days; the least stay as the clock of MIS-OUT-STAY has it, which begins with the day of publication
-- censoring: Kaplan–Meier; reports not on record are censored on the position date; a report still up on the day its least stay ends has kept it
-- grain: One row a financial year of the end, five years at most
-- source: SI 2020/4 regulations 43 and 63; SI 2017/1135
-- caveats:
--   - A report may lawfully be withheld or redacted; that is not recorded apart, so a report not recorded is not a breach.
--   - In private means that a restriction of that kind is on record for the proceeding, on the whole of it or on that subject.
--   - A report without a day taken down is taken as still up; so is one whose first day taken down is before it was published.
-- parameters: [as_of, to]
-- then:
--   - km: {by: year, t: t, events: events, censored: censors, median: median_days}
-- columns:
--   - {name: year, title: Year of the end, kind: label, role: dimension}
--   - {name: hearings, title: Hearings concluded, kind: count, unit: subjects, role: measure}
--   - {name: in_private, title: In private, kind: count, unit: subjects, role: measure}
--   - {name: public, title: In public, kind: count, unit: subjects, role: measure}
--   - {name: published, title: Report published, kind: count, unit: subjects, role: measure}
--   - {name: not_recorded, title: No report on record, kind: count, unit: subjects, role: measure}
--   - {name: median_days, title: Median days to publication, kind: duration, unit: days, role: measure, of: public}
--   - {name: stayed, title: Kept up for the least stay, kind: count, unit: subjects, role: measure}
--   - {name: taken_down_early, title: Taken down before, kind: count, unit: subjects, role: measure}
--   - {name: stay_running, title: Least stay not yet over, kind: count, unit: subjects, role: measure}
--   - {name: dismissals, title: Dismissals, kind: count, unit: subjects, role: measure}
--   - {name: barred_reported, title: Reported to the barred list, kind: count, unit: subjects, role: measure}
--   - {name: barred_not_recorded, title: No barred list report on record, kind: count, unit: subjects, role: measure}
-- totals: in_private + public = hearings; published + not_recorded = public; stayed + taken_down_early + stay_running = published; barred_reported + barred_not_recorded = dismissals
-- sensitivity: aggregate
-- ---
WITH private_hearing AS (
  SELECT DISTINCT p.ps_no
  FROM ps p JOIN restriction r ON r.proceeding_ref = p.proceeding_ref AND r.kind = 'private_hearing' AND coalesce(r.subject_ref, p.subject_ref) = p.subject_ref
),
heard AS (
  SELECT p.ps_no, fy(p.completed_date) AS year, p.completed_date, v.ps_no IS NOT NULL AS in_private, u.first_date AS published_date, k.state, k.due_date,
         coalesce(s.dismissal, false) AS dismissal, b.ps_no IS NOT NULL AS barred
  FROM ps p
  LEFT JOIN private_hearing v USING (ps_no)
  LEFT JOIN ps_event u ON u.ps_no = p.ps_no AND u.code = 'report_published'
  LEFT JOIN clock k ON k.standard_id = 'MIS-OUT-STAY' AND k.proceeding_ref = p.proceeding_ref AND k.case_ref = p.case_ref AND k.subject_ref = p.subject_ref
  LEFT JOIN ps_event b ON b.ps_no = p.ps_no AND b.code = 'barred_list_reported'
  LEFT JOIN ref.sanction s ON s.code = p.sanction
  WHERE p.type IN ('MH', 'AH') AND p.ended_how = 'concluded' AND within_fys(p.completed_date, $to::DATE, 5)
),
judged AS (
  SELECT *, CASE WHEN in_private THEN 'private' WHEN published_date IS NULL THEN 'not_recorded' WHEN state = 'ended_early' THEN 'early'
                 WHEN state = 'met' OR (state = 'end_before_start' AND due_date <= $as_of::DATE) THEN 'stayed' ELSE 'running' END AS kept
  FROM heard
),
years AS (
  SELECT year, count(*) AS hearings, count(*) FILTER (in_private) AS in_private, count(*) FILTER (NOT in_private) AS public,
         count(*) FILTER (kept IN ('stayed', 'early', 'running')) AS published, count(*) FILTER (kept = 'not_recorded') AS not_recorded,
         count(*) FILTER (kept = 'stayed') AS stayed, count(*) FILTER (kept = 'early') AS taken_down_early, count(*) FILTER (kept = 'running') AS stay_running,
         count(*) FILTER (dismissal) AS dismissals, count(*) FILTER (dismissal AND barred) AS barred_reported, count(*) FILTER (dismissal AND NOT barred) AS barred_not_recorded
  FROM judged GROUP BY year
),
steps AS (
  SELECT year, greatest(coalesce(published_date, $as_of::DATE) - completed_date, 0) AS t, count(published_date) AS events, count(*) - count(published_date) AS censors
  FROM judged WHERE NOT in_private GROUP BY ALL
)
SELECT y.*, s.t, coalesce(s.events, 0) AS events, coalesce(s.censors, 0) AS censors
FROM years y
LEFT JOIN steps s USING (year)
ORDER BY y.year, s.t
