-- title: Steps after a charge not done
-- question: For which officers charged is a step not on record?
-- audience: [psu, quality]
-- measures: [M25]
-- population: Steps looked for and not on record, of defendants charged in the three years that end with the period
-- numerator: Steps not on record
-- denominator: none
-- clock: From the charge to the as-of date, in days; CRI-BIO and CRI-PNC in ref.standard where they hold a number
-- censoring: All are open
-- grain: One row a defendant and step not done, the longest since the charge first
-- source: Measure M25
-- caveats:
--   - A step without a date on record is not done as far as the source says; it may have been done and not written down.
--   - The Police National Computer record and its result have no number in the table of limits; they are shown by days taken, and done in time and overdue stand empty.
--   - A requisition is looked for where one was issued; the result once every criminal proceeding of the defendant has ended.
-- parameters: [as_of, to]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: subject_ref, title: Defendant, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: charge_date, title: Charged, kind: date, role: dimension}
--   - {name: item, title: Step not done, kind: label, role: dimension, list: event}
--   - {name: due_date, title: Due, kind: date, role: dimension}
--   - {name: days_since_charge, title: Days since the charge, kind: duration, unit: days, role: measure}
--   - {name: overdue, title: Overdue, kind: label, role: measure}
-- totals: none
-- sensitivity: case
-- ---
WITH
-- A defendant is a subject of a case with a criminal proceeding; charged on the day the first requisition was issued, else on that of
-- the first decision of the CPS to charge.
defendant AS (
  SELECT p.case_ref, p.subject_ref, min(p.force) AS force,
         CASE WHEN count(*) = count(p.completed_date) THEN max(p.completed_date) END AS ended_date
  FROM ps p LEFT JOIN case_ c USING (case_ref)
  WHERE p.type IN ('CRM-MC', 'CRM-CC') AND coalesce(c.territory, 'EW') = 'EW'
  GROUP BY ALL
),
charged AS (
  SELECT d.*, coalesce(r.issued_date, k.decided_date) AS charge_date, r.issued_date
  FROM defendant d
  LEFT JOIN (SELECT d.case_ref, d.subject_ref, min(e.event_date) AS issued_date
             FROM defendant d JOIN event e ON e.case_ref = d.case_ref AND about(e.subject_ref, d.subject_ref)
             WHERE e.code = 'requisition_issued' GROUP BY ALL) r USING (case_ref, subject_ref)
  LEFT JOIN (SELECT d.case_ref, d.subject_ref, min(k.decided_date) AS decided_date
             FROM defendant d JOIN decision k ON k.case_ref = d.case_ref AND about(k.subject_ref, d.subject_ref)
             WHERE k.decider = 'cps' AND k.level = 'charge' GROUP BY ALL) k USING (case_ref, subject_ref)
  WHERE within_years(coalesce(r.issued_date, k.decided_date), $to::DATE, 3)
),
-- The steps after a charge: from when each is looked for, and the limit it has where one is held. The result is
-- looked for once every criminal proceeding of the defendant has ended.
item(place, item, standard_id) AS (
  VALUES (1, 'requisition_served', NULL), (2, 'pnc_created', 'CRI-PNC'), (3, 'biometrics_taken', 'CRI-BIO'), (4, 'pnc_result_entered', NULL)
),
held_limit AS (
  SELECT standard_id, arg_max(rule, valid_from) AS rule, arg_max(n, valid_from) AS n
  FROM ref.standard WHERE valid_from <= $as_of::DATE GROUP BY standard_id
),
looked_for AS (
  SELECT i.place, i.item, c.case_ref, c.subject_ref, c.force, c.charge_date,
         CASE i.item WHEN 'requisition_served' THEN c.issued_date WHEN 'pnc_result_entered' THEN c.ended_date ELSE c.charge_date END AS start_date,
         l.rule, l.n
  FROM charged c CROSS JOIN item i LEFT JOIN held_limit l ON l.standard_id = i.standard_id AND l.n IS NOT NULL
),
step AS (
  SELECT f.place, f.item, f.case_ref, f.subject_ref, f.force, f.charge_date, f.start_date,
         CASE f.rule WHEN 'MONTHS_FROM' THEN months_from(f.start_date, f.n) WHEN 'MONTHS_OF' THEN months_of(f.start_date, f.n)
                     WHEN 'DAY_OF' THEN f.start_date + f.n - 1 WHEN 'DAY_AFTER' THEN f.start_date + f.n END AS due_date,
         min(e.event_date) AS done_date
  FROM looked_for f
  LEFT JOIN event e ON e.case_ref = f.case_ref AND about(e.subject_ref, f.subject_ref) AND e.code = f.item
                   AND (f.item <> 'pnc_result_entered' OR e.event_date >= f.start_date)
  WHERE f.start_date IS NOT NULL
  GROUP BY ALL
)
SELECT case_ref, subject_ref, coalesce(force, 'not recorded') AS force, charge_date, item, due_date, $as_of::DATE - charge_date AS days_since_charge,
       CASE WHEN due_date IS NULL THEN 'no limit held' WHEN due_date <= $as_of::DATE THEN 'yes' ELSE 'no' END AS overdue
FROM step
WHERE done_date IS NULL
ORDER BY days_since_charge DESC, case_ref, subject_ref, place
