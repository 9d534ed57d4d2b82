-- title: Learning from a case
-- question: What was learnt, who has to act on it by when, and is it done?
-- audience: [debrief]
-- measures: [M29, M30, M31]
-- population: Debriefs, the themes found in them, actions and recommendations of the cases asked about
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: What is not done is open or overdue at the position date
-- grain: One row a case and debrief, theme of a debrief, action or recommendation
-- source: Measures M29 to M31
-- caveats:
--   - The owner of an action is the force or body named in the export; no export holds the role of the person or the evidence that it was done.
--   - A recommendation's day due is that in the source; the limits of the law are with the limits of the case.
-- parameters: [as_of, cases]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: what, title: Kind, kind: label, role: dimension}
--   - {name: reference, title: Reference, kind: label, role: dimension}
--   - {name: debrief_ref, title: Debrief, kind: label, role: dimension}
--   - {name: owner, title: Owner, kind: label, role: dimension}
--   - {name: legal_basis, title: Basis, kind: label, role: dimension, list: legal_basis}
--   - {name: theme, title: Theme, kind: label, role: dimension, list: theme}
--   - {name: raised_date, title: Raised, kind: date, role: dimension}
--   - {name: due_date, title: Due, kind: date, role: dimension}
--   - {name: done_date, title: Done, kind: date, role: dimension}
--   - {name: response, title: Response, kind: label, role: dimension, list: response}
--   - {name: state, title: State, kind: label, role: dimension}
--   - {name: source, title: Source, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH asked AS (
  SELECT unnest($cases::VARCHAR[]) AS case_ref
),
held AS (
  SELECT o.case_ref, d.* EXCLUDE (case_ref) FROM debrief_of o SEMI JOIN asked USING (case_ref) JOIN debrief d USING (debrief_ref)
),
-- An action of a debrief is of all its cases.
acted AS (
  SELECT case_ref, action_ref FROM action_ SEMI JOIN asked USING (case_ref)
  UNION
  SELECT h.case_ref, a.action_ref FROM action_ a JOIN held h USING (debrief_ref)
),
learnt AS (
  SELECT case_ref, 'debrief' AS what, debrief_ref AS reference, debrief_ref, force AS owner, trigger_date AS raised_date, held_date AS done_date, source FROM held
  UNION ALL BY NAME
  SELECT h.case_ref, 'theme' AS what, t.theme AS reference, h.debrief_ref, t.theme, h.held_date AS raised_date, t.source FROM held h JOIN debrief_theme t USING (debrief_ref)
  UNION ALL BY NAME
  SELECT c.case_ref, 'action' AS what, action_ref AS reference, a.debrief_ref, a.force AS owner, a.theme, a.raised_date, a.due_date, a.done_date, a.source FROM acted c JOIN action_ a USING (action_ref)
  UNION ALL BY NAME
  SELECT r.case_ref, 'recommendation' AS what, r.recommendation_ref AS reference, r.force AS owner, r.legal_basis, r.made_date AS raised_date, coalesce(r.extended_due_date, r.due_date) AS due_date,
         s.received_date AS done_date, s.response, r.source
  FROM recommendation r SEMI JOIN asked USING (case_ref) LEFT JOIN response s USING (recommendation_ref)
)
SELECT case_ref, what, reference, debrief_ref, owner, legal_basis, theme, raised_date, due_date, done_date, response,
       CASE WHEN what = 'theme' THEN NULL
            WHEN what = 'debrief' THEN CASE WHEN done_date IS NULL THEN 'not held' ELSE 'held' END
            WHEN done_date <= due_date THEN 'in time'
            WHEN done_date > due_date THEN 'late'
            WHEN done_date IS NOT NULL OR answered(response, done_date) THEN 'done'
            WHEN due_date <= $as_of::DATE THEN 'overdue'
            ELSE 'open' END AS state, source
FROM learnt
ORDER BY case_ref, list_position(['debrief', 'theme', 'action', 'recommendation'], what), raised_date NULLS LAST, debrief_ref, reference
