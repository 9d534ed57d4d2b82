-- id: DQ20
-- title: Extension after the due date, dated before it
-- rule: extension entered after the date it moves
-- severity: warn
-- owner: PSU
-- place: state
-- record: extension
-- sentence: An extension is dated in time but was entered after the due date, or moves the due date back. Check when it was decided and to what day.
-- why: Only an extension decided in time moves a limit; one dated back would turn a missed limit into one that was met.
-- source: a retrospective extension never turns a missed limit into one that was met (SI 2020/4 regs 29 and 34)
-- ---
WITH entered AS (
  SELECT case_ref, proceeding_ref, subject_ref, event_date, min(recorded_date) AS entered_date
  FROM event
  WHERE code = 'extension_decided'
  GROUP BY ALL
)
SELECT x.source, [x.case_ref, x.proceeding_ref, x.subject_ref, x.standard_id, x.decided_date::VARCHAR] AS key, 'Decided' AS field,
       coalesce(bool_or(x.decided_date <= c.due_date AND n.entered_date > c.due_date), false) OR coalesce(bool_or(x.new_due_date < c.due_date), false) AS fails
FROM extension x
JOIN clock c ON c.standard_id = x.standard_id AND c.case_ref = x.case_ref AND c.proceeding_ref = x.proceeding_ref AND about(x.subject_ref, c.subject_ref)
LEFT JOIN entered n ON n.case_ref = x.case_ref AND n.proceeding_ref = x.proceeding_ref AND about(n.subject_ref, c.subject_ref) AND n.event_date = x.decided_date
WHERE c.due_date IS NOT NULL AND x.decided_date IS NOT NULL
GROUP BY ALL
