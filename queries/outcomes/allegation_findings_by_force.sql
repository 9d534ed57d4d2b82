-- title: Findings on allegations by force
-- question: How do the findings on allegations of each force divide?
-- audience: [psu, quality]
-- measures: [M14]
-- population: Allegations with a finding of their own, in any scheme, made on or before the position date
-- numerator: Allegations with the finding
-- denominator: Allegations of the force with a finding in the scheme
-- clock: none
-- censoring: By the date of the finding
-- grain: One row a force of the case, scheme and finding, in the order of their names
-- source: The finding in the words of its scheme
-- caveats:
--   - No ranking. Forces differ in the cases they hold and in how they word findings.
--   - An allegation whose case no export holds has no force and stands as not recorded.
-- parameters: []
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: scheme, title: Scheme, kind: label, role: dimension, list: finding_scheme}
--   - {name: finding, title: Finding, kind: label, role: dimension, typed: true}
--   - {name: allegations, title: Allegations, kind: count, unit: allegations, role: measure}
--   - {name: with_finding, title: With a finding, kind: count, unit: allegations, role: measure}
--   - {name: share, title: Share of the force's, kind: rate, role: measure, of: with_finding}
-- totals: the rows of a force and scheme add up to with_finding
-- sensitivity: aggregate
-- ---
WITH counted AS (
  SELECT c.force, a.finding_scheme, a.finding, count(*) AS allegations
  FROM allegation a
  LEFT JOIN case_ c USING (case_ref)
  WHERE a.finding IS NOT NULL
  GROUP BY ALL
)
SELECT coalesce(force, 'not recorded') AS force, coalesce(finding_scheme, 'not recorded') AS scheme, finding, allegations,
       sum(allegations) OVER (PARTITION BY force, finding_scheme)::BIGINT AS with_finding,
       allegations / sum(allegations) OVER (PARTITION BY force, finding_scheme) AS share
FROM counted
ORDER BY force, scheme, finding
