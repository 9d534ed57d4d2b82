-- title: Oldest open proceedings
-- question: Which proceedings are oldest, and why?
-- audience: [psu]
-- measures: [M03]
-- population: Subjects in misconduct, criminal or coronial proceedings that have not ended for them
-- numerator: none
-- denominator: none
-- clock: From the first notice (reg 30 or reg 51), else the day the proceeding was opened, to the position date, in working days
-- censoring: Open work at its age so far; work without a start is not listed
-- grain: One row a subject in a proceeding, the 20 oldest
-- source: Measure M03
-- caveats:
--   - Ages are gross; a hold explains an age and is not taken off it.
-- parameters: []
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: jurisdiction, title: Jurisdiction, kind: label, role: dimension, list: jurisdiction}
--   - {name: started, title: Age counts from, kind: date, role: dimension}
--   - {name: age_wd, title: Age, kind: duration, unit: working days, role: measure}
--   - {name: stage, title: Stage, kind: label, role: dimension, list: stage}
--   - {name: hold_kind, title: Open hold, kind: label, role: dimension, list: hold_kind}
-- totals: none
-- sensitivity: case
-- ---
SELECT case_ref, proceeding_ref, subject_ref, force, type, jurisdiction, age_start AS started, age_wd, stage, hold_kind
FROM open_ps
WHERE age_wd IS NOT NULL
ORDER BY age_wd DESC, case_ref, proceeding_ref, subject_ref
LIMIT 20
