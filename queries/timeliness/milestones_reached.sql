-- title: Milestones reached
-- question: How many cases and proceedings have reached each milestone?
-- audience: [psu, debrief]
-- measures: [M01]
-- population: Events on or before the position date
-- numerator: Cases that reached the milestone
-- denominator: Cases that reached the milestone which most cases reached
-- clock: none
-- censoring: What has not happened by the position date is not counted
-- grain: One row a milestone, that of most cases first
-- source: Event log
-- caveats:
--   - This does not follow the same cases from milestone to milestone, for recent cases have not had the time to go far, and not every case has to pass every milestone.
--   - Events of a case before there is a proceeding count no proceeding.
-- parameters: []
-- columns:
--   - {name: milestone, title: Milestone, kind: label, role: dimension, list: event}
--   - {name: cases, title: Cases, kind: count, unit: cases, role: measure}
--   - {name: proceedings, title: Proceedings, kind: count, unit: proceedings, role: measure}
--   - {name: most_cases, title: Cases at the milestone of most, kind: count, unit: cases, role: measure}
--   - {name: share, title: Share of those, kind: rate, role: measure, of: most_cases}
-- totals: none
-- same:
--   - most_cases[milestone] = most_cases[first]
--   - cases[first] = most_cases[first]
-- sensitivity: aggregate
-- ---
-- One bit a milestone, 60 to a word: a row a proceeding is far cheaper to count than a row an event.
WITH numbered AS (
  SELECT code, row_number() OVER (ORDER BY code) - 1 AS no
  FROM event
  GROUP BY code
),
reached AS (
  SELECT case_ref, proceeding_ref, no // 60 AS word, bit_or(1::BIGINT << (no % 60)) AS bits
  FROM event
  JOIN numbered USING (code)
  GROUP BY ALL
),
patterns AS (
  SELECT 'case' AS of, word, bits
  FROM (SELECT case_ref, word, bit_or(bits) AS bits FROM reached GROUP BY ALL)
  UNION ALL
  SELECT 'proceeding', word, bits
  FROM (SELECT proceeding_ref, word, bit_or(bits) AS bits FROM reached WHERE proceeding_ref <> '' GROUP BY ALL)
),
counted AS (
  SELECT n.code, count(*) FILTER (p.of = 'case') AS cases, count(*) FILTER (p.of = 'proceeding') AS proceedings
  FROM patterns p
  JOIN numbered n ON n.no // 60 = p.word AND (p.bits >> (n.no % 60)) & 1 = 1
  GROUP BY n.code
)
SELECT code AS milestone, cases, proceedings, max(cases) OVER () AS most_cases, cases / max(cases) OVER () AS share
FROM counted
ORDER BY cases DESC, milestone
