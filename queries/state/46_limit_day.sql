-- Every day of the milestones of which not only the first counts: those that stop a limit, start it anew or stand in place of its end, and the starts
-- and ends of limits that repeat. Few events are such.
CREATE OR REPLACE TABLE limit_day AS
WITH wanted AS (
  SELECT DISTINCT c.anchor, c.code, c.milestone_no
  FROM limit_code c JOIN measured_limit l ON l.limit_no = c.limit_no
  WHERE c.role IN ('else', 'stop', 'restart') OR (l.rule = 'PERIODIC' AND l.follows = [''] AND c.role IN ('start', 'end'))
)
SELECT DISTINCT e.item_no, w.milestone_no, e.event_date AS day
FROM item_event e
JOIN anchored a ON a.item_no = e.item_no
JOIN wanted w ON w.anchor = a.anchor AND w.code = e.code
UNION
-- A hearing sent back is often only said as the way that the proceeding ended.
SELECT p.ps_no, w.milestone_no, p.completed_date
FROM ps p JOIN wanted w ON w.anchor = 'proc_subject' AND w.code = p.ended_how
