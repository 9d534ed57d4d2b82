-- Every act of a duty that is overdue at as_of, one row an act: the clocks open past the date now due, and the public notices of hearings that are listed and have not
-- begun, where the last day for the notice, counted back from the next day listed, has passed and none is recorded. Of those one row is a hearing.
-- later_code and later_date are the last step on record, of the hearing or after it, that comes after an act which is still open: the proceeding has gone past it
-- though nobody recorded the act. That says nothing of the law: the act stays overdue until it is recorded.
CREATE OR REPLACE TABLE overdue_act AS
WITH late AS (
  -- An extension still runs on its last day, so that the clock is overdue from the next.
  SELECT row_number() OVER () AS act_no, standard_id, limit_no, coalesce(ext_due_date, due_date) AS due, coalesce(ext_due_date + 1, due_date) AS overdue_from,
         start_date, case_ref, subject_ref, anchor_ref, proceeding_ref, force
  FROM clock
  WHERE state = 'open_overdue' AND duty = 'duty'
),
-- The hearing or trial and all that can only come after it; of an inquest its conclusion, since a duty to report falls due while it runs.
step AS (
  SELECT code, rank FROM ref.code
  WHERE list = 'event'
    AND code IN ('hearing_day_start', 'hearing_completed', 'report_to_aa', 'officer_notified', 'report_published', 'barred_list_reported',
                 'trial_start', 'verdict', 'sentence', 'conclusion')
),
past AS (
  SELECT o.act_no, arg_max(e.code, k.rank) AS later_code, arg_max(e.first_date, k.rank) AS later_date
  FROM late o
  JOIN measured_limit l ON l.limit_no = o.limit_no
  JOIN ref.code a ON a.list = 'event' AND a.code = l.end_code
  JOIN ps p ON p.proceeding_ref = o.proceeding_ref AND p.case_ref = o.case_ref AND p.subject_ref = o.subject_ref
  JOIN ps_event e ON e.ps_no = p.ps_no AND e.first_date >= o.start_date
  JOIN step k ON k.code = e.code AND k.rank > a.rank
  GROUP BY o.act_no
)
SELECT o.standard_id, o.due, o.overdue_from, o.case_ref, o.subject_ref,
       -- A recommendation or debrief has a reference of its own, and its case may be unknown.
       CASE WHEN o.anchor_ref <> '' THEN o.anchor_ref ELSE o.proceeding_ref END AS proceeding_ref, o.force, p.later_code, p.later_date
FROM late o LEFT JOIN past p USING (act_no)
UNION ALL
SELECT standard_id, due_date, due_date, case_ref, '', proceeding_ref, force, NULL, NULL
FROM notice_due
WHERE due_date <= $as_of::DATE
