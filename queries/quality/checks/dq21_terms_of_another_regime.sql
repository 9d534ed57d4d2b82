-- id: DQ21
-- title: Terms of another regime
-- rule: outcome that the law of the case does not know
-- severity: warn
-- owner: sender
-- place: state
-- record: proc_subject
-- sentence: The outcome is a term of other Regulations than those that govern the case (such as management advice for a matter of 2020 or later). Check the outcome and the day the matter came to attention.
-- why: Outcomes of the 2012 and the 2020 Regulations are not the same list; a series over both breaks on 1 February 2020.
-- source: SI 2020/4 (from 1 February 2020) and the 2012 Regulations as ref.sanction_allowed holds them
-- ---
WITH regimes AS (
  SELECT regime_id, valid_from, lead(valid_from) OVER (ORDER BY valid_from) AS next_from
  FROM ref.regime SEMI JOIN ref.sanction_allowed USING (regime_id)
),
judged AS (
  SELECT s.source, s.proceeding_ref, s.case_ref, s.subject_ref, p.type, s.finding, s.sanction, g.regime_id
  FROM proc_subject s
  JOIN proceeding p USING (proceeding_ref)
  JOIN case_ c ON c.case_ref = s.case_ref AND c.territory = 'EW'
  JOIN regimes g ON coalesce(CASE WHEN c.matter_type = 'complaint' THEN c.complaint_made_date END, c.attention_date, c.complaint_made_date) >= g.valid_from
                AND coalesce(CASE WHEN c.matter_type = 'complaint' THEN c.complaint_made_date END, c.attention_date, c.complaint_made_date) < coalesce(g.next_from, DATE '9999-12-31')
  WHERE s.completed_date IS NOT NULL AND s.sanction IN (SELECT sanction FROM ref.sanction_allowed)
)
SELECT j.source, [j.proceeding_ref, j.case_ref, j.subject_ref] AS key, 'Outcome' AS field,
       NOT EXISTS (SELECT 1 FROM ref.sanction_allowed a WHERE a.regime_id = j.regime_id AND a.sanction = j.sanction) AS fails
FROM judged j
WHERE j.type IN ('MH', 'MM', 'AH')
