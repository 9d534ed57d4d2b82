-- title: Time to hearing, curves
-- question: What share still waits after so many working days?
-- audience: [psu, board]
-- measures: [M10]
-- population: Subjects of misconduct hearings with a reg 30 notice
-- numerator: none
-- denominator: Subjects referred
-- clock: From the first reg 30 notice to the first hearing day, in working days
-- censoring: Kaplan–Meier. Who ended another way is censored on that day, who still waits on the position date
-- grain: One row a financial year of the notice and distinct time, and one for time 0
-- source: Kaplan–Meier, Greenwood, log-log 95 % interval
-- caveats:
--   - The right end of a curve rests on few subjects; read it with the number at risk.
-- parameters: [to]
-- then:
--   - km_curve: {by: cohort, t: t, events: events, censored: censored}
-- columns:
--   - {name: cohort, title: Year of notice, kind: label, role: dimension}
--   - {name: t, title: Working days, kind: duration, unit: working days, role: dimension}
--   - {name: at_risk, title: At risk, kind: count, unit: subjects, role: measure}
--   - {name: events, title: Heard, kind: count, unit: subjects, role: measure}
--   - {name: censored, title: Followed no further, kind: count, unit: subjects, role: measure}
--   - {name: survival, title: Still waiting, kind: rate, role: measure, of: at_risk}
--   - {name: low, title: Lower limit, kind: rate, role: measure, of: at_risk}
--   - {name: high, title: Upper limit, kind: rate, role: measure, of: at_risk}
-- totals: none
-- sensitivity: aggregate
-- ---
SELECT fy(notice_date) AS cohort, wait_wd AS t, count(*) FILTER (outcome = 'heard') AS events, count(*) FILTER (outcome <> 'heard') AS censored
FROM hearing_wait
WHERE wait_wd IS NOT NULL AND within_fys(notice_date, $to::DATE, 6)
GROUP BY ALL
ORDER BY cohort, t
