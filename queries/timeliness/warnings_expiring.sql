-- title: Warnings that expire in the next six months
-- question: Which written warnings run out in the next six months?
-- audience: [psu]
-- measures: [M17]
-- population: Subjects of misconduct proceedings of England and Wales given a written or final written warning, in a type of proceeding that the row of the limit applies to, whose last day is in the six months after the position date; and those of whom the day notified is not on record and whose warning may still run
-- numerator: none
-- denominator: none
-- clock: MIS-WARN-WW and MIS-WARN-FWW of the clocks, from the day the officer was notified, by the rules that govern the subject's matter
-- censoring: none
-- grain: One row a subject in a proceeding, the next to expire first, those without a day last
-- source: SI 2020/4 reg 42; Police (Conduct) Regulations 2012 for matters before 1 February 2020
-- caveats:
--   - A final written warning can be imposed for longer, up to five years, and extended under the 2012 Regulations; no export says for how long, so the shortest term is shown.
--   - Extended special unpaid leave does not count towards the term. It is not recorded here.
--   - Without the day on which the officer was notified the last day cannot be worked out and stands empty; such a warning is shown until the longest term of its kind from the outcome is over.
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
  SELECT p.proceeding_ref, p.case_ref, p.subject_ref, s.status, p.force, p.type, p.sanction,
         coalesce(o.first_date, p.completed_date) AS outcome_date, n.first_date AS notified_date
  FROM ps p
  LEFT JOIN ps_event o ON o.ps_no = p.ps_no AND o.code = 'outcome_imposed'
  LEFT JOIN ps_event n ON n.ps_no = p.ps_no AND n.code = 'officer_notified'
  LEFT JOIN subject s ON s.case_ref = p.case_ref AND s.subject_ref = p.subject_ref
),
longest AS (
  SELECT l.only_if[10:] AS sanction, y.code AS type, max(l.n) AS n
  FROM ref.standard l JOIN ref.proceeding_type y ON list_contains(string_split(l.applies_to, '|'), y.code)
  WHERE l.duty = 'term' AND starts_with(l.only_if, 'sanction=')
  GROUP BY ALL
),
term AS (
  SELECT c.proceeding_ref, c.case_ref, c.subject_ref, c.due_date AS expires, l.n AS term_months
  FROM clock c JOIN measured_limit l ON l.limit_no = c.limit_no
  WHERE c.standard_id IN ('MIS-WARN-WW', 'MIS-WARN-FWW')
)
SELECT t.expires, w.proceeding_ref, w.case_ref, w.subject_ref, w.status, w.force, w.type, w.sanction, w.outcome_date, w.notified_date, t.term_months
FROM warned w
LEFT JOIN term t USING (proceeding_ref, case_ref, subject_ref)
LEFT JOIN longest g ON g.sanction = w.sanction AND g.type = w.type
WHERE t.expires > $as_of::DATE AND t.expires <= months_of($as_of::DATE, 6)
   OR w.notified_date IS NULL AND months_from(w.outcome_date, g.n) > $as_of::DATE
ORDER BY t.expires NULLS LAST, w.proceeding_ref, w.case_ref, w.subject_ref
