-- title: Every limit of a case
-- question: Which limits run or ran on this case, how did each go, and which days were not counted?
-- audience: [psu, debrief]
-- measures: [M04]
-- population: Every clock of the cases asked about, also those of rights, terms and minimum periods, and what has to be done as soon as practicable
-- numerator: none
-- denominator: none
-- clock: Each limit's own, from ref.standard
-- censoring: What has not ended is followed to the position date
-- grain: One row a case, limit, what it runs on and occurrence
-- source: Domain rules of the clock
-- caveats:
--   - Holds stand beside a clock; no state rests on them, and no hold is taken off a limit.
--   - Each subject of a joint proceeding has a due date from their own notice; the first of these is the proceeding's.
--   - As soon as practicable is no number of days; the time is shown and there is no breach.
-- parameters: [as_of, cases]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: anchor, title: Runs on, kind: label, role: dimension, list: anchor}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: reference, title: Recommendation or debrief, kind: label, role: dimension}
--   - {name: type, title: Type of proceeding, kind: label, role: dimension, list: proceeding_type}
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: occurrence, title: Occurrence, kind: number, role: dimension}
--   - {name: duty, title: What it is, kind: label, role: dimension, list: duty}
--   - {name: rule, title: Rule, kind: label, role: dimension, list: rule}
--   - {name: n, title: Number, kind: number, role: dimension}
--   - {name: n_max, title: At most, kind: number, role: dimension}
--   - {name: unit, title: Unit, kind: label, role: dimension, list: unit}
--   - {name: clear_days, title: Clear days, kind: number, role: dimension}
--   - {name: start_code, title: Counts from, kind: label, role: dimension}
--   - {name: end_code, title: Ends with, kind: label, role: dimension}
--   - {name: legal_basis, title: Legal basis, kind: label, role: dimension}
--   - {name: statutory, title: Standing, kind: label, role: dimension, list: statutory}
--   - {name: confidence, title: How sure the limit is, kind: label, role: dimension, list: confidence}
--   - {name: exceptions, title: Exceptions, kind: label, role: dimension}
--   - {name: start_date, title: Start, kind: date, role: dimension}
--   - {name: earliest_date, title: Window opens, kind: date, role: dimension}
--   - {name: due_date, title: Due, kind: date, role: dimension}
--   - {name: ext_due_date, title: Extended to, kind: date, role: dimension}
--   - {name: joint_due_date, title: First due of all in the proceeding, kind: date, role: dimension}
--   - {name: joint, title: Subjects of the proceeding under the limit, kind: count, unit: subjects, role: measure}
--   - {name: end_date, title: End, kind: date, role: dimension}
--   - {name: explained_date, title: Explained, kind: date, role: dimension}
--   - {name: over_date, title: Ended another way, kind: date, role: dimension}
--   - {name: state, title: State, kind: label, role: dimension, list: clock_state}
--   - {name: elapsed_days, title: Days elapsed, kind: duration, unit: days, role: measure}
--   - {name: elapsed_wd, title: Working days elapsed, kind: duration, unit: working days, role: measure}
--   - {name: net_days, title: Days net of holds, kind: duration, unit: days, role: measure}
--   - {name: net_wd, title: Working days net of holds, kind: duration, unit: working days, role: measure}
--   - {name: weekend_days, title: Weekend days not counted, kind: count, unit: days, role: measure}
--   - {name: bank_holidays, title: Bank holidays not counted, kind: label, role: dimension}
--   - {name: extensions, title: Extensions, kind: label, role: dimension}
--   - {name: holds, title: Holds, kind: label, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH asked AS (
  SELECT unnest($cases::VARCHAR[]) AS case_ref
),
limited AS (
  SELECT c.case_ref, c.anchor, c.subject_ref, c.proceeding_ref, c.anchor_ref AS reference, c.type, c.standard_id, l.title, c.occurrence, c.duty, c.rule, l.n, l.n_max, l.unit, l.clear_days,
         l.start_code, l.end_code, l.legal_basis, l.statutory, l.confidence, l.exceptions, l.calendar_id, l.domain,
         c.start_date, c.earliest_date, c.due_date, c.ext_due_date, c.end_date, c.explained_date, least(c.ended_other_date, c.concluded_date, c.stop_date) AS over_date, c.state
  FROM clock c SEMI JOIN asked ON asked.case_ref = c.case_ref
  JOIN measured_limit l ON l.limit_no = c.limit_no
),
-- One proceeding, several subjects, each with a notice and a date of their own: the proceeding has to keep the first of these. Who has left it is none of them.
together AS (
  SELECT c.proceeding_ref, c.standard_id, count(*) AS joint, min(c.due_date) AS joint_due_date
  FROM clock c
  WHERE c.anchor = 'proc_subject' AND c.proceeding_ref IN (SELECT proceeding_ref FROM limited) AND c.due_date IS NOT NULL AND c.occurrence = 1
    AND least(c.ended_other_date, c.stop_date) IS NULL AND c.state <> 'not_applicable'
  GROUP BY c.proceeding_ref, c.standard_id
  HAVING count(*) > 1
),
-- As soon as practicable: from the first start to the first end on or after it.
prompt AS (
  SELECT standard_id, title, anchor, duty, string_split(coalesce(applies_to, ''), '|') AS types, string_split(coalesce(follows, ''), '|') AS follows, start_code, end_code, legal_basis, statutory, confidence,
         split_part(only_if, '=', 1) AS only_field, string_split(split_part(only_if, '=', 2), '|') AS only_codes, exceptions, calendar_id, domain, valid_from, coalesce(valid_to, DATE '9999-12-31') AS valid_to
  FROM ref.standard
  WHERE rule = 'ASAP' AND anchor <> 'none'
),
item AS MATERIALIZED (
  SELECT a.* FROM anchored a SEMI JOIN asked ON asked.case_ref = a.case_ref
),
own_event AS MATERIALIZED (
  SELECT a.item_no, e.code, e.event_date
  FROM item a JOIN item_event e USING (item_no)
  WHERE a.anchor = 'proc_subject' OR a.anchor = 'case_subject' AND e.code <> 'came_to_attention'
  UNION
  -- A matter comes to attention once, for all its subjects.
  SELECT a.item_no, 'came_to_attention', s.start_date
  FROM item a JOIN case_start s ON s.case_ref = a.case_ref
  WHERE a.anchor = 'case_subject'
),
own_codes AS (
  SELECT item_no, list(code) AS codes FROM own_event GROUP BY item_no
),
begun AS (
  SELECT a.item_no, p.standard_id, p.start_code, p.end_code, min(e.event_date) AS start_date
  FROM own_event e
  JOIN item a USING (item_no)
  JOIN prompt p ON p.anchor = a.anchor AND p.start_code = e.code AND e.event_date BETWEEN p.valid_from AND p.valid_to
  JOIN own_codes o USING (item_no)
  LEFT JOIN ps s ON s.ps_no = a.item_no
  WHERE (list_contains(p.types, '') OR list_contains(p.types, a.type) OR a.anchor = 'case_subject')
    AND CASE p.only_field WHEN 'mode' THEN list_contains(p.only_codes, a.type)
                          WHEN 'event' THEN list_has_any(p.only_codes, o.codes)
                          WHEN 'sanction' THEN list_contains(p.only_codes, s.sanction)
                          ELSE true END
  GROUP BY ALL
),
done AS (
  SELECT b.item_no, b.standard_id, b.start_date, min(e.event_date) AS end_date
  FROM begun b LEFT JOIN own_event e ON e.item_no = b.item_no AND e.code = b.end_code AND e.event_date >= b.start_date
  GROUP BY ALL
),
unlimited AS (
  SELECT a.case_ref, a.anchor, a.subject_ref, a.proceeding_ref, a.anchor_ref, a.type, d.standard_id, 1 AS occurrence, d.start_date, d.end_date,
         CASE WHEN d.end_date IS NULL AND a.ended_other_date >= d.start_date THEN a.ended_other_date END AS over_date
  FROM done d, anchored a
  WHERE a.item_no = d.item_no
  UNION ALL
  -- What has to be explained at the end of a period, once that is past and it was not done.
  SELECT l.case_ref, l.anchor, l.subject_ref, l.proceeding_ref, l.reference, l.type, p.standard_id, row_number() OVER (PARTITION BY p.standard_id, l.case_ref, l.anchor, l.subject_ref, l.proceeding_ref, l.reference ORDER BY l.due_date), l.due_date, l.explained_date,
         coalesce(l.end_date, l.over_date)
  FROM limited l, prompt p
  WHERE list_contains(p.follows, l.standard_id) AND l.state IN ('explained', 'met_late', 'open_overdue')
),
clocks AS (
  SELECT * FROM limited
  UNION ALL BY NAME
  SELECT u.case_ref, u.anchor, u.subject_ref, u.proceeding_ref, u.anchor_ref AS reference, u.type, u.standard_id, p.title, u.occurrence, p.duty, 'ASAP' AS rule, 'none' AS unit, p.start_code, p.end_code,
         p.legal_basis, p.statutory, p.confidence, p.exceptions, p.calendar_id, p.domain, u.start_date, u.end_date, u.over_date, 'no_limit' AS state
  FROM unlimited u, prompt p
  WHERE p.standard_id = u.standard_id AND u.start_date BETWEEN p.valid_from AND p.valid_to
),
numbered AS (
  SELECT *, row_number() OVER (ORDER BY case_ref, list_position(['case', 'case_subject', 'proc_subject', 'recommendation', 'debrief'], anchor), subject_ref, proceeding_ref, reference, standard_id, occurrence, start_date) AS clock_no,
         -- What ended on a day nobody recorded took a time nobody knows, and a notice that was never given before its hearing none.
         CASE WHEN state <> 'end_not_recorded' AND NOT (rule = 'BEFORE' AND end_date IS NULL) THEN coalesce(end_date, least(over_date, $as_of::DATE)) END AS until
  FROM clocks
),
-- The days on which a hold was open, of each clock's run.
held_day AS (
  SELECT DISTINCT n.clock_no, n.calendar_id, unnest(range(greatest(h.start_date, n.start_date + 1)::TIMESTAMP, (least(coalesce(h.end_date, $as_of::DATE), n.until) + 1)::TIMESTAMP, INTERVAL 1 DAY))::DATE AS day
  FROM numbered n
  JOIN hold h ON h.case_ref = n.case_ref AND about(h.subject_ref, n.subject_ref) AND holds_up(h.kind, n.domain) AND h.start_date IS NOT NULL
),
held_days AS (
  SELECT h.clock_no, count(*) AS held_days, count(*) FILTER (d.working) AS held_wd
  FROM held_day h JOIN ref.calendar d ON d.calendar_id = h.calendar_id AND d.day = h.day
  GROUP BY h.clock_no
),
-- What ended on its start day took no days and not an unknown number; what ran backwards took none that can be told.
elapsed AS (
  SELECT n.clock_no, u.idx - s.idx AS elapsed_wd, coalesce(h.held_days, 0) AS held_days, coalesce(h.held_wd, 0) AS held_wd
  FROM numbered n
  JOIN ref.calendar s ON s.calendar_id = n.calendar_id AND s.day = n.start_date
  JOIN ref.calendar u ON u.calendar_id = n.calendar_id AND u.day = n.until
  LEFT JOIN held_days h USING (clock_no)
  WHERE n.until >= n.start_date
),
-- The days that a limit leaves out up to the date due.
counted_day AS (
  SELECT clock_no, calendar_id, unnest(range(least(start_date + 1, due_date)::TIMESTAMP, (greatest(due_date, start_date - 1) + 1)::TIMESTAMP, INTERVAL 1 DAY))::DATE AS day
  FROM numbered
  WHERE unit = 'working_day'
),
left_out AS (
  SELECT n.clock_no, count(*) FILTER (isodow(d.day) > 5) AS weekend_days,
         string_agg(strftime(d.day, '%Y-%m-%d') || ' ' || b.title, '; ' ORDER BY d.day) FILTER (isodow(d.day) <= 5) AS bank_holidays
  FROM counted_day n
  JOIN ref.calendar d ON d.calendar_id = n.calendar_id AND d.day = n.day
  LEFT JOIN ref.bank_holiday b ON b.calendar_id = d.calendar_id AND b.day = d.day
  GROUP BY n.clock_no
),
decided AS (
  SELECT n.clock_no,
         list_reduce(list({'decided': x.decided_date, 'due': x.new_due_date,
                           'said': concat_ws('|', strftime(x.decided_date, '%Y-%m-%d'), strftime(x.new_due_date, '%Y-%m-%d'), coalesce(x.decided_by, ''), coalesce(x.reason, ''))}
                          ORDER BY x.decided_date, x.new_due_date, x.decided_by, x.reason),
                     lambda so_far, x: {'decided': x.decided,
                                        'due': CASE WHEN x.decided <= so_far.due THEN greatest(so_far.due, x.due) ELSE so_far.due END,
                                        'said': concat_ws('; ', so_far.said, x.said || CASE WHEN x.decided <= so_far.due THEN '|in time' ELSE '|retrospective' END)},
                     {'decided': NULL::DATE, 'due': any_value(n.due_date), 'said': NULL::VARCHAR}).said AS extensions
  FROM numbered n, extension x
  WHERE x.case_ref = n.case_ref AND x.proceeding_ref = n.proceeding_ref AND about(x.subject_ref, n.subject_ref) AND x.standard_id = n.standard_id
    AND x.decided_date IS NOT NULL AND x.new_due_date IS NOT NULL AND n.due_date IS NOT NULL AND (n.occurrence = 1 OR x.decided_date >= n.start_date)
  GROUP BY n.clock_no
),
held AS (
  SELECT n.clock_no, string_agg(concat_ws('|', h.kind, strftime(h.start_date, '%Y-%m-%d'), coalesce(strftime(h.end_date, '%Y-%m-%d'), '')), '; ' ORDER BY h.start_date, h.kind, h.end_date) AS holds
  FROM numbered n
  JOIN hold h ON h.case_ref = n.case_ref AND about(h.subject_ref, n.subject_ref) AND holds_up(h.kind, n.domain) AND h.start_date <= coalesce(n.until, n.due_date) AND coalesce(h.end_date, $as_of::DATE) >= n.start_date
  GROUP BY n.clock_no
)
SELECT n.case_ref, n.anchor, n.subject_ref, n.proceeding_ref, n.reference, n.type, n.standard_id, n.title, n.occurrence, n.duty, n.rule, n.n, n.n_max, n.unit, coalesce(n.clear_days, 0) AS clear_days,
       n.start_code, n.end_code, n.legal_basis, n.statutory, n.confidence, n.exceptions, n.start_date, n.earliest_date, n.due_date, n.ext_due_date, t.joint_due_date, coalesce(t.joint, 0) AS joint, n.end_date, n.explained_date, n.over_date, n.state,
       -- What ran backwards took no time: a notice before its hearing, an end before its start.
       CASE WHEN n.until >= n.start_date THEN n.until - n.start_date END AS elapsed_days, e.elapsed_wd, n.until - n.start_date - e.held_days AS net_days, e.elapsed_wd - e.held_wd AS net_wd,
       coalesce(o.weekend_days, 0) AS weekend_days, o.bank_holidays, x.extensions, h.holds
FROM numbered n
LEFT JOIN together t ON t.proceeding_ref = n.proceeding_ref AND t.standard_id = n.standard_id AND n.due_date IS NOT NULL AND n.occurrence = 1 AND n.over_date IS NULL
LEFT JOIN elapsed e USING (clock_no)
LEFT JOIN left_out o USING (clock_no)
LEFT JOIN decided x USING (clock_no)
LEFT JOIN held h USING (clock_no)
ORDER BY n.clock_no
