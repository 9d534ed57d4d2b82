-- title: Findings by ethnic group, sex and age
-- question: Among individuals referred to proceedings, is misconduct proven more often for some groups than for others?
-- audience: [psu, board]
-- measures: [M40]
-- population: Individuals under the Conduct Regulations (police staff left out) referred to a misconduct hearing, meeting or accelerated hearing that ended in the five years that end with the period
-- numerator: Highest finding misconduct or gross misconduct (proven)
-- denominator: Known finding (known)
-- clock: none
-- censoring: By the date the proceeding ended for the individual
-- grain: One row a characteristic and group with anybody in it, and one of each characteristic for not recorded
-- source: Measure M40; proven rate with interval Wilson 95 %; ratio to the group with most known findings, 95 % score interval (Koopman)
-- caveats:
--   - Not recorded includes not stated. It is seldom missing by chance, so its size limits what the other rows can show; its share stands in the table.
--   - No ratio is given where either group has fewer than ten known findings, nor for not recorded; the largest group itself has none.
--   - In a row without a ratio the numbers compared are 0; those of the largest group stand in every row of the characteristic.
--   - Groups differ in rank, role, force and in the cases brought; a ratio is a reason to look, not a finding of unfairness.
--   - An individual in two cases counts in both. Ethnic groups of sources abroad are counted with those of the list here.
-- parameters: [to]
-- then:
--   - wilson: {k: proven, n: known, rate: proven_rate}
--   - rate_ratio: {k1: compared_proven, n1: compared, k2: reference_proven, n2: reference_known, ratio: ratio}
-- columns:
--   - {name: characteristic, title: Characteristic, kind: label, role: dimension}
--   - {name: category, title: Group, kind: label, role: dimension, typed: true}
--   - {name: individuals, title: Proceeding ended, kind: count, unit: individuals, role: measure}
--   - {name: share, title: Share of the individuals, kind: rate, role: measure}
--   - {name: known, title: Known finding, kind: count, unit: individuals, role: measure}
--   - {name: proven, title: Proven, kind: count, unit: individuals, role: measure}
--   - {name: proven_rate, title: Proven rate, kind: rate, role: measure, of: known}
--   - {name: proven_rate_low, title: Lower limit, kind: rate, role: measure, of: known}
--   - {name: proven_rate_high, title: Upper limit, kind: rate, role: measure, of: known}
--   - {name: compared, title: "Compared, known", kind: count, unit: individuals, role: measure}
--   - {name: compared_proven, title: "Compared, proven", kind: count, unit: individuals, role: measure}
--   - {name: reference_known, title: "Largest group, known", kind: count, unit: individuals, role: measure}
--   - {name: reference_proven, title: "Largest group, proven", kind: count, unit: individuals, role: measure}
--   - {name: ratio, title: Ratio to the largest group, kind: number, role: measure}
--   - {name: ratio_low, title: Lower limit, kind: number, role: measure}
--   - {name: ratio_high, title: Upper limit, kind: number, role: measure}
-- totals: the groups of a characteristic add up to all individuals, once for each characteristic; known <= individuals
-- same:
--   - compared[characteristic, category] = known[characteristic, category]
--   - compared_proven[characteristic, category] = proven[characteristic, category]
--   - reference_known[characteristic, category] = reference_known[characteristic, first]
--   - reference_known[characteristic, first] = known[characteristic, category]
--   - reference_proven[characteristic, category] = reference_proven[characteristic, first]
--   - reference_proven[characteristic, first] = proven[characteristic, category]
--   - individuals[characteristic=Ethnic group] = individuals[characteristic=Sex]
--   - individuals[characteristic=Ethnic group] = individuals[characteristic=Age at the incident]
--   - known[characteristic=Ethnic group] = known[characteristic=Sex]
--   - known[characteristic=Ethnic group] = known[characteristic=Age at the incident]
--   - proven[characteristic=Ethnic group] = proven[characteristic=Sex]
--   - proven[characteristic=Ethnic group] = proven[characteristic=Age at the incident]
-- protected: true
-- sensitivity: aggregate
-- ---
WITH highest AS (
  -- Of several subjects of one individual in a case, one with the characteristic on record speaks for it; of several such the first by its code.
  SELECT e.individual, e.case_ref, arg_max(e.part, (e.known, e.finding_rank)) AS part,
         min(i.ethnicity) FILTER (i.ethnicity <> 'not_stated') AS ethnicity, min(i.sex) AS sex, min(i.age_band) AS age_band
  FROM misconduct_end e
  LEFT JOIN individual i ON i.case_ref = e.case_ref AND i.subject_ref = e.subject_ref
  WHERE within_years(e.completed_date, $to::DATE, 5)
  GROUP BY ALL
),
listed(place, list, characteristic) AS (
  VALUES (1, 'ethnicity', 'Ethnic group'), (2, 'sex', 'Sex'), (3, 'age_band', 'Age at the incident')
),
marked AS (
  SELECT l.place, l.list, l.characteristic, h.part,
         CASE l.list WHEN 'ethnicity' THEN h.ethnicity WHEN 'sex' THEN h.sex ELSE h.age_band END AS code
  FROM highest h CROSS JOIN listed l
),
grouped AS (
  SELECT m.place, m.characteristic, m.part, coalesce(c.maps_to, m.code) AS code
  FROM marked m
  LEFT JOIN ref.code c ON c.list = m.list AND c.code = m.code
),
counted AS (
  SELECT g.place, g.characteristic, g.code, count(*) AS individuals,
         count(*) FILTER (g.part IN ('gross_misconduct', 'misconduct', 'not_misconduct')) AS known,
         count(*) FILTER (g.part IN ('gross_misconduct', 'misconduct')) AS proven
  FROM grouped g
  WHERE g.code IS NOT NULL
  GROUP BY ALL
  UNION ALL
  SELECT l.place, l.characteristic, NULL, count(g.part),
         count(*) FILTER (g.part IN ('gross_misconduct', 'misconduct', 'not_misconduct')),
         count(*) FILTER (g.part IN ('gross_misconduct', 'misconduct'))
  FROM listed l
  LEFT JOIN grouped g ON g.place = l.place AND g.code IS NULL
  GROUP BY l.place, l.characteristic
),
largest AS (
  SELECT place, code, known AS reference_known, proven AS reference_proven
  FROM counted
  WHERE code IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY place ORDER BY known DESC, code) = 1
)
SELECT c.characteristic, coalesce(r.label, c.code, 'not recorded') AS category, c.individuals,
       c.individuals / nullif(sum(c.individuals) OVER (PARTITION BY c.place), 0) AS share,
       c.known, c.proven, c.proven / nullif(c.known, 0) AS proven_rate,
       CASE WHEN c.code <> l.code AND least(c.known, l.reference_known) >= 10 THEN c.known ELSE 0 END AS compared,
       CASE WHEN c.code <> l.code AND least(c.known, l.reference_known) >= 10 THEN c.proven ELSE 0 END AS compared_proven,
       coalesce(l.reference_known, 0) AS reference_known, coalesce(l.reference_proven, 0) AS reference_proven
FROM counted c
LEFT JOIN largest l USING (place)
JOIN listed n ON n.place = c.place
LEFT JOIN ref.code r ON r.list = n.list AND r.code = c.code
ORDER BY c.place, c.code IS NULL, coalesce(r.rank, 0), c.code
