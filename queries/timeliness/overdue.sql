-- title: Overdue limits
-- question: Which limits are overdue, and which became so in the period?
-- audience: [psu, board]
-- measures: [M04, M05, M06, M07, M08, M09, M28]
-- population: Clocks of duties still open on the position date whose due date, extended where it was extended in time, has passed, and public notices not on record of hearings listed that have not begun, once the last day for them has passed
-- numerator: none
-- denominator: none
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks, and notices of hearings still to come
-- grain: One row a limit with any overdue
-- source: Domain rules of the clock
-- caveats:
--   - Limits past their date for whatever time are in it, not only those of the last twelve months.
--   - What the exports do not show as done is overdue here, also where it was done and not recorded.
--   - Where the hearing, or a step after it, is on record the proceeding has gone past the act; it stays overdue until it is recorded.
--   - In a period of a quarter nearly every act is either new or overdue by more than 90 days. The two together would tell the whole, so the shareable edition has one of them.
--   - A public notice is counted once a hearing, by the next day listed. Once the hearing has begun it is with the late in “Limits met”, and once for each officer.
-- parameters: [as_of, from]
-- columns:
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: overdue, title: Overdue, kind: count, unit: acts, role: measure}
--   - {name: newly_overdue, title: Since the period began, kind: count, unit: acts, role: measure}
--   - {name: over_90_days, title: By more than 90 days, kind: count, unit: acts, role: measure, extreme: true}
--   - {name: gone_past, title: Proceeding has gone past it, kind: count, unit: acts, role: measure}
--   - {name: longest_days, title: Longest, kind: duration, unit: days, role: measure, extreme: true}
--   - {name: confidence, title: How sure the limit is, kind: label, role: dimension, list: confidence}
-- totals: newly_overdue <= overdue; gone_past <= overdue
-- same:
--   - limits_met.open_overdue[standard_id] <= overdue[standard_id]
--   - hearing_100wd.open_overdue <= overdue[standard_id=MIS-HRG-100]
-- sensitivity: aggregate
-- ---
SELECT o.standard_id, l.title, count(*) AS overdue, count(*) FILTER (o.overdue_from >= $from::DATE) AS newly_overdue,
       count(*) FILTER ($as_of::DATE - o.due > 90) AS over_90_days, count(o.later_code) AS gone_past, max($as_of::DATE - o.due) AS longest_days, l.confidence
FROM overdue_act o
JOIN limit_now l USING (standard_id)
GROUP BY o.standard_id, l.title, l.confidence
ORDER BY o.standard_id
