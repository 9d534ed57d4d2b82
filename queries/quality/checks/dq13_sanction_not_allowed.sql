-- id: DQ13
-- title: Sanction not allowed
-- rule: sanction not allowed for the type of proceeding and the finding
-- severity: warn
-- owner: sender
-- place: state
-- record: proc_subject
-- sentence: The outcome cannot follow from this finding at this type of proceeding under the Regulations in force (such as dismissal at a meeting, or a written warning for gross misconduct). Check type, finding and outcome.
-- why: One of the three is wrong, and figures of findings and outcomes count it as it stands. A case linked to an allegation from before the change of law may be right.
-- source: SI 2020/4 regs 42 and 62 and the 2012 Regulations as ref.sanction_allowed holds them, each row with its confidence; a type and finding that it does not name are not judged
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
       NOT bool_or(a.sanction = j.sanction) AS fails
FROM judged j
JOIN ref.sanction_allowed a ON a.regime_id = j.regime_id
                           AND coalesce(a.proceeding_type, j.type) = j.type AND coalesce(a.finding, j.finding) = j.finding
WHERE j.type IN ('MH', 'MM', 'AH') AND j.finding IN ('misconduct', 'gross_misconduct')
GROUP BY j.source, j.proceeding_ref, j.case_ref, j.subject_ref
