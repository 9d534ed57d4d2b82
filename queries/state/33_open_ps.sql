-- Open work: every subject in a misconduct, criminal or coronial proceeding that has not ended for them, with
-- the day its age counts from (first notice, else the day it was opened), its age and its stage.
CREATE OR REPLACE TABLE open_ps AS
WITH milestones AS (
  SELECT ps_no,
         min(first_date) FILTER (code IN ('reg30_served', 'reg51_served')) AS notice_date,
         bool_or(code IN ('hearing_day_start', 'trial_start', 'inquest_start')) AS begun,
         bool_or(code IN ('reg30_served', 'reg51_served', 'requisition_issued', 'inquest_opened')) AS served
  FROM ps_event SEMI JOIN ps ON ps.ps_no = ps_event.ps_no AND ps.completed_date IS NULL
  GROUP BY ps_no
)
SELECT p.ps_no, p.proceeding_ref, p.case_ref, p.subject_ref, p.type, p.jurisdiction, p.force,
       coalesce(m.notice_date, p.started_date) AS age_start,
       wd(coalesce(m.notice_date, p.started_date), $as_of::DATE) AS age_wd,
       CASE WHEN h.kind IS NOT NULL THEN 'on_hold'
            WHEN m.begun THEN 'under_way'
            WHEN m.served THEN 'waiting'
            ELSE 'preparing' END AS stage,
       h.kind AS hold_kind
FROM ps p
SEMI JOIN jurisdictions j ON j.jurisdiction = p.jurisdiction
LEFT JOIN milestones m USING (ps_no)
LEFT JOIN ps_hold h USING (ps_no)
WHERE p.completed_date IS NULL
