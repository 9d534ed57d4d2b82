-- title: Milestones reached
-- question: How many cases and proceedings have reached each milestone?
-- audience: [psu, debrief]
-- measures: [M01]
-- population: Events on or before the as-of date
-- numerator: Cases that reached the milestone
-- denominator: Cases that reached the milestone which most cases reached
-- clock: none
-- censoring: What has not happened by the as-of date is not counted
-- grain: One row a milestone, that of most cases first
-- source: Event log
-- caveats:
--   - No funnel of one cohort, for recent cases have not had the time to go far, and not every case has to pass every milestone.
--   - Events of a case before there is a proceeding count no proceeding.
-- parameters: []
-- columns:
--   - {name: milestone, title: Milestone, kind: label, role: dimension, list: event}
--   - {name: cases, title: Cases, kind: count, unit: cases, role: measure}
--   - {name: proceedings, title: Proceedings, kind: count, unit: proceedings, role: measure}
--   - {name: most_cases, title: Cases at the milestone of most, kind: count, unit: cases, role: measure}
--   - {name: share, title: Share of those, kind: rate, role: measure, of: most_cases}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH counted AS (
  SELECT code, count(DISTINCT case_ref) AS cases, count(DISTINCT nullif(proceeding_ref, '')) AS proceedings
  FROM event
  GROUP BY code
)
SELECT code AS milestone, cases, proceedings, max(cases) OVER () AS most_cases, cases / max(cases) OVER () AS share
FROM counted
ORDER BY cases DESC, milestone
