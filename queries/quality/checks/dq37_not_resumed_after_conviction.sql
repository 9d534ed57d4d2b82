-- id: DQ37
-- title: Convicted, misconduct not resumed
-- rule: misconduct not resumed in 3 months of a conviction
-- severity: warn
-- owner: PSU
-- place: state
-- record: proc_subject
-- sentence: The officer was convicted more than three months ago and no misconduct step since then is on record. Resume the proceedings, or record the step that was taken.
-- why: A matter that waited for the court should go on once the court has decided.
-- source: data-quality rule DQ37 (M); SI 2020/4 reg 10 (sub judice)
-- threshold: 3 months, as the rule says
-- ---
WITH convicted AS (
  SELECT s.source, s.proceeding_ref, s.case_ref, s.subject_ref, s.completed_date, months_of(s.completed_date, 3) AS until_day
  FROM proc_subject s
  JOIN ps p ON p.proceeding_ref = s.proceeding_ref AND p.case_ref = s.case_ref AND p.subject_ref = s.subject_ref
  JOIN hold h ON h.case_ref = s.case_ref AND about(h.subject_ref, s.subject_ref) AND h.kind = 'sub_judice'
  WHERE p.jurisdiction = 'criminal' AND s.result IN ('guilty_verdict', 'guilty_plea', 'guilty_alternative')
  GROUP BY ALL
)
SELECT c.source, [c.proceeding_ref, c.case_ref, c.subject_ref] AS key, 'Result' AS field,
       NOT EXISTS (SELECT 1 FROM event e WHERE e.case_ref = c.case_ref AND (about(e.subject_ref, c.subject_ref))
                     AND e.code IN ('misconduct_resumed', 'subjudice_hold_end', 'referral_decided', 'special_conditions_decision', 'certified', 'reg30_served', 'reg51_served', 'hearing_day_start')
                     AND e.event_date >= c.completed_date AND e.event_date <= c.until_day)
       AND NOT EXISTS (SELECT 1 FROM ps m WHERE m.case_ref = c.case_ref AND m.subject_ref = c.subject_ref AND m.jurisdiction = 'misconduct'
                     AND (m.started_date BETWEEN c.completed_date AND c.until_day OR m.completed_date <= c.until_day)) AS fails
FROM convicted c
WHERE c.until_day <= $as_of::DATE
