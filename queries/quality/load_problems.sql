-- title: Problems found on loading
-- question: What was wrong with the rows of each source?
-- audience: [quality]
-- measures: [M37]
-- population: Problems found in files loaded, of extracts dated on or before the known-at date
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: none
-- grain: One row a source, rule and severity
-- source: Load facts of the warehouse
-- caveats:
--   - A row with several problems counts at each.
--   - An extract that repeats a fault of the one before counts it again.
-- parameters: []
-- columns:
--   - {name: source, title: Source, kind: label, role: dimension}
--   - {name: rule, title: Rule, kind: label, role: dimension}
--   - {name: severity, title: Severity, kind: label, role: dimension}
--   - {name: rows, title: Problems, kind: count, unit: problems, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
SELECT source, rule, severity, count(*) AS rows
FROM load.problem
GROUP BY ALL
ORDER BY source, rule, severity
