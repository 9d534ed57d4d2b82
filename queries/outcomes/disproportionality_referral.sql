-- title: Referral to proceedings by rank band
-- question: Are officers of some rank bands referred to misconduct proceedings more often than others?
-- audience: [psu, board]
-- measures: [M40]
-- population: Individuals under the Conduct Regulations (police staff left out) of forces that a headcount covers, referred to a misconduct hearing, meeting or accelerated hearing in the last five financial years that were over by the end of the period
-- numerator: Individuals referred, a person once in each financial year (referred)
-- denominator: Officer-years, the mean headcount of 31 March before and 31 March at the end of each year, same force and rank band, years and forces pooled (officer_years)
-- clock: none
-- censoring: By the day of referral, the earlier of the decision to refer and the day the proceeding was opened
-- grain: One row a rank band of those under the Conduct Regulations, and one for rank not recorded
-- source: Measure M40; ratio to the rank band with most officer-years, 95 % score interval (Koopman)
-- caveats:
--   - Individuals, not allegations. A person of no key on file cannot be seen to be the same in two cases and counts in both.
--   - The rank is that at the incident, the headcount that of the day; former officers count with the rank they had.
--   - Only forces, years and rank bands with a headcount on both days are in either number; who is left out is counted. Rank not recorded is in no rate.
--   - No ratio is given where fewer than ten individuals of either band were referred; the largest band itself has none. A ratio is a reason to look, not a finding of unfairness; roles and exposure differ.
--   - In a row without a ratio the numbers as compared are 0; those of the largest band stand in every row.
--   - Ethnicity, sex and age have no headcount on file, so that referral by them cannot be shown.
-- parameters: [to]
-- then:
--   - rate_ratio: {k1: compared, n1: compared_years, k2: reference, n2: reference_years, ratio: ratio}
--   - left_out: {column: uncovered, what: individuals referred of a force and year and rank band without a headcount}
-- columns:
--   - {name: rank_band, title: Rank band, kind: label, role: dimension, list: rank_band}
--   - {name: referred, title: Referred, kind: count, unit: individuals, role: measure}
--   - {name: officer_years, title: Officer-years, kind: count, unit: officer-years, role: measure}
--   - {name: per_1000, title: "Referred per 1,000 officers a year", kind: number, role: measure, of: officer_years}
--   - {name: compared, title: Referred as compared, kind: count, unit: individuals, role: measure}
--   - {name: compared_years, title: Officer-years compared, kind: count, unit: officer-years, role: measure}
--   - {name: reference, title: "Largest band, referred", kind: count, unit: individuals, role: measure}
--   - {name: reference_years, title: "Largest band, officer-years", kind: count, unit: officer-years, role: measure}
--   - {name: ratio, title: Ratio to the largest band, kind: number, role: measure}
--   - {name: ratio_low, title: Lower limit, kind: number, role: measure}
--   - {name: ratio_high, title: Upper limit, kind: number, role: measure}
-- totals: none
-- same:
--   - compared[rank_band] = referred[rank_band]
--   - compared_years[rank_band] = officer_years[rank_band]
--   - reference[rank_band] = reference[first]
--   - reference[first] = referred[rank_band]
--   - reference_years[rank_band] = reference_years[first]
--   - reference_years[first] = officer_years[rank_band]
-- protected: true
-- sensitivity: aggregate
-- ---
WITH years AS (
  SELECT (last_fy_over($to::DATE) - i)::BIGINT AS year_no FROM range(5) r(i)
),
bands AS (
  SELECT rank_band AS code, rank FROM officer_band
  UNION ALL
  SELECT 'not recorded', 99
),
staffed AS (
  SELECT year_no, force, rank_band, twice_officers AS twice
  FROM officer_year SEMI JOIN years USING (year_no)
  WHERE twice_officers IS NOT NULL
),
referred AS (
  SELECT fy_no(least(r.first_date, p.started_date)) AS year_no, coalesce(i.individual, 's:' || p.case_ref || '/' || p.subject_ref) AS individual,
         p.force, i.rank_band, i.case_ref
  FROM ps p
  LEFT JOIN ps_event r ON r.ps_no = p.ps_no AND r.code = 'referral_decided'
  LEFT JOIN individual i ON i.case_ref = p.case_ref AND i.subject_ref = p.subject_ref
  WHERE p.type IN ('MH', 'MM', 'AH') AND under_conduct(i.status)
),
once AS (
  -- One row a person and year: of several referrals in a year one with a rank goes first, then the first force and rank in order.
  SELECT year_no, individual, force, rank_band
  FROM referred SEMI JOIN years USING (year_no)
  QUALIFY row_number() OVER (PARTITION BY year_no, individual ORDER BY rank_band IS NULL, force, rank_band) = 1
),
placed AS (
  SELECT o.*, s.twice IS NOT NULL AS is_covered,
         o.rank_band IS NULL AND EXISTS (FROM staffed f WHERE f.year_no = o.year_no AND f.force = o.force) AS is_unranked
  FROM once o
  LEFT JOIN staffed s ON s.year_no = o.year_no AND s.force = o.force AND s.rank_band = o.rank_band
),
counted AS (
  SELECT b.code AS rank_band, b.rank AS place,
         (SELECT count(*) FROM placed p WHERE p.is_covered AND p.rank_band = b.code OR p.is_unranked AND b.code = 'not recorded') AS referred,
         (SELECT coalesce(round(sum(s.twice) / 2), 0)::BIGINT FROM staffed s WHERE s.rank_band = b.code) AS officer_years
  FROM bands b
),
largest AS (
  SELECT place, referred AS reference, officer_years AS reference_years FROM counted ORDER BY officer_years DESC, place LIMIT 1
),
judged AS (
  SELECT c.*, l.reference, l.reference_years, c.place <> l.place AND c.officer_years > 0 AND least(c.referred, l.reference) >= 10 AS is_compared
  FROM counted c CROSS JOIN largest l
)
SELECT c.rank_band, c.referred, c.officer_years, 1000 * c.referred / nullif(c.officer_years, 0) AS per_1000,
       CASE WHEN is_compared THEN c.referred ELSE 0 END AS compared, CASE WHEN is_compared THEN c.officer_years ELSE 0 END AS compared_years,
       c.reference, c.reference_years,
       CASE c.place WHEN 1 THEN (SELECT count(*) FROM placed WHERE NOT is_covered AND NOT is_unranked) ELSE 0 END AS uncovered
FROM judged c
ORDER BY c.place
