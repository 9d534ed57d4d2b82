-- title: Findings on allegations
-- question: What was found on allegations outside proceedings, quarter by quarter?
-- audience: [psu, quality]
-- measures: [M14]
-- population: Allegations with a finding of their own, in any scheme, made on or before the position date
-- numerator: Allegations by finding
-- denominator: none
-- clock: none
-- censoring: By the date of the finding
-- grain: One row a quarter, scheme and finding
-- source: The finding in the words of its scheme
-- caveats:
--   - One case may have many allegations; this counts allegations and, beside them, cases. Findings of proceedings are in findings.
--   - Schemes are never added up, for the same word means other things in another.
-- parameters: []
-- columns:
--   - {name: quarter, title: Quarter of the finding, kind: label, role: dimension}
--   - {name: scheme, title: Scheme, kind: label, role: dimension, list: finding_scheme}
--   - {name: finding, title: Finding, kind: label, role: dimension, typed: true}
--   - {name: allegations, title: Allegations, kind: count, unit: allegations, role: measure}
--   - {name: cases, title: Cases, kind: count, unit: cases, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH counted AS (
  SELECT date_trunc('quarter', finding_date)::DATE AS first_day, finding_scheme, finding, count(*) AS allegations, count(DISTINCT case_ref) AS cases
  FROM allegation
  WHERE finding IS NOT NULL
  GROUP BY ALL
)
SELECT coalesce(fq(first_day), 'not recorded') AS quarter, coalesce(finding_scheme, 'not recorded') AS scheme, finding, allegations, cases
FROM counted
ORDER BY first_day, scheme, finding
