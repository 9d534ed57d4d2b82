-- title: Who has waited too long for an update
-- question: Which complainants, families and others are waiting too long for an update?
-- audience: [quality, psu, debrief]
-- measures: [M33]
-- population: Audiences of open cases (England and Wales) that have had an update
-- numerator: Last update so long ago that the next was due by the position date
-- denominator: none
-- clock: From the last update to the position date, in days; date due as MIS-CMP-UPD in ref.standard, as it stands at the position date
-- censoring: All are open
-- grain: One row a case and audience, the longest wait first
-- source: Police Reform Act 2002 ss20-21 and SI 2020/2; measure M33
-- caveats:
--   - The limit is law for complainants and interested persons such as families; for the other audiences it is only a measuring rod.
--   - Cases in which an audience never had an update are not here.
-- parameters: [as_of]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: audience, title: Audience, kind: label, role: dimension, list: contact_audience}
--   - {name: last_update, title: Last update, kind: date, role: dimension}
--   - {name: due_date, title: Next was due, kind: date, role: dimension}
--   - {name: days_since, title: Days since, kind: duration, unit: days, role: measure}
-- totals: none
-- sensitivity: case
-- ---
SELECT u.case_ref, coalesce(c.force, 'not recorded') AS force, u.audience, max(u.contact_date) AS last_update, max(u.contact_date) + l.n AS due_date,
       $as_of::DATE - max(u.contact_date) AS days_since
FROM contact_update u
JOIN case_ c ON c.case_ref = u.case_ref AND c.territory = 'EW' AND c.closed_date IS NULL
CROSS JOIN limit_now l
WHERE l.standard_id = 'MIS-CMP-UPD'
GROUP BY u.case_ref, c.force, u.audience, l.n
HAVING max(u.contact_date) + l.n <= $as_of::DATE
ORDER BY days_since DESC, u.case_ref, u.audience
