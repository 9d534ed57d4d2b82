-- title: Correspondence with the prosecutor
-- question: How soon are action plans answered, and further disclosure given after a defence statement?
-- audience: [psu]
-- measures: [M20, M23]
-- population: CPS action plans and defence statements received in the quarter, in criminal proceedings of England and Wales, a defendant each
-- numerator: Answered, by days
-- denominator: Received
-- clock: From the action plan to the first answer on or after its day; from the defence statement to the first disclosure served on or after its day; in days
-- censoring: Those not answered are counted as waiting while the proceeding is open, and apart once it has ended
-- grain: One row a kind and a quarter, the last eight
-- source: Director's Guidance on Charging; Criminal Procedure and Investigations Act 1996 s7A (as soon as reasonably practicable); bands of 28 days are local
-- caveats:
--   - A defence statement may call for no further disclosure; where nothing was due, none is served and it counts as not answered.
--   - A statement or plan sent again counts from the first.
-- parameters: [to]
-- columns:
--   - {name: kind, title: Received, kind: label, role: dimension, list: event}
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: received, title: Received, kind: count, unit: defendants, role: measure}
--   - {name: days_28, title: Answered in 28 days, kind: count, unit: defendants, role: measure}
--   - {name: later, title: Answered later, kind: count, unit: defendants, role: measure}
--   - {name: waiting, title: Waiting, kind: count, unit: defendants, role: measure}
--   - {name: ended, title: Ended without, kind: count, unit: defendants, role: measure}
-- totals: days_28 + later + waiting + ended = received
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH kinds(kind, answer) AS (
  VALUES ('cps_action_plan', 'cps_action_plan_answered'), ('defence_statement', 'disclosure_served')
),
received AS (
  SELECT k.kind, p.ps_no, p.completed_date, r.first_date AS received_date, min(e.event_date) AS answered_date
  FROM kinds k
  JOIN ps_event r ON r.code = k.kind
  JOIN ps p ON p.ps_no = r.ps_no AND p.jurisdiction = 'criminal'
  LEFT JOIN event e ON e.code = k.answer AND e.proceeding_ref = p.proceeding_ref AND e.case_ref = p.case_ref AND still_about(e.subject_ref, e.event_date, p.subject_ref, p.left_date)
                   AND e.event_date >= r.first_date
  GROUP BY ALL
)
SELECT k.kind, q.quarter, count(r.ps_no) AS received,
       count(*) FILTER (r.answered_date - r.received_date <= 28) AS days_28,
       count(*) FILTER (r.answered_date - r.received_date > 28) AS later,
       count(*) FILTER (r.ps_no IS NOT NULL AND r.answered_date IS NULL AND r.completed_date IS NULL) AS waiting,
       count(*) FILTER (r.answered_date IS NULL AND r.completed_date IS NOT NULL) AS ended
FROM kinds k
CROSS JOIN quarters($to::DATE, 8) q
LEFT JOIN received r ON r.kind = k.kind AND fq(r.received_date) = q.quarter
GROUP BY k.kind, q.quarter
ORDER BY k.kind, q.quarter
