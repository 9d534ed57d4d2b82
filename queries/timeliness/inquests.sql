-- title: Inquests beyond six and twelve months
-- question: How many inquests take longer than six or twelve months?
-- audience: [psu, board]
-- measures: [M26]
-- population: Inquests reported to a coroner
-- numerator: No conclusion by six (twelve) months after the report
-- denominator: Six (twelve) months passed by the as-of date
-- clock: From the first report to the coroner to the conclusion; months as COR-6M and COR-12M in ref.standard, as they stand at the as-of date
-- censoring: Inquests whose six (twelve) months have not passed are in neither figure
-- grain: One row a financial year of the report, six years at most
-- source: Coroners (Inquests) Rules 2013 rule 8; Coroners and Justice Act 2009 s16
-- caveats:
--   - Beyond six months is no breach; the rule ends "or as soon as reasonably practicable".
--   - An inquest without a recorded conclusion counts as beyond, also one that ended another way.
--   - A suspended inquest stands apart and is not taken out of the figures.
-- parameters: [as_of, to]
-- columns:
--   - {name: year, title: Year of report, kind: label, role: dimension}
--   - {name: inquests, title: Inquests, kind: count, unit: inquests, role: measure}
--   - {name: concluded, title: Ended, kind: count, unit: inquests, role: measure}
--   - {name: open, title: Open, kind: count, unit: inquests, role: measure}
--   - {name: suspended, title: Of these suspended, kind: count, unit: inquests, role: measure}
--   - {name: due_6m, title: Six months passed, kind: count, unit: inquests, role: measure}
--   - {name: beyond_6m, title: Beyond six months, kind: count, unit: inquests, role: measure, of: due_6m}
--   - {name: due_12m, title: Twelve months passed, kind: count, unit: inquests, role: measure}
--   - {name: beyond_12m, title: Beyond twelve months, kind: count, unit: inquests, role: measure, of: due_12m}
-- totals: concluded + open = inquests
-- sensitivity: aggregate
-- ---
WITH months AS (
  SELECT max(n) FILTER (standard_id = 'COR-6M') AS first_n, max(n) FILTER (standard_id = 'COR-12M') AS second_n
  FROM limit_now
),
suspended AS (
  SELECT DISTINCT case_ref FROM hold WHERE kind = 'coroner_suspension' AND start_date <= $as_of::DATE AND end_date IS NULL
),
inquest AS (
  SELECT p.proceeding_ref, min(r.first_date) AS reported, min(c.first_date) AS conclusion_date,
         bool_and(p.completed_date IS NOT NULL) AS ended, bool_or(h.case_ref IS NOT NULL) AS is_suspended
  FROM ps p
  JOIN ps_event r ON r.ps_no = p.ps_no AND r.code = 'reported_to_coroner'
  LEFT JOIN ps_event c ON c.ps_no = p.ps_no AND c.code = 'conclusion'
  LEFT JOIN suspended h ON h.case_ref = p.case_ref
  WHERE p.type IN ('INQ', 'INQ-J')
  GROUP BY p.proceeding_ref
),
dated AS (
  SELECT i.*, months_of(i.reported, m.first_n) AS first_due, months_of(i.reported, m.second_n) AS second_due
  FROM inquest i, months m
  WHERE within_fys(i.reported, $to::DATE, 6)
)
SELECT fy(reported) AS year, count(*) AS inquests,
       count(*) FILTER (ended) AS concluded,
       count(*) FILTER (NOT ended) AS open,
       count(*) FILTER (NOT ended AND is_suspended) AS suspended,
       count(*) FILTER (first_due <= $as_of::DATE) AS due_6m,
       count(*) FILTER (first_due <= $as_of::DATE AND (conclusion_date IS NULL OR conclusion_date > first_due)) AS beyond_6m,
       count(*) FILTER (second_due <= $as_of::DATE) AS due_12m,
       count(*) FILTER (second_due <= $as_of::DATE AND (conclusion_date IS NULL OR conclusion_date > second_due)) AS beyond_12m
FROM dated
GROUP BY year
ORDER BY year
