-- The day a case's matter came to attention: for a complaint with a day of receipt that day, which goes before any event that says
-- when it came to attention; for any other the earlier of the case's own date and the first such event, whomever it names. NULL where neither is recorded.
CREATE OR REPLACE VIEW case_start AS
SELECT c.case_ref, CASE WHEN c.matter_type = 'complaint' AND c.complaint_made_date IS NOT NULL THEN c.complaint_made_date
                        ELSE least(c.attention_date, e.first_date) END AS start_date
FROM case_ c
LEFT JOIN (SELECT case_ref, min(event_date) AS first_date FROM known_event WHERE code = 'came_to_attention' GROUP BY case_ref) e ON e.case_ref = c.case_ref
