-- title: Proof of service
-- question: When was each notice served, served again and answered?
-- audience: [psu, quality]
-- measures: [M04, M07]
-- population: Services of notices of referral (reg 30) and of accelerated hearing (reg 51) in the twelve months that end with the period, on subjects of proceedings
-- numerator: none
-- denominator: none
-- clock: Limits run from the first service; later ones are listed and move nothing
-- censoring: What has not happened by the position date has no date
-- grain: One row a service of a notice on a subject
-- source: SI 2020/4 regs 30, 31, 32 and 51
-- caveats:
--   - This is what the systems say was served and when. The proof itself, such as a signed receipt, is no part of any export.
--   - Whether a first service was valid is not recorded; where it was not, the limit ran from a later one.
--   - A service entered twice on the same day is one service.
-- parameters: [to]
-- columns:
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: notice, title: Notice, kind: label, role: dimension, list: event}
--   - {name: served_date, title: Served, kind: date, role: dimension}
--   - {name: service_no, title: Service, kind: number, role: dimension}
--   - {name: recorded_date, title: Written down, kind: date, role: dimension}
--   - {name: first_served, title: Limits run from, kind: date, role: dimension}
--   - {name: response_date, title: Response, kind: date, role: dimension}
--   - {name: witness_lists_date, title: Witness lists, kind: date, role: dimension}
--   - {name: chair_date, title: Documents to the chair, kind: date, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH services AS (
  SELECT p.ps_no, p.proceeding_ref, p.case_ref, p.subject_ref, p.force, p.type, e.code AS notice, e.event_date AS served_date,
         min(e.recorded_date) AS recorded_date
  FROM event e
  JOIN ps p ON p.proceeding_ref = e.proceeding_ref AND p.case_ref = e.case_ref AND still_about(e.subject_ref, e.event_date, p.subject_ref, p.left_date)
  WHERE e.code IN ('reg30_served', 'reg51_served')
  GROUP BY ALL
),
numbered AS (
  SELECT *, row_number() OVER service AS service_no, first_value(served_date) OVER service AS first_served
  FROM services
  WINDOW service AS (PARTITION BY ps_no, notice ORDER BY served_date)
)
SELECT n.proceeding_ref, n.case_ref, n.subject_ref, n.force, n.type, n.notice, n.served_date, n.service_no, n.recorded_date, n.first_served,
       r.first_date AS response_date, w.first_date AS witness_lists_date, d.first_date AS chair_date
FROM numbered n
LEFT JOIN ps_event r ON r.ps_no = n.ps_no AND r.code = 'officer_response'
LEFT JOIN ps_event w ON w.ps_no = n.ps_no AND w.code = 'witness_lists_exchanged'
LEFT JOIN ps_event d ON d.ps_no = n.ps_no AND d.code = 'docs_to_chair'
WHERE within_years(n.served_date, $to::DATE, 1)
ORDER BY n.served_date DESC, n.proceeding_ref, n.case_ref, n.subject_ref, n.notice
