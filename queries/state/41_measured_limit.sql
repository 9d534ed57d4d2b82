-- The limits that make clocks, one row a span of validity and regime. types are the types of proceeding that the
-- limit applies to. conditions counts what else must hold (an event or sanction, a mode of investigation, a regime): limit_item says on what it does.
CREATE OR REPLACE TABLE measured_limit AS
SELECT l.limit_no, l.standard_id, l.title, l.legal_basis, l.statutory, l.exceptions, l.confidence, l.domain, l.anchor, coalesce(l.duty, 'duty') AS duty,
       string_split(coalesce(l.applies_to, ''), '|') AS types, string_split(CASE WHEN l.only_if LIKE 'mode=%' THEN l.only_if[6:] ELSE '' END, '|') AS modes,
       l.start_code, l.end_code, l.rule, l.n, l.n_max, l.unit, l.calendar_id, l.valid_from, coalesce(l.valid_to, DATE '9999-12-31') AS valid_to,
       coalesce(l.clear_days = 'yes', false)::INTEGER AS clear_days, coalesce(l.rolls = 'yes', false) AS rolls, l.extended_by,
       string_split(coalesce(l.regime, ''), '|') AS regimes, string_split(coalesce(l.follows, ''), '|') AS follows,
       (coalesce(l.regime, '') <> '')::INTEGER + (coalesce(l.only_if, '') <> '')::INTEGER AS conditions,
       s.milestone_no AS start_no, e.milestone_no AS end_no, x.milestone_no AS else_no, r.milestone_no AS restart_no,
       -- Whose end is that of the investigation: proceedings that follow and a case closed say that it is over.
       coalesce(l.end_code = 'report_submitted', false) AS of_investigation,
       -- A proceeding concluded has had its hearing, trial or inquest, on whatever day.
       coalesce(l.end_code IN ('hearing_day_start', 'hearing_completed', 'trial_start', 'verdict', 'inquest_start', 'conclusion'), false) AS of_conclusion,
       -- What is due after the end of a proceeding is not over with it.
       coalesce(l.start_code IN ('hearing_completed', 'outcome_imposed', 'report_to_aa', 'officer_notified', 'report_published', 'appeal_determined', 'verdict', 'sentence', 'conclusion')
                OR starts_with(l.start_code, 'sanction='), false) AS after_end,
       -- What neither starts nor ends but once: a table of all its days makes its clocks.
       l.rule = 'PERIODIC' OR coalesce(l.follows, '') <> '' AS repeats
FROM clock_limit l
LEFT JOIN limit_code s ON s.limit_no = l.limit_no AND s.role = 'start'
LEFT JOIN limit_code e ON e.limit_no = l.limit_no AND e.role = 'end'
LEFT JOIN limit_code x ON x.limit_no = l.limit_no AND x.role = 'else'
LEFT JOIN limit_code r ON r.limit_no = l.limit_no AND r.role = 'restart'
