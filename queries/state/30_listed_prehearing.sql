-- Each day listed for a pre-hearing, and for whom. The list names nobody; where the log says by name for which subjects one was held that day it was theirs, and no
-- other subject of a joint proceeding is judged by it; else it was for all (subject_ref is empty).
CREATE OR REPLACE VIEW listed_prehearing AS
SELECT l.proceeding_ref, l.listed_date, l.used, e.case_ref, coalesce(e.subject_ref, '') AS subject_ref
FROM listing l
LEFT JOIN event e ON e.proceeding_ref = l.proceeding_ref AND e.code = 'prehearing_held' AND e.event_date = l.listed_date AND e.subject_ref <> ''
WHERE l.kind = 'prehearing'
