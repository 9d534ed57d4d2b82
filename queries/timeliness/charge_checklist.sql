-- title: Steps after a charge
-- question: Are the steps that follow a charge done for every officer charged?
-- audience: [psu, quality]
-- measures: [M25]
-- population: Defendants charged in the three years that end with the period (first requisition issued, else first CPS decision to charge), once for each step that is looked for
-- numerator: Step on record by the as-of date (done); on or before the date due where a limit is held (in_time)
-- denominator: Defendants of whom the step is looked for
-- clock: From the charge (the requisition issued for its service; the end of the last criminal proceeding for the result), in days; CRI-BIO and CRI-PNC in ref.standard where they hold a number
-- censoring: Kaplan–Meier; a step not on record is censored on the as-of date, and is overdue once its date due has come
-- grain: One row a step, in the order in which they fall
-- source: Measure M25; Police and Criminal Evidence Act 1984 for biometrics; interval Wilson 95 %
-- caveats:
--   - A step without a date on record is not done as far as the source says; it may have been done and not written down.
--   - The Police National Computer record and its result have no number in the table of limits; they are shown by days taken, and done in time and overdue stand empty.
--   - A requisition is looked for where one was issued; the result once every criminal proceeding of the defendant has ended.
--   - A step taken before the charge counts as done on the day of the charge.
-- parameters: [as_of, to]
-- then:
--   - km: {by: item, t: t, events: events, censored: censors, median: median_days}
--   - wilson: {k: done, n: expected, rate: done_rate}
-- columns:
--   - {name: item, title: Step, kind: label, role: dimension, list: event}
--   - {name: expected, title: Looked for, kind: count, unit: defendants, role: measure}
--   - {name: done, title: Done, kind: count, unit: defendants, role: measure}
--   - {name: in_time, title: Done in the limit held, kind: count, unit: defendants, role: measure}
--   - {name: not_done, title: Not done, kind: count, unit: defendants, role: measure}
--   - {name: overdue, title: Overdue, kind: count, unit: defendants, role: measure}
--   - {name: done_rate, title: Done, kind: rate, role: measure, of: expected}
--   - {name: done_rate_low, title: Lower limit, kind: rate, role: measure, of: expected}
--   - {name: done_rate_high, title: Upper limit, kind: rate, role: measure, of: expected}
--   - {name: median_days, title: Median days, kind: duration, unit: days, role: measure, of: expected}
-- totals: done + not_done = expected
-- sensitivity: aggregate
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
),
counted AS (
  SELECT item, count(*) AS expected, count(done_date) AS done, count(*) FILTER (done_date <= due_date) AS in_time,
         count(*) FILTER (done_date IS NULL) AS not_done, count(*) FILTER (done_date IS NULL AND due_date <= $as_of::DATE) AS overdue
  FROM step GROUP BY item
),
timed AS (
  SELECT item, greatest(coalesce(done_date, $as_of::DATE) - start_date, 0) AS t, count(done_date) AS events, count(*) - count(done_date) AS censors
  FROM step GROUP BY ALL
)
SELECT i.item, coalesce(n.expected, 0) AS expected, coalesce(n.done, 0) AS done, CASE WHEN l.n IS NOT NULL THEN coalesce(n.in_time, 0) END AS in_time,
       coalesce(n.not_done, 0) AS not_done, CASE WHEN l.n IS NOT NULL THEN coalesce(n.overdue, 0) END AS overdue, n.done / nullif(n.expected, 0) AS done_rate, t.t, coalesce(t.events, 0) AS events, coalesce(t.censors, 0) AS censors
FROM item i
LEFT JOIN held_limit l USING (standard_id)
LEFT JOIN counted n USING (item)
LEFT JOIN timed t USING (item)
ORDER BY i.place, t.t
