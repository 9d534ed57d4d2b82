-- title: Completeness of records
-- question: Which fields can be trusted, force by force?
-- audience: [quality, board]
-- measures: [M37]
-- population: Cases of England and Wales with their subjects, allegations and proceedings
-- numerator: Records in which the field is filled
-- denominator: Records that should have it
-- clock: none
-- censoring: none
-- grain: One row a force of the case and field
-- source: Measure M37
-- caveats:
--   - Filled does not mean right.
--   - A notice is looked for in hearings opened in the twelve months that end with the period; some have not been served yet.
--   - A finding is looked for in every hearing, meeting and accelerated hearing that ended, also one that ended without being decided.
-- parameters: [to]
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: field, title: Field, kind: label, role: dimension}
--   - {name: records, title: Records, kind: count, unit: records, role: measure}
--   - {name: recorded, title: Filled, kind: count, unit: records, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH cases AS (
  SELECT case_ref, coalesce(force, 'not recorded') AS force, attention_date FROM case_ WHERE territory = 'EW'
),
work AS (
  SELECT p.*, coalesce(c.force, 'not recorded') AS case_force
  FROM ps p LEFT JOIN case_ c USING (case_ref)
),
fields AS (
  SELECT force, 'attention_date' AS field, attention_date IS NOT NULL AS filled FROM cases
  UNION ALL
  SELECT c.force, 'ethnicity', s.ethnicity IS NOT NULL FROM subject s JOIN cases c USING (case_ref)
  UNION ALL
  SELECT c.force, 'rank_band', s.rank_band IS NOT NULL FROM subject s JOIN cases c USING (case_ref)
  UNION ALL
  SELECT c.force, 'severity', a.severity IS NOT NULL FROM allegation a JOIN cases c USING (case_ref)
  UNION ALL
  SELECT w.case_force, 'reg30_served', e.first_date IS NOT NULL
  FROM work w LEFT JOIN ps_event e ON e.ps_no = w.ps_no AND e.code = 'reg30_served'
  WHERE w.type = 'MH' AND within_years(w.started_date, $to::DATE, 1)
  UNION ALL
  SELECT case_force, 'finding', coalesce(finding <> 'not_recorded', false)
  FROM work
  WHERE type IN ('MH', 'MM', 'AH') AND completed_date IS NOT NULL
)
SELECT force, field, count(*) AS records, count(*) FILTER (filled) AS recorded
FROM fields
GROUP BY force, field
ORDER BY force, field
