-- The steps that follow a charge, one row a defendant and step that is looked for. A defendant is charged on the day the first requisition was issued, else on
-- that of the first decision of the CPS to charge. The service is looked for where a requisition was issued, from that day; the result on the
-- Police National Computer once every such proceeding has ended, from the last end, and not before it. due_date is empty where
-- ref.standard holds no number at as_of, or no day can be worked out from it; limit_n is that number. is_power marks a step that may be left: nothing of it is overdue.
CREATE OR REPLACE TABLE charge_step AS
WITH issued AS (
  SELECT d.case_ref, d.subject_ref, min(e.event_date) AS issued_date
  FROM defendant d, event e
  WHERE e.case_ref = d.case_ref AND about(e.subject_ref, d.subject_ref) AND e.code = 'requisition_issued'
  GROUP BY ALL
),
decided AS (
  SELECT d.case_ref, d.subject_ref, min(k.decided_date) AS decided_date
  FROM defendant d, decision k
  WHERE k.case_ref = d.case_ref AND about(k.subject_ref, d.subject_ref) AND k.decider = 'cps' AND k.level = 'charge'
  GROUP BY ALL
),
charged AS (
  SELECT d.case_ref, d.subject_ref, d.force, d.ended_date, i.issued_date, coalesce(i.issued_date, k.decided_date) AS charge_date
  FROM defendant d
  LEFT JOIN issued i USING (case_ref, subject_ref)
  LEFT JOIN decided k USING (case_ref, subject_ref)
),
item(place, item, standard_id) AS (
  VALUES (1, 'requisition_served', NULL), (2, 'pnc_created', 'CRI-PNC'), (3, 'biometrics_taken', 'CRI-BIO'), (4, 'pnc_result_entered', NULL)
),
looked_for AS (
  SELECT i.place, i.item, c.case_ref, c.subject_ref, c.force, c.charge_date,
         CASE i.item WHEN 'requisition_served' THEN c.issued_date WHEN 'pnc_result_entered' THEN c.ended_date ELSE c.charge_date END AS start_date,
         l.rule, l.n AS limit_n, l.unit, l.calendar_id, coalesce(l.duty = 'right', false) AS is_power
  FROM charged c CROSS JOIN item i LEFT JOIN limit_now l USING (standard_id)
)
SELECT f.place, f.item, f.case_ref, f.subject_ref, f.force, f.charge_date, f.start_date, f.limit_n, f.is_power,
       CASE f.rule WHEN 'MONTHS_FROM' THEN months_from(f.start_date, f.limit_n) WHEN 'MONTHS_OF' THEN months_of(f.start_date, f.limit_n)
                   WHEN 'DAY_OF' THEN f.start_date + f.limit_n - 1 WHEN 'DAY_AFTER' THEN f.start_date + f.limit_n
                   WHEN 'FWD_AFTER' THEN CASE WHEN f.unit = 'working_day' THEN w.day END END AS due_date,
       min(e.event_date) AS done_date
FROM looked_for f
LEFT JOIN ref.calendar s ON s.calendar_id = f.calendar_id AND s.day = f.start_date
LEFT JOIN ref.calendar w ON w.calendar_id = f.calendar_id AND w.working AND w.idx = s.idx + f.limit_n
LEFT JOIN event e ON e.case_ref = f.case_ref AND about(e.subject_ref, f.subject_ref) AND e.code = f.item
                 AND (f.item <> 'pnc_result_entered' OR e.event_date >= f.start_date)
WHERE f.charge_date IS NOT NULL AND f.start_date IS NOT NULL
GROUP BY ALL
