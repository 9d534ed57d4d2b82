-- title: Opened, closed and open, by force and kind of proceeding
-- question: How many proceedings opened, closed and stayed open, in one force or kind of proceeding?
-- audience: [psu]
-- measures: [M01, M02]
-- population: Subjects in misconduct, criminal or coronial proceedings
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: Counts by quarter of opening and of ending; open work at each quarter's end
-- grain: One row a force (and all), kind of proceeding (all, a jurisdiction, a type) and complete quarter of the six financial years up to that of the period's end. A force whose name is "all" counts as not recorded
-- source: Measures M01 and M02
-- caveats:
--   - One person in two proceedings is counted in each. An inquest counts once.
--   - Whose day of opening is not recorded is in no opened and no open count.
--   - A jurisdiction is the sum of its types, and all of them together; rows are not to be added across these.
-- parameters: [to]
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: proceedings, title: Proceedings, kind: label, role: dimension, list: proceeding_type}
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: opened, title: Opened, kind: count, unit: subjects, role: measure}
--   - {name: closed, title: Closed, kind: count, unit: subjects, role: measure}
--   - {name: open_at_end, title: Open at the quarter's end, kind: count, unit: subjects, role: measure}
-- totals: the types of a jurisdiction add up to it, the jurisdictions and the forces to all
-- sensitivity: aggregate
-- ---
WITH shown AS (
  -- The quarter of the day after the period's end is the first that is not complete.
  SELECT quarter, first_day FROM quarters(date_trunc('quarter', $to::DATE + 1)::DATE - 1, 24) WHERE within_fys(first_day, $to::DATE, 6)
),
spans AS (
  SELECT coalesce(nullif(force, 'all'), 'not recorded') AS force, jurisdiction, type, date_trunc('quarter', started_date)::DATE AS opened_quarter,
         date_trunc('quarter', completed_date)::DATE AS closed_quarter, count(*) AS n
  FROM ps SEMI JOIN jurisdictions USING (jurisdiction)
  GROUP BY ALL
),
chosen AS (
  SELECT f.force, k.proceedings, s.opened_quarter, s.closed_quarter, sum(s.n)::BIGINT AS n
  FROM spans s, unnest(['all', s.force]) f(force), unnest(['all', s.jurisdiction, s.type]) k(proceedings)
  GROUP BY ALL
)
SELECT c.force, c.proceedings, q.quarter,
       coalesce(sum(c.n) FILTER (c.opened_quarter = q.first_day), 0)::BIGINT AS opened,
       coalesce(sum(c.n) FILTER (c.closed_quarter = q.first_day), 0)::BIGINT AS closed,
       coalesce(sum(c.n) FILTER (c.opened_quarter <= q.first_day AND (c.closed_quarter IS NULL OR c.closed_quarter > q.first_day)), 0)::BIGINT AS open_at_end
FROM chosen c CROSS JOIN shown q
GROUP BY c.force, c.proceedings, q.quarter
ORDER BY c.force, c.proceedings, q.quarter
