-- title: Open proceedings
-- question: How much open work is there, by jurisdiction and stage?
-- audience: [psu, board]
-- measures: [M01]
-- population: Subjects in misconduct, criminal or coronial proceedings that have not ended for them
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: All open work is counted; it is the measure
-- grain: One row a jurisdiction
-- source: Measure M01; stages by the milestones recorded
-- caveats:
--   - One person in two proceedings is counted in each. An inquest counts once.
--   - Staff disciplinary, performance and civil proceedings are not in it.
--   - Work is on hold while a hold of its case is open; a hold that nobody ended stays open.
-- parameters: []
-- columns:
--   - {name: jurisdiction, title: Jurisdiction, kind: label, role: dimension, list: jurisdiction}
--   - {name: preparing, title: Preparing, kind: count, unit: subjects, role: measure}
--   - {name: waiting, title: Waiting, kind: count, unit: subjects, role: measure}
--   - {name: under_way, title: Under way, kind: count, unit: subjects, role: measure}
--   - {name: on_hold, title: On hold, kind: count, unit: subjects, role: measure}
--   - {name: total, title: All open, kind: count, unit: subjects, role: measure}
-- totals: preparing + waiting + under_way + on_hold = total
-- same:
--   - total[jurisdiction] = open_age.total[jurisdiction]
--   - total = net_flow.open_at_end[latest]
-- sensitivity: aggregate
-- ---
SELECT j.jurisdiction,
       count(*) FILTER (o.stage = 'preparing') AS preparing,
       count(*) FILTER (o.stage = 'waiting') AS waiting,
       count(*) FILTER (o.stage = 'under_way') AS under_way,
       count(*) FILTER (o.stage = 'on_hold') AS on_hold,
       count(o.ps_no) AS total
FROM jurisdictions j
LEFT JOIN open_ps o USING (jurisdiction)
GROUP BY j.jurisdiction
ORDER BY j.jurisdiction
