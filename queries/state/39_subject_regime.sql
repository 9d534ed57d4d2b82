-- Under which law a subject's matter falls: one row a subject in a case, by the rule in ref.regime. The day that decides is that
-- of the complaint, for any other matter the day it came to attention; where neither is recorded the first notice of proceedings,
-- the day the proceeding was opened, or the as-of date (basis says which). A later regime that turns on the notice counts where the one
-- it builds on does. An allegation has no day of its own and falls with its subject; a link to an earlier allegation is in no record.
CREATE OR REPLACE TABLE subject_regime AS
WITH noted AS (
  SELECT case_ref, min(event_date) AS day FROM event WHERE code IN ('complaint_made', 'came_to_attention') GROUP BY case_ref
),
parts AS (
  SELECT p.case_ref, p.subject_ref, min(p.started_date) AS opened, min(e.first_date) AS notice
  FROM ps p LEFT JOIN ps_event e ON e.ps_no = p.ps_no AND e.code IN ('reg30_served', 'reg51_served')
  WHERE p.jurisdiction = 'misconduct'
  GROUP BY p.case_ref, p.subject_ref
),
people AS (
  SELECT case_ref, subject_ref FROM subject UNION SELECT case_ref, subject_ref FROM parts
),
days AS (
  SELECT p.case_ref, p.subject_ref, t.notice, t.opened,
         coalesce(CASE WHEN c.matter_type = 'complaint' THEN c.complaint_made_date END, c.attention_date, n.day, c.complaint_made_date) AS attention
  FROM people p
  LEFT JOIN parts t ON t.case_ref = p.case_ref AND t.subject_ref = p.subject_ref
  LEFT JOIN case_ c ON c.case_ref = p.case_ref
  LEFT JOIN noted n ON n.case_ref = p.case_ref
),
regimes AS (
  SELECT r.regime_id, r.valid_from, r.test_date, b.valid_from AS base_from
  FROM ref.regime r LEFT JOIN ref.regime b ON b.regime_id = r.builds_on
  WHERE r.test_date IS NOT NULL AND r.valid_from IS NOT NULL
),
decided AS (
  SELECT case_ref, subject_ref, notice,
         CASE WHEN attention IS NOT NULL THEN 'attention' WHEN notice IS NOT NULL THEN 'notice' WHEN opened IS NOT NULL THEN 'opened' ELSE 'none' END AS basis,
         -- What came before the first regime of the table is counted with it.
         greatest(coalesce(attention, notice, opened, $as_of::DATE), (SELECT min(valid_from) FROM regimes WHERE test_date = 'attention')) AS day
  FROM days
)
SELECT d.case_ref, d.subject_ref,
       CASE WHEN n.valid_from > a.valid_from AND d.day >= coalesce(n.base_from, d.day) THEN n.regime_id ELSE a.regime_id END AS regime_id,
       d.basis, (SELECT left(md5(string_agg(regime_id || valid_from || test_date || coalesce(base_from::VARCHAR, ''), ' ' ORDER BY regime_id)), 8) FROM regimes) AS rule_version
FROM decided d
ASOF LEFT JOIN (FROM regimes WHERE test_date = 'attention') a ON d.day >= a.valid_from
ASOF LEFT JOIN (FROM regimes WHERE test_date = 'notice') n ON d.notice >= n.valid_from
