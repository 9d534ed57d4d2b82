-- The first day of each milestone that starts or ends a limit, by what the limit attaches to. Events and the
-- dates that records carry themselves are one table here: a case's own dates stand beside its events (a
-- complaint's period starts when the complaint was made, any other when the matter came to attention). type is that of
-- the proceeding, and decides early which limits apply. A sanction stands by the day the proceeding ended.
CREATE OR REPLACE TABLE milestone AS
WITH wanted AS (
  SELECT DISTINCT anchor, code, milestone_no FROM limit_code WHERE role IN ('start', 'end', 'only')
),
case_event AS (
  SELECT e.case_ref, w.milestone_no, e.event_date AS day
  FROM known_event e JOIN wanted w ON w.anchor = 'case' AND w.code = e.code
  -- A complaint's own date of receipt goes before the day somebody noted that it came to attention.
  ANTI JOIN (SELECT case_ref FROM case_ WHERE matter_type = 'complaint' AND complaint_made_date IS NOT NULL) c
    ON c.case_ref = e.case_ref AND e.code = 'came_to_attention'
  UNION ALL
  SELECT c.case_ref, w.milestone_no, CASE WHEN c.matter_type = 'complaint' THEN coalesce(c.complaint_made_date, c.attention_date) ELSE c.attention_date END
  FROM case_ c JOIN wanted w ON w.anchor = 'case' AND w.code = 'came_to_attention'
),
dated AS (
  SELECT a.item_no, d.milestone_no, d.day
  FROM case_event d JOIN anchored a ON a.anchor = 'case' AND a.case_ref = d.case_ref
  UNION ALL
  SELECT a.item_no, w.milestone_no, e.event_date
  FROM known_event e JOIN wanted w ON w.anchor = 'case_subject' AND w.code = e.code
  JOIN anchored a ON a.anchor = 'case_subject' AND a.case_ref = e.case_ref AND about(e.subject_ref, a.subject_ref)
  UNION ALL
  SELECT a.item_no, w.milestone_no, r.made_date
  FROM recommendation r
  JOIN anchored a ON a.anchor = 'recommendation' AND a.anchor_ref = r.recommendation_ref
  JOIN wanted w ON w.anchor = 'recommendation' AND w.code = a.own_start
  UNION ALL
  SELECT a.item_no, w.milestone_no, s.received_date
  FROM response s
  JOIN anchored a ON a.anchor = 'recommendation' AND a.anchor_ref = s.recommendation_ref
  JOIN wanted w ON w.anchor = 'recommendation' AND w.code = 'response_received'
  UNION ALL
  SELECT a.item_no, w.milestone_no, CASE w.code WHEN 'debrief_triggered' THEN d.trigger_date WHEN 'debrief_held' THEN d.held_date END
  FROM debrief d
  JOIN anchored a ON a.anchor = 'debrief' AND a.anchor_ref = d.debrief_ref
  JOIN wanted w ON w.anchor = 'debrief'
)
SELECT item_no, milestone_no, '' AS type, min(day) AS first_date
FROM dated
WHERE day IS NOT NULL
GROUP BY item_no, milestone_no
UNION ALL
SELECT e.ps_no, w.milestone_no, p.type, e.first_date
FROM ps_event e
JOIN wanted w ON w.anchor = 'proc_subject' AND w.code = e.code
JOIN ps p USING (ps_no)
UNION ALL
SELECT p.ps_no, w.milestone_no, p.type, p.completed_date
FROM ps p
JOIN wanted w ON w.anchor = 'proc_subject' AND w.code = 'sanction=' || p.sanction
WHERE p.completed_date IS NOT NULL
