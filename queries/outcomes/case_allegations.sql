-- title: What was alleged and decided in a case
-- question: What was alleged of each person, who decided what on it, and what was found?
-- audience: [debrief]
-- measures: [M16]
-- population: Every subject of the cases asked about with each allegation against them
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: Decisions and findings up to the position date
-- grain: One row a subject and allegation; a subject without an allegation on record has one row
-- source: Debrief of a case (domain 4.5)
-- caveats:
--   - The decision is the last final one on the allegation, else on the subject as a whole, else the last that was not final.
--   - A finding here is one on the allegation itself; most exports hold only the highest finding of each proceeding.
-- parameters: [cases]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: status, title: Status, kind: label, role: dimension, list: subject_status}
--   - {name: allegation_ref, title: Allegation, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: scheme, title: Coded by, kind: label, role: dimension, list: allegation_scheme}
--   - {name: code, title: What was alleged, kind: label, role: dimension}
--   - {name: standard, title: Standard, kind: label, role: dimension, list: professional_standard}
--   - {name: severity, title: Assessed severity, kind: label, role: dimension, list: indication}
--   - {name: decided_date, title: Decided, kind: date, role: dimension}
--   - {name: level, title: Decision, kind: label, role: dimension, list: decision_level}
--   - {name: decider, title: Decided by, kind: label, role: dimension, list: decider}
--   - {name: standing, title: Standing of the decision, kind: label, role: dimension}
--   - {name: finding_scheme, title: Finding coded by, kind: label, role: dimension, list: finding_scheme}
--   - {name: finding, title: Finding on the allegation, kind: label, role: dimension}
--   - {name: finding_date, title: Found, kind: date, role: dimension}
--   - {name: source, title: Source, kind: label, role: dimension}
--   - {name: decision_source, title: Source of the decision, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH asked AS (
  SELECT unnest($cases::VARCHAR[]) AS case_ref
),
people AS (
  SELECT case_ref, subject_ref FROM subject SEMI JOIN asked USING (case_ref)
  UNION
  SELECT case_ref, subject_ref FROM allegation SEMI JOIN asked USING (case_ref)
  UNION
  SELECT case_ref, subject_ref FROM decision SEMI JOIN asked USING (case_ref)
),
alleged AS (
  SELECT p.case_ref, p.subject_ref, s.status, coalesce(a.allegation_ref, '') AS allegation_ref, a.proceeding_ref, a.scheme, a.code, a.standard, a.severity,
         a.finding_scheme, a.finding, a.finding_date, coalesce(a.source, s.source) AS source
  FROM people p
  LEFT JOIN subject s ON s.case_ref = p.case_ref AND s.subject_ref = p.subject_ref
  LEFT JOIN allegation a ON a.case_ref = p.case_ref AND a.subject_ref = p.subject_ref
)
SELECT a.case_ref, a.subject_ref, a.status, a.allegation_ref, a.proceeding_ref, a.scheme, a.code, a.standard, a.severity,
       d.decided_date, d.level, d.decider, CASE WHEN d.is_final THEN 'final' WHEN NOT d.is_final THEN 'not final' END AS standing,
       a.finding_scheme, a.finding, a.finding_date, a.source, d.source AS decision_source
FROM alleged a
LEFT JOIN decision d ON d.case_ref = a.case_ref AND d.subject_ref = a.subject_ref AND d.allegation_ref IN (a.allegation_ref, '')
QUALIFY row_number() OVER (PARTITION BY a.case_ref, a.subject_ref, a.allegation_ref
                           ORDER BY coalesce(d.is_final, false) DESC, d.allegation_ref <> '' DESC, d.decided_date DESC, d.level) = 1
ORDER BY a.case_ref, a.subject_ref, a.allegation_ref
