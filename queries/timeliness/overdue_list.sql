-- title: What is overdue
-- question: In which cases is a limit overdue?
-- audience: [psu]
-- measures: [M04]
-- population: Clocks of duties still open on the position date whose due date, extended where it was extended in time, has passed, and public notices not on record of hearings listed that have not begun, once the last day for them has passed
-- numerator: none
-- denominator: none
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks, and notices of hearings still to come
-- grain: One row an act; first those still to be done, then those that the proceeding has gone past; in each the last to fall due first
-- source: Domain rules of the clock
-- caveats:
--   - What the exports do not show as done is overdue here, also where it was done and not recorded.
--   - Where a later step is named, the proceeding has gone past the act, which was done and not recorded or not done at all. It stays overdue until it is recorded.
--   - A public notice is due by the next day listed, and stands once for its hearing.
-- parameters: [as_of, from]
-- columns:
--   - {name: due, title: Due, kind: date, role: dimension}
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding or other reference, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: days_over, title: Days overdue, kind: duration, unit: days, role: measure}
--   - {name: since, title: Became overdue, kind: label, role: dimension}
--   - {name: later, title: What has come since, kind: label, role: dimension, list: event}
--   - {name: later_date, title: On, kind: date, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
SELECT o.due, o.standard_id, l.title, o.case_ref, o.subject_ref, o.proceeding_ref, o.force, $as_of::DATE - o.due AS days_over,
       CASE WHEN o.overdue_from >= $from::DATE THEN 'in_period' ELSE 'before' END AS since, o.later_code AS later, o.later_date
FROM overdue_act o
JOIN limit_now l USING (standard_id)
ORDER BY o.later_code IS NOT NULL, o.due DESC, o.standard_id, o.case_ref, o.subject_ref, o.proceeding_ref
