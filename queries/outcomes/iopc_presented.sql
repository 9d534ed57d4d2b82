-- title: Proceedings presented by the Director General
-- question: Which proceedings does the national body present itself, and how did they end?
-- audience: [psu]
-- measures: [M19]
-- population: Subjects in proceedings of England and Wales presented by the Director General, still open at the position date or ended in the twelve months up to it
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: Open proceedings have no result; those ended have no next day
-- grain: One row a subject in a proceeding, open ones first, then those that ended last
-- source: SI 2020/4 reg 24; measure M19
-- caveats:
--   - The presenter is as recorded; proceedings with none recorded are not here.
--   - Who presents is chosen by kind of case. This list is no comparison of presenters.
-- parameters: [as_of]
-- columns:
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: started_date, title: Opened, kind: date, role: dimension}
--   - {name: begun_date, title: First hearing day, kind: date, role: dimension}
--   - {name: next_listed, title: Next listed for, kind: date, role: dimension}
--   - {name: completed_date, title: Ended, kind: date, role: dimension}
--   - {name: ended_how, title: How, kind: label, role: dimension, list: ended_how}
--   - {name: finding, title: Finding, kind: label, role: dimension, list: finding}
--   - {name: sanction, title: Outcome, kind: label, role: dimension, list: sanction}
-- totals: none
-- sensitivity: case
-- ---
WITH ahead AS (
  SELECT proceeding_ref, min(listed_date) AS next_listed FROM listing WHERE listed_date > $as_of::DATE GROUP BY proceeding_ref
)
SELECT p.proceeding_ref, p.case_ref, p.subject_ref, p.force, p.type, p.started_date, h.first_date AS begun_date,
       CASE WHEN p.completed_date IS NULL THEN a.next_listed END AS next_listed,
       p.completed_date, p.ended_how, p.finding, p.sanction
FROM ps p
JOIN proceeding d ON d.proceeding_ref = p.proceeding_ref AND d.presenter = 'dg'
LEFT JOIN ps_event h ON h.ps_no = p.ps_no AND h.code = 'hearing_day_start'
LEFT JOIN ahead a ON a.proceeding_ref = p.proceeding_ref
WHERE (p.completed_date IS NULL OR within_years(p.completed_date, $as_of::DATE, 1))
ORDER BY p.completed_date DESC NULLS FIRST, p.proceeding_ref, p.case_ref, p.subject_ref
