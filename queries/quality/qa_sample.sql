-- title: Is the sample of files large enough?
-- question: How many files were reviewed of those concluded, and how far may a share of the sample be from the truth?
-- audience: [quality, board]
-- measures: [M35]
-- population: Cases of England and Wales with a proceeding concluded in the quarter (concluded), and cases with a first reading in it (reviewed)
-- numerator: Cases reviewed
-- denominator: Cases concluded
-- clock: none
-- censoring: By the day a proceeding was concluded for a subject, and the day of the review
-- grain: One row a quarter, the last eight
-- source: Measure M35; margin of a share of 50 % at 95 %, with the finite population correction (Cochran 1977)
-- caveats:
--   - The margin is that of a random sample of files, at its widest; how files are chosen is not recorded.
--   - Files reviewed need not be those concluded in the same quarter. Where as many were reviewed as concluded, the margin stands without the correction.
-- parameters: [to]
-- columns:
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: concluded, title: Files concluded, kind: count, unit: cases, role: measure}
--   - {name: reviewed, title: Files reviewed, kind: count, unit: cases, role: measure}
--   - {name: reviewed_after, title: Reviewed after a conclusion, kind: count, unit: cases, role: measure}
--   - {name: margin, title: Margin either way, kind: rate, role: measure, of: reviewed}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH ended AS (
  SELECT p.case_ref, p.completed_date
  FROM ps p
  WHERE p.ended_how = 'concluded'
),
concluded AS (
  SELECT fq(completed_date) AS quarter, count(DISTINCT case_ref) AS concluded FROM ended GROUP BY ALL
),
reviewed AS (
  SELECT fq(r.reviewed_date) AS quarter, count(DISTINCT r.case_ref) AS reviewed,
         count(DISTINCT r.case_ref) FILTER (EXISTS (FROM ended e WHERE e.case_ref = r.case_ref AND e.completed_date <= r.reviewed_date)) AS reviewed_after
  FROM qa_review r LEFT JOIN case_ c USING (case_ref)
  WHERE r.second_of IS NULL AND coalesce(c.territory, 'EW') = 'EW'
  GROUP BY ALL
)
SELECT q.quarter, coalesce(c.concluded, 0) AS concluded, coalesce(r.reviewed, 0) AS reviewed, coalesce(r.reviewed_after, 0) AS reviewed_after,
       1.959963984540054 * sqrt(0.25 / r.reviewed) * CASE WHEN r.reviewed < c.concluded THEN sqrt((c.concluded - r.reviewed) / (c.concluded - 1)) ELSE 1 END AS margin
FROM quarters($to::DATE, 8) q
LEFT JOIN concluded c USING (quarter)
LEFT JOIN reviewed r USING (quarter)
ORDER BY q.quarter
