-- title: Intake per 1,000 officers
-- question: Is any force unlike the rest in how many cases it sends for its size?
-- audience: [psu]
-- measures: [M02]
-- population: Cases of England and Wales recorded in the twelve months that end with the period
-- numerator: Cases recorded
-- denominator: Officers in post, the mean headcount of 31 March before and 31 March at the end of the last financial year that was over by the end of the period, all rank bands under the Conduct Regulations
-- clock: none
-- censoring: By the day the case was recorded
-- grain: One row a force with a case recorded or a headcount
-- source: Measure M02; funnel limits exact Poisson at the pooled rate (Spiegelhalter 2005)
-- caveats:
--   - Forces are in the order of their names; a funnel plot does not rank. Only a force beyond the 99.8 % limits with ten cases or more is worth a question, and the answer is not in this table.
--   - A force whose headcount is not recorded, or for some rank bands on one of the two days only, has no rate and is not in the rate of all forces.
--   - A force with a headcount and no case recorded is in the rate of all forces, unless all its cases on file are of another territory.
--   - Cases, not individuals. Cases about police staff count too, while the headcount is of officers and special constables.
--   - Twelve months that do not end on 31 March are set against the headcount of the financial year before.
--   - More cases for its size can mean that a force refers more readily, that more is complained of, or that another body records its cases.
-- parameters: [to]
-- then:
--   - poisson_funnel: {k: cases, exposure: officers}
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: cases, title: Cases recorded, kind: count, unit: cases, role: measure}
--   - {name: headcount_year, title: Headcount of, kind: label, role: dimension}
--   - {name: officers, title: Officers in post, kind: count, unit: officers, role: measure}
--   - {name: per_1000, title: "Cases per 1,000 officers", kind: number, role: measure, of: officers}
--   - {name: overall, title: All forces, kind: number, role: measure}
--   - {name: low95, title: Lower 95 % limit, kind: number, role: measure}
--   - {name: high95, title: Upper 95 % limit, kind: number, role: measure}
--   - {name: low998, title: Lower 99.8 % limit, kind: number, role: measure}
--   - {name: high998, title: Upper 99.8 % limit, kind: number, role: measure}
--   - {name: position, title: Position, kind: label, role: measure}
-- totals: none
-- same:
--   - cases = intake_by_force.cases
--   - cases[force] = intake_by_force.cases[force]
-- sensitivity: aggregate
-- ---
WITH new AS (
  SELECT coalesce(force, 'not recorded') AS force, count(*) AS cases
  FROM case_
  WHERE territory = 'EW' AND within_years(recorded_date, $to::DATE, 1)
  GROUP BY ALL
),
posts AS (
  -- A rank band that is counted on one of the two days and not on the other leaves the force without a whole headcount.
  SELECT force, round(sum(twice_officers) / 2)::BIGINT AS officers
  FROM officer_year
  WHERE year_no = last_fy_over($to::DATE) AND force <> ''
  GROUP BY force
  HAVING count(*) = count(twice_officers) AND sum(twice_officers) > 0
),
elsewhere AS (
  SELECT force FROM case_ GROUP BY force HAVING bool_and(coalesce(territory <> 'EW', false))
)
SELECT force, coalesce(n.cases, 0) AS cases,
       CASE WHEN p.officers IS NULL THEN 'not recorded' ELSE fy(make_date(last_fy_over($to::DATE) + 1, 3, 31)) END AS headcount_year,
       p.officers, 1000 * coalesce(n.cases, 0) / p.officers AS per_1000
FROM new n
FULL JOIN posts p USING (force)
WHERE n.cases IS NOT NULL OR NOT EXISTS (FROM elsewhere e WHERE e.force = p.force)
ORDER BY force
