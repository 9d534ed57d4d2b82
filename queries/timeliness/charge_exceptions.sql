-- title: Steps after a charge not done
-- question: For which officers charged is a step not on record?
-- audience: [psu, quality]
-- measures: [M25]
-- population: Steps looked for and not on record, of defendants charged in the three years that end with the period
-- numerator: Steps not on record
-- denominator: none
-- clock: From the charge to the position date, in days; CRI-BIO and CRI-PNC in ref.standard where they hold a number
-- censoring: All are open
-- grain: One row a defendant and step not done, the longest since the charge first
-- source: Measure M25
-- caveats:
--   - A step without a date on record is not done as far as the source says; it may have been done and not written down.
--   - A step whose limit has no number in the table of limits has no day on which it was due.
--   - To require biometrics is a power. One that was not used is no miss, so biometrics are shown as not on record and have no day on which they were due.
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
SELECT case_ref, subject_ref, coalesce(force, 'not recorded') AS force, charge_date, item, CASE WHEN NOT is_power THEN due_date END AS due_date, $as_of::DATE - charge_date AS days_since_charge,
       CASE WHEN is_power THEN 'not on record' WHEN due_date IS NULL THEN 'no limit held' WHEN due_date <= $as_of::DATE THEN 'yes' ELSE 'no' END AS overdue
FROM charge_step
WHERE done_date IS NULL AND within_years(charge_date, $to::DATE, 3)
ORDER BY days_since_charge DESC, case_ref, subject_ref, place
