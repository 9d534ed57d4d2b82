-- title: What happened in a case, day by day
-- question: What happened when, what had been planned, and what held the work up?
-- audience: [debrief]
-- measures: [M11, M13]
-- population: Everything dated in the cases asked about, in their events, decisions, proceedings, listed days, holds and restrictions
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: Events up to the position date; days listed after it are plans
-- grain: One row a dated entry, once where several records say the same
-- source: Debrief of a case (domain 4.5); event log
-- caveats:
--   - An event that no export holds is not here.
--   - Planned is the first day listed for it; a date fixed and moved before it was listed is not seen.
--   - A decision that was not final stands with its own day; so does a final one that a later final one on the same allegation, or on the subject as a whole, replaced.
-- parameters: [cases]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: what, title: Kind of entry, kind: label, role: dimension}
--   - {name: code, title: Entry, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: date, title: Date, kind: date, role: dimension}
--   - {name: until_date, title: Until, kind: date, role: dimension}
--   - {name: planned_date, title: First planned for, kind: date, role: dimension}
--   - {name: recorded_date, title: Recorded, kind: date, role: dimension}
--   - {name: used, title: Used, kind: label, role: dimension, list: listing_used}
--   - {name: lost_reason, title: Why it was lost, kind: label, role: dimension, list: lost_reason}
--   - {name: absent, title: Who did not attend, kind: label, role: dimension}
--   - {name: standing, title: Standing of the decision, kind: label, role: dimension}
--   - {name: source, title: Source, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH asked AS (
  SELECT unnest($cases::VARCHAR[]) AS case_ref
),
own AS (
  SELECT c.* FROM case_ c SEMI JOIN asked USING (case_ref)
),
-- The log, and the days that the case itself carries under the names of events.
logged AS (
  SELECT case_ref, subject_ref, proceeding_ref, code, event_date, recorded_date, source FROM event SEMI JOIN asked USING (case_ref)
  UNION ALL
  SELECT case_ref, '', '', d.code, d.day, NULL, source
  FROM own, LATERAL (VALUES ('complaint_made', complaint_made_date), ('came_to_attention', attention_date), ('recorded', recorded_date),
                            ('referred_iopc', referred_date), ('report_submitted', investigation_end_date), ('closed', closed_date)) d(code, day)
  WHERE d.day IS NOT NULL
),
happened AS (
  SELECT case_ref, subject_ref, proceeding_ref, code, event_date, min(recorded_date) AS recorded_date, string_agg(DISTINCT source, '|' ORDER BY source) AS source
  FROM logged GROUP BY ALL
),
-- The days of each proceeding of a case, for all its subjects.
of_case AS (
  SELECT c.case_ref, c.proceeding_ref FROM case_of c SEMI JOIN asked USING (case_ref)
),
listed AS (
  SELECT c.case_ref, l.proceeding_ref, l.kind, l.listed_date, l.used, l.lost_reason, l.source,
         min(l.listed_date) OVER (PARTITION BY c.case_ref, l.proceeding_ref, l.kind) AS first_listed
  FROM listing l JOIN of_case c USING (proceeding_ref)
),
away AS (
  SELECT proceeding_ref, listed_date, string_agg(role, '|' ORDER BY role) AS roles
  FROM attendance SEMI JOIN of_case USING (proceeding_ref)
  WHERE NOT attended
  GROUP BY proceeding_ref, listed_date
),
planned AS (
  SELECT DISTINCT l.case_ref, l.proceeding_ref, b.event AS code, l.first_listed FROM listed l JOIN ref.listing_kind b ON b.code = l.kind
),
entries AS (
  SELECT h.case_ref, 'event' AS what, h.code, h.subject_ref, h.proceeding_ref, h.event_date AS date, p.first_listed AS planned_date, h.recorded_date, h.source
  FROM happened h LEFT JOIN planned p ON p.case_ref = h.case_ref AND p.proceeding_ref = h.proceeding_ref AND p.code = h.code
  UNION ALL BY NAME
  SELECT case_ref, 'incident' AS what, 'incident' AS code, incident_date AS date, source FROM own WHERE incident_date IS NOT NULL
  UNION ALL BY NAME
  SELECT case_ref, 'decision' AS what, level AS code, subject_ref, decided_date AS date, source,
         CASE WHEN is_final IS NOT TRUE THEN CASE WHEN NOT is_final THEN 'not final' END
              WHEN decided_date < max(decided_date) FILTER (is_final) OVER (PARTITION BY case_ref, subject_ref, allegation_ref) THEN 'replaced'
              ELSE 'final' END AS standing
  FROM decision SEMI JOIN asked USING (case_ref)
  UNION ALL BY NAME
  SELECT DISTINCT case_ref, 'opened' AS what, type AS code, proceeding_ref, started_date AS date, source FROM ps SEMI JOIN asked USING (case_ref) WHERE started_date IS NOT NULL
  UNION ALL BY NAME
  SELECT case_ref, 'ended' AS what, type AS code, subject_ref, proceeding_ref, completed_date AS date, source FROM ps SEMI JOIN asked USING (case_ref) WHERE completed_date IS NOT NULL
  UNION ALL BY NAME
  SELECT case_ref, 'hold' AS what, kind AS code, subject_ref, start_date AS date, end_date AS until_date, source FROM hold SEMI JOIN asked USING (case_ref)
  UNION ALL BY NAME
  -- One on a proceeding, or on all who are in it, binds every case that the proceeding is of.
  SELECT a.case_ref, 'restriction' AS what, r.kind AS code, r.subject_ref, r.proceeding_ref, r.from_date AS date, r.until_date, r.source
  FROM asked a JOIN restriction r
    ON r.case_ref = a.case_ref OR (r.case_ref IS NULL OR r.subject_ref IS NULL) AND (a.case_ref, r.proceeding_ref) IN (SELECT (case_ref, proceeding_ref) FROM of_case)
  UNION ALL BY NAME
  SELECT l.case_ref, 'day' AS what, l.kind AS code, l.proceeding_ref, l.listed_date AS date, l.used, l.lost_reason, a.roles AS absent, l.source
  FROM listed l LEFT JOIN away a ON a.proceeding_ref = l.proceeding_ref AND a.listed_date = l.listed_date
)
SELECT e.case_ref, e.what, e.code, coalesce(e.subject_ref, '') AS subject_ref, coalesce(e.proceeding_ref, '') AS proceeding_ref, e.date, e.until_date, e.planned_date, e.recorded_date, e.used, e.lost_reason, e.absent, e.standing, e.source
FROM entries e
LEFT JOIN ref.code k ON k.list = 'event' AND k.code = e.code
-- Of one day in the order in which things go: what opens, the events as they follow each other, what ends.
ORDER BY e.case_ref, e.date NULLS LAST, list_position(['incident', 'hold', 'restriction', 'opened', 'event', 'decision', 'day', 'ended'], e.what), k.rank NULLS LAST, e.code, subject_ref, proceeding_ref, e.until_date, e.used, e.standing, e.source
