-- title: How people were kept informed in a case
-- question: When was each audience of the case updated, and where were gaps longer than the standard?
-- audience: [debrief, quality]
-- measures: [M33, M34]
-- population: Updates of the cases asked about, each with the time to the next
-- numerator: none
-- denominator: none
-- clock: From one update to the next; date due as many days after the update as MIS-CMP-UPD in ref.standard, as it stands at the position date
-- censoring: The last interval runs to the day the case was closed, else to the position date; it is no gap where the case was closed by the day due
-- grain: One row an update of an audience; an audience without an update has one row
-- source: Police Reform Act 2002 ss20-21 and SI 2020/2; measure M33
-- caveats:
--   - The limit is law for complainants and interested persons such as families; for the other audiences it is only a measuring rod.
--   - The time to the first update is not measured. An update counts whatever it said.
-- parameters: [as_of, cases]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: audience, title: Audience, kind: label, role: dimension, list: contact_audience}
--   - {name: contact_date, title: Updated, kind: date, role: dimension}
--   - {name: next_date, title: Next update, kind: date, role: dimension}
--   - {name: due_date, title: Next was due, kind: date, role: dimension}
--   - {name: until_date, title: Interval ended, kind: date, role: dimension}
--   - {name: days, title: Days to the next, kind: duration, unit: days, role: measure}
--   - {name: state, title: Interval, kind: label, role: dimension}
--   - {name: quality, title: Quality where sampled, kind: label, role: dimension, list: qa_result}
--   - {name: source, title: Source, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH asked AS (
  SELECT unnest($cases::VARCHAR[]) AS case_ref
),
updates AS (
  SELECT u.case_ref, u.audience, u.contact_date, lead(u.contact_date) OVER (PARTITION BY u.case_ref, u.audience ORDER BY u.contact_date) AS next_date,
         u.contact_date + l.n AS due_date, c.case_ref AS known_case, c.closed_date, u.quality, u.source
  FROM contact_update u SEMI JOIN asked USING (case_ref)
  LEFT JOIN case_ c ON c.case_ref = u.case_ref
  LEFT JOIN limit_now l ON l.standard_id = 'MIS-CMP-UPD' AND coalesce(c.territory, 'EW') = 'EW'
),
intervals AS (
  SELECT *, coalesce(next_date, CASE WHEN closed_date IS NOT NULL THEN greatest(closed_date, contact_date) WHEN known_case IS NOT NULL THEN $as_of::DATE END) AS until_date FROM updates
)
SELECT a.case_ref, o.code AS audience, i.contact_date, i.next_date, i.due_date, i.until_date, i.until_date - i.contact_date AS days,
       CASE WHEN i.contact_date IS NULL THEN 'no update'
            WHEN i.due_date IS NULL OR i.until_date IS NULL THEN 'not judged'
            WHEN i.next_date <= i.due_date THEN 'within'
            WHEN i.next_date IS NULL AND i.closed_date <= i.due_date THEN 'closed before it was due'
            WHEN i.due_date > $as_of::DATE THEN 'running'
            ELSE 'late' END AS state, i.quality, i.source
FROM asked a
CROSS JOIN (SELECT code FROM ref.code WHERE list = 'contact_audience') o
LEFT JOIN intervals i ON i.case_ref = a.case_ref AND i.audience = o.code
ORDER BY a.case_ref, o.code, i.contact_date
