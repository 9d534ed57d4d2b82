-- What has to be done a number of working days before a hearing that is listed and has not begun (the public notice), where it is not yet done: one row a
-- limit and proceeding. No clock runs before the hearing has begun, for a day listed can still move; here the next day listed is taken as the
-- first. due_date is the last lawful day, and may be past.
CREATE OR REPLACE TABLE notice_due AS
WITH listed AS (
  SELECT proceeding_ref, min(listed_date) AS hearing_date
  FROM listing
  WHERE kind = 'hearing' AND listed_date > $as_of::DATE
  GROUP BY proceeding_ref
),
reached AS (
  SELECT p.proceeding_ref, e.code FROM ps_event e JOIN ps p USING (ps_no)
),
counted AS (
  -- Officers of one hearing can be of different cases: the first stands for all.
  SELECT l.standard_id, p.proceeding_ref, min(p.case_ref) AS case_ref, arg_min(p.force, p.case_ref) AS force, h.hearing_date, l.calendar_id, l.n, l.clear_days
  FROM measured_limit l
  JOIN ps p ON (list_contains(l.types, '') OR list_contains(l.types, p.type)) AND p.completed_date IS NULL
  JOIN listed h ON h.proceeding_ref = p.proceeding_ref AND h.hearing_date BETWEEN l.valid_from AND l.valid_to
  LEFT JOIN limit_item i ON i.limit_no = l.limit_no AND i.item_no = p.ps_no
  WHERE l.rule = 'BEFORE' AND l.unit = 'working_day' AND l.anchor = 'proc_subject' AND l.start_code = 'hearing_day_start'
    AND (l.conditions = 0 OR i.item_no IS NOT NULL)
    AND NOT EXISTS (FROM reached r WHERE r.proceeding_ref = p.proceeding_ref AND r.code IN (l.start_code, l.end_code))
  GROUP BY ALL
)
SELECT c.standard_id, c.proceeding_ref, c.case_ref, c.force, c.hearing_date, d.day AS due_date
FROM counted c
JOIN ref.calendar k ON k.calendar_id = c.calendar_id AND k.day = c.hearing_date
JOIN ref.calendar d ON d.calendar_id = c.calendar_id AND d.working AND d.idx = days_before(k.idx, k.working, c.n, c.clear_days)
