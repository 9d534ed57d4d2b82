-- title: Age of open work
-- question: How old is the work that is still open?
-- audience: [psu, board]
-- measures: [M03]
-- population: Subjects in misconduct, criminal or coronial proceedings that have not ended for them
-- numerator: none
-- denominator: none
-- clock: From the first notice (reg 30 or reg 51), else the day the proceeding was opened, to the position date, in working days
-- censoring: All open work is counted at its age so far
-- grain: One row a jurisdiction
-- source: Measure M03
-- caveats:
--   - Ages are of open work only and say nothing about how long finished work took.
--   - Ages are gross; holds are not taken off.
-- parameters: []
-- columns:
--   - {name: jurisdiction, title: Jurisdiction, kind: label, role: dimension, list: jurisdiction}
--   - {name: wd_0_50, title: Up to 50 working days, kind: count, unit: subjects, role: measure}
--   - {name: wd_51_100, title: 51 to 100, kind: count, unit: subjects, role: measure}
--   - {name: wd_101_200, title: 101 to 200, kind: count, unit: subjects, role: measure}
--   - {name: wd_over_200, title: Over 200, kind: count, unit: subjects, role: measure}
--   - {name: outside_calendar, title: No start or outside the calendar, kind: count, unit: subjects, role: measure}
--   - {name: total, title: All open, kind: count, unit: subjects, role: measure}
-- totals: wd_0_50 + wd_51_100 + wd_101_200 + wd_over_200 + outside_calendar = total
-- sensitivity: aggregate
-- ---
SELECT j.jurisdiction,
       count(*) FILTER (o.age_wd <= 50) AS wd_0_50,
       count(*) FILTER (o.age_wd BETWEEN 51 AND 100) AS wd_51_100,
       count(*) FILTER (o.age_wd BETWEEN 101 AND 200) AS wd_101_200,
       count(*) FILTER (o.age_wd > 200) AS wd_over_200,
       count(*) FILTER (o.ps_no IS NOT NULL AND o.age_wd IS NULL) AS outside_calendar,
       count(o.ps_no) AS total
FROM jurisdictions j
LEFT JOIN open_ps o USING (jurisdiction)
GROUP BY j.jurisdiction
ORDER BY j.jurisdiction
