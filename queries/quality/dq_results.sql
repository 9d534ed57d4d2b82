-- title: Data-quality checks
-- question: Which data-quality checks do rows fail, and who can mend them?
-- audience: [quality]
-- measures: [M37]
-- population: Rows of the files in force (checks on loading) and records held (checks on the records), as known at the known-at date and cut at the position date
-- numerator: Rows that fail
-- denominator: Rows that the check could judge
-- clock: none
-- censoring: none
-- grain: One row a check, source and severity where rows fail; a check that no row fails has one row for all sources; so has one that was not made
-- source: Data-quality rules DQ01 to DQ40; each check's own file says what it rests on
-- caveats:
--   - First seen is, for a check on loading, the first extract of the source that broke the rule; for a check on the records, the first extract that showed a record that now fails as it is now.
--   - A check marked quarantine holds the row back; exclude means that it is loaded and left out of the measures that need what is wrong with it; warn changes nothing.
--   - Rows are those of the exports. A case with several officers or allegations has several rows and fails in each, so that these are more than the cases at fault; checks on the records held count each record once.
--   - That no row fails says only that this check found nothing.
-- parameters: []
-- columns:
--   - {name: id, title: Check, kind: label, role: dimension}
--   - {name: rule, title: What fails, kind: label, role: dimension}
--   - {name: source, title: Source, kind: label, role: dimension}
--   - {name: severity, title: Severity, kind: label, role: dimension}
--   - {name: owner, title: Who can mend it, kind: label, role: dimension}
--   - {name: failing, title: Rows failing, kind: count, unit: rows, role: measure}
--   - {name: looked, title: Rows looked at, kind: count, unit: rows, role: measure}
--   - {name: share, title: Share, kind: rate, role: measure, of: looked}
--   - {name: first_seen, title: First seen, kind: date, role: measure}
--   - {name: outcome, title: Result, kind: label, role: dimension}
--   - {name: meaning, title: What it means and what to do, kind: label, role: dimension}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH found AS (
  SELECT check_no, source, severity,
         CASE WHEN any_value(key) IS NULL THEN count(DISTINCT (file, coalesce(sheet, ''), row)) ELSE count(*) END AS failing,
         min(first_seen) AS first_seen
  FROM dq_found
  GROUP BY check_no, source, severity
),
failing AS (
  SELECT f.check_no, f.source, f.severity, f.failing, greatest(l.rows, f.failing) AS looked, f.first_seen
  FROM found f
  LEFT JOIN dq_looked l USING (check_no, source)
),
nothing AS (
  SELECT c.check_no, NULL::VARCHAR AS source, c.severity, CASE WHEN sum(l.rows) > 0 THEN 0 END AS failing, nullif(sum(l.rows), 0) AS looked, NULL::DATE AS first_seen
  FROM dq_check c
  LEFT JOIN dq_looked l USING (check_no)
  ANTI JOIN found f ON f.check_no = c.check_no
  GROUP BY c.check_no, c.severity
),
results AS (
  SELECT * FROM failing UNION ALL SELECT * FROM nothing
)
SELECT c.id, c.rule, r.source, r.severity, c.owner, r.failing, r.looked, r.failing / r.looked AS share, r.first_seen,
       CASE WHEN c.reason IS NOT NULL THEN 'not_checked'
            WHEN c.place = 'gate' THEN 'refused'
            WHEN r.failing > 0 THEN 'fails'
            WHEN r.looked IS NULL THEN 'no_rows'
            ELSE 'none_fails' END AS outcome,
       coalesce('Not checked: ' || c.reason || '.', c.sentence) AS meaning
FROM results r
JOIN dq_check c USING (check_no)
ORDER BY list_position(['fails', 'not_checked', 'no_rows', 'refused', 'none_fails'], outcome),
         list_position(['quarantine', 'exclude', 'warn'], r.severity), r.failing DESC, c.id, c.rule, r.source
