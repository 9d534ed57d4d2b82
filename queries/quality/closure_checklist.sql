-- title: Closure checklist
-- question: What is still to be done on misconduct proceedings that have concluded?
-- audience: [psu, quality]
-- measures: [M08, M31, M37]
-- population: Subjects of misconduct meetings, hearings and accelerated hearings of England and Wales that concluded in the six months up to the position date
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: What has not happened by the position date is not recorded
-- grain: One row a subject in a proceeding, those with most left to do first
-- source: SI 2020/4 regs 43 and 63; SI 2017/1135; the unit's own lists of debriefs and exhibit audits
-- caveats:
--   - Not recorded is not the same as not done. It says only that no export has a date for it.
--   - Where a system has no field for a step, every one of its proceedings is not recorded on it.
--   - Publication is asked of hearings only, and the chair may have withheld it; the barred list of dismissals, those of former officers among them; the complainant of complaints. Exhibits and debrief are asked where an audit or a debrief was planned.
-- parameters: [as_of]
-- columns:
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: completed_date, title: Concluded, kind: date, role: dimension}
--   - {name: report, title: Report to the authority, kind: label, role: dimension}
--   - {name: officer, title: Officer told, kind: label, role: dimension}
--   - {name: complainant, title: Complainant told, kind: label, role: dimension}
--   - {name: published, title: Published, kind: label, role: dimension}
--   - {name: barred_list, title: Barred list told, kind: label, role: dimension}
--   - {name: exhibits, title: Exhibits audited, kind: label, role: dimension}
--   - {name: debrief, title: Debrief held, kind: label, role: dimension}
--   - {name: closed, title: Case closed, kind: label, role: dimension}
--   - {name: left_to_do, title: Not recorded, kind: count, unit: steps, role: measure}
-- totals: none
-- sensitivity: case
-- ---
WITH concluded AS (
  SELECT p.ps_no, p.proceeding_ref, p.case_ref, p.subject_ref, p.force, p.type, p.completed_date,
         p.type IN ('MH', 'AH') AS public, coalesce(a.dismissal, false) AS dismissed, coalesce(c.matter_type = 'complaint', false) AS complained,
         c.closed_date IS NOT NULL AS closed
  FROM ps p
  LEFT JOIN case_ c ON c.case_ref = p.case_ref
  LEFT JOIN ref.sanction a ON a.code = p.sanction
  WHERE p.type IN ('MH', 'MM', 'AH') AND p.ended_how = 'concluded' AND p.completed_date > months_of($as_of::DATE, -6)
),
events AS (
  SELECT ps_no, list(code) AS codes FROM ps_event GROUP BY ps_no
),
audits AS (
  SELECT case_ref, count(*) = count(done_date) AS done FROM exhibit_audit GROUP BY case_ref
),
debriefs AS (
  SELECT p.proceeding_ref, bool_and(d.held_date IS NOT NULL) AS held
  FROM debrief d
  -- One that names no proceeding is about every proceeding of its case.
  JOIN proceeding p ON p.proceeding_ref = d.proceeding_ref OR d.proceeding_ref IS NULL AND p.case_ref = d.case_ref
  GROUP BY ALL
),
asked AS (
  SELECT c.*, true AS report_asked, coalesce(list_contains(e.codes, 'report_to_aa'), false) AS reported,
         coalesce(list_contains(e.codes, 'officer_notified'), false) AS told,
         coalesce(list_contains(e.codes, 'complainant_notified'), false) AS complainant_told,
         coalesce(list_contains(e.codes, 'report_published'), false) AS report_published,
         coalesce(list_contains(e.codes, 'barred_list_reported'), false) AS barred,
         a.done AS audited, d.held
  FROM concluded c
  LEFT JOIN events e USING (ps_no)
  LEFT JOIN audits a USING (case_ref)
  LEFT JOIN debriefs d USING (proceeding_ref)
),
worded AS (
  SELECT *,
         step_word(true, reported) AS report, step_word(true, told) AS officer, step_word(complained, complainant_told) AS complainant,
         step_word(public, report_published) AS published, step_word(dismissed, barred) AS barred_list,
         step_word(audited IS NOT NULL, audited) AS exhibits, step_word(held IS NOT NULL, held) AS debrief, step_word(true, closed) AS case_closed
  FROM asked
)
SELECT proceeding_ref, case_ref, subject_ref, force, type, completed_date, report, officer, complainant, published, barred_list, exhibits, debrief,
       case_closed AS closed,
       len(list_filter([report, officer, complainant, published, barred_list, exhibits, debrief, case_closed], lambda w: w = 'not recorded')) AS left_to_do
FROM worded
ORDER BY left_to_do DESC, completed_date, proceeding_ref, case_ref, subject_ref
