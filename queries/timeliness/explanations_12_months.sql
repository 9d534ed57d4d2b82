-- title: Explanations of delay
-- question: Where an investigation has run past twelve months, and each six months more, is an explanation on record?
-- audience: [psu, quality, board]
-- measures: []
-- population: Investigations (cases of England and Wales) still running at the position date, once for each relevant period that has ended
-- numerator: An explanation on record for that period
-- denominator: Periods ended
-- clock: From the day a complaint was made, else from the day the matter came to attention, as the clocks of MIS-12M and MIS-12M-REP have it; a re-investigation starts anew
-- censoring: Still running means no day of report or of the end of the investigation since the last re-investigation was decided, if any was, and none of closure
-- grain: One row a length of period reached
-- source: SI 2020/2 regulation 13; SI 2020/4 regulation 19
-- caveats:
--   - An explanation counts for the period after whose end it was sent, until the end of the next; one sent while the first still ran counts for the first.
--   - Not recorded may mean sent and not written down, or not sent because it might prejudice the investigation.
--   - Investigations that have ended are not here, whatever was sent while they ran.
-- parameters: [as_of]
-- then:
--   - wilson: {k: sent, n: periods, rate: sent_rate}
--   - left_out: {column: undated, what: 'running investigations without a day on which they began, or begun before the limit was law'}
--   - left_out: {column: over, what: 'periods of investigations that proceedings followed, whose end nobody recorded'}
-- columns:
--   - {name: months, title: Months reached, kind: label, role: dimension}
--   - {name: periods, title: Investigations past it, kind: count, unit: cases, role: measure}
--   - {name: sent, title: Explanation on record, kind: count, unit: cases, role: measure}
--   - {name: not_recorded, title: None on record, kind: count, unit: cases, role: measure}
--   - {name: sent_rate, title: Explained, kind: rate, role: measure, of: periods}
--   - {name: sent_rate_low, title: Lower limit, kind: rate, role: measure, of: periods}
--   - {name: sent_rate_high, title: Upper limit, kind: rate, role: measure, of: periods}
-- totals: sent + not_recorded = periods
-- sensitivity: aggregate
-- ---
WITH period AS (
  SELECT f.n AS first_n, r.n AS repeat_n
  FROM limit_now f CROSS JOIN limit_now r
  WHERE f.standard_id = 'MIS-12M' AND r.standard_id = 'MIS-12M-REP'
),
running AS (
  SELECT c.case_ref
  FROM case_ c
  LEFT JOIN (SELECT case_ref, max(event_date) AS anew_date FROM event WHERE code = 'reinvestigation_decided' GROUP BY case_ref) r ON r.case_ref = c.case_ref
  WHERE c.territory = 'EW' AND coalesce(c.investigation_end_date < r.anew_date, c.investigation_end_date IS NULL) AND c.closed_date IS NULL
    AND NOT EXISTS (FROM event e WHERE e.case_ref = c.case_ref
                    AND (e.code = 'closed' OR e.code = 'report_submitted' AND coalesce(e.event_date >= r.anew_date, true)))
),
ordered AS (
  SELECT k.*, count(*) FILTER (k.standard_id = 'MIS-12M') OVER (PARTITION BY k.case_ref ORDER BY k.start_date, k.due_date) AS investigation_no
  FROM clock k SEMI JOIN running r ON r.case_ref = k.case_ref
  WHERE k.standard_id IN ('MIS-12M', 'MIS-12M-REP') AND k.end_date IS NULL
),
ended AS (
  SELECT (p.first_n + p.repeat_n * (row_number() OVER (PARTITION BY o.case_ref, o.investigation_no ORDER BY o.start_date, o.due_date) - 1))::INTEGER AS mark, o.due_date, o.state
  FROM ordered o CROSS JOIN period p
),
counted AS (
  -- Missed is a period that a re-investigation overtook after its end.
  SELECT mark, count(*) FILTER (state IN ('explained', 'open_overdue', 'missed')) AS periods, count(*) FILTER (state = 'explained') AS sent,
         count(*) FILTER (state = 'end_not_recorded') AS over
  FROM ended
  WHERE due_date <= $as_of::DATE AND state IN ('explained', 'open_overdue', 'missed', 'end_not_recorded')
  GROUP BY mark
),
marks AS (
  SELECT mark, periods, sent, over FROM counted
  UNION ALL
  SELECT first_n, 0, 0, 0 FROM period WHERE NOT EXISTS (FROM counted)
)
SELECT mark::VARCHAR AS months, periods, sent, periods - sent AS not_recorded, sent / nullif(periods, 0) AS sent_rate, over,
       (SELECT count(*) FROM running ANTI JOIN ordered USING (case_ref)) * (row_number() OVER (ORDER BY mark) = 1)::INTEGER AS undated
FROM marks
ORDER BY mark
