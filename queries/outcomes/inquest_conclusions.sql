-- title: Inquest conclusions
-- question: What did inquests conclude?
-- audience: [psu, debrief, board]
-- measures: [M27]
-- population: Inquests that ended in the twelve months that end with the period
-- numerator: Inquests by conclusion
-- denominator: none
-- clock: none
-- censoring: By the date the inquest ended
-- grain: One row a conclusion, the most frequent first
-- source: Domain list of conclusions
-- caveats:
--   - An inquest with several conclusions on file counts at each.
-- parameters: [to]
-- columns:
--   - {name: conclusion, title: Conclusion, kind: label, role: dimension, list: inquest_conclusion}
--   - {name: inquests, title: Inquests, kind: count, unit: inquests, role: measure}
--   - {name: with_jury, title: With a jury, kind: count, unit: inquests, role: measure}
--   - {name: pfd, title: With a report to prevent future deaths, kind: count, unit: inquests, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH ended AS (
  SELECT p.proceeding_ref, coalesce(p.conclusion, 'not recorded') AS conclusion,
         bool_or(coalesce(p.jury, p.type = 'INQ-J')) AS has_jury, bool_or(e.code IS NOT NULL) AS has_pfd
  FROM ps p
  LEFT JOIN ps_event e ON e.ps_no = p.ps_no AND e.code = 'pfd_issued'
  WHERE p.type IN ('INQ', 'INQ-J') AND within_years(p.completed_date, $to::DATE, 1) AND p.ended_how = 'concluded'
  GROUP BY ALL
)
SELECT conclusion, count(*) AS inquests, count(*) FILTER (has_jury) AS with_jury, count(*) FILTER (has_pfd) AS pfd
FROM ended
GROUP BY conclusion
ORDER BY inquests DESC, conclusion
