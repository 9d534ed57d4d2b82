-- title: Warnings that expire in the next six months
-- question: Which written warnings run out in the next six months?
-- audience: [psu]
-- measures: [M17]
-- population: Subjects of misconduct proceedings of England and Wales given a written or final written warning, in a type of proceeding that the row of the limit applies to, whose last day is in the six months after the as-of date
-- numerator: none
-- denominator: none
-- clock: MIS-WARN-WW and MIS-WARN-FWW in ref.standard, from the day the officer was notified, or where that is not recorded the day of the outcome; the row of the limit is that in force when the matter came to attention (a complaint, when it was made), or where that is not recorded on the day of the outcome
-- censoring: none
-- grain: One row a subject in a proceeding, the next to expire first
-- source: SI 2020/4 reg 42; Police (Conduct) Regulations 2012 for matters before 1 February 2020
-- caveats:
--   - A final written warning can be imposed for longer, up to five years, and extended under the 2012 Regulations; no export says for how long, so the shortest term is shown.
--   - Extended special unpaid leave does not count towards the term. It is not recorded here.
--   - A written warning recorded of an accelerated hearing has no term in the table of limits and is not here.
--   - A warning set aside on appeal since is here until the outcome is corrected.
-- parameters: [as_of]
-- columns:
--   - {name: expires, title: Last day, kind: date, role: dimension}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: status, title: Status, kind: label, role: dimension, list: subject_status}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: sanction, title: Warning, kind: label, role: dimension, list: sanction}
--   - {name: outcome_date, title: Outcome, kind: date, role: dimension}
--   - {name: notified_date, title: Officer notified, kind: date, role: dimension}
--   - {name: term_months, title: Term, kind: duration, unit: months, role: measure}
-- totals: none
-- sensitivity: case
-- ---
WITH warned AS (
  SELECT p.ps_no, p.proceeding_ref, p.case_ref, p.subject_ref, s.status, p.force, p.type, p.sanction,
         CASE p.sanction WHEN 'written_warning' THEN 'MIS-WARN-WW' WHEN 'final_written_warning' THEN 'MIS-WARN-FWW' END AS standard_id,
         coalesce(o.first_date, p.completed_date) AS outcome_date, n.first_date AS notified_date,
         CASE WHEN c.matter_type = 'complaint' THEN coalesce(c.complaint_made_date, c.attention_date) ELSE c.attention_date END AS attention_date
  FROM ps p
  LEFT JOIN ps_event o ON o.ps_no = p.ps_no AND o.code = 'outcome_imposed'
  LEFT JOIN ps_event n ON n.ps_no = p.ps_no AND n.code = 'officer_notified'
  LEFT JOIN case_ c ON c.case_ref = p.case_ref
  LEFT JOIN subject s ON s.case_ref = p.case_ref AND s.subject_ref = p.subject_ref
  WHERE coalesce(c.territory, 'EW') = 'EW'
),
-- Of the rows of a limit the latest that had begun when the matter came to attention: an earlier regime keeps its term.
termed AS (
  SELECT w.ps_no, arg_max(l.n, l.valid_from) AS term_months
  FROM warned w
  JOIN ref.standard l ON l.standard_id = w.standard_id AND list_contains(string_split(l.applies_to, '|'), w.type)
                     AND l.valid_from <= coalesce(w.attention_date, w.outcome_date)
  GROUP BY w.ps_no
),
dated AS (
  SELECT w.*, t.term_months, months_from(coalesce(w.notified_date, w.outcome_date), t.term_months) AS expires
  FROM warned w
  JOIN termed t USING (ps_no)
)
SELECT expires, proceeding_ref, case_ref, subject_ref, status, force, type, sanction, outcome_date, notified_date, term_months
FROM dated
WHERE expires > $as_of::DATE AND expires <= months_of($as_of::DATE, 6)
ORDER BY expires, proceeding_ref, case_ref, subject_ref
