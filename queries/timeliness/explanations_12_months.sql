-- title: Explanations of delay
-- question: Where an investigation has run past twelve months, and each six months more, is an explanation on record?
-- audience: [psu, quality, board]
-- measures: []
-- population: Investigations (cases of England and Wales) still running at the as-of date, once for each relevant period that has ended
-- numerator: An explanation on record for that period
-- denominator: Periods ended
-- clock: From the day a complaint was made, else from the day the matter came to attention; periods as MIS-12M and MIS-12M-REP in ref.standard, as they stand at the as-of date
-- censoring: Still running means no day of report, of the end of the investigation or of closure
-- grain: One row a length of period reached
-- source: SI 2020/2 regulation 13; SI 2020/4 regulation 19
-- caveats:
--   - 'An explanation counts for the period whose end is nearest: up to half a later period before or after it; the first also takes any sent earlier.'
--   - Not recorded may mean sent and not written down, or not sent because it might prejudice the investigation.
--   - Investigations that have ended are not here, whatever was sent while they ran.
-- parameters: [as_of]
-- then:
--   - wilson: {k: sent, n: periods, rate: sent_rate}
--   - left_out: {column: undated, what: running investigations without a day on which they began}
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
  SELECT c.case_ref, coalesce(CASE WHEN c.matter_type = 'complaint' THEN c.complaint_made_date END, c.attention_date,
                              (SELECT min(e.event_date) FROM event e WHERE e.case_ref = c.case_ref AND e.code = 'came_to_attention')) AS start_date
  FROM case_ c
  WHERE c.territory = 'EW' AND c.investigation_end_date IS NULL AND c.closed_date IS NULL
    AND NOT EXISTS (FROM event e WHERE e.case_ref = c.case_ref AND e.code IN ('report_submitted', 'closed'))
),
ended AS (
  SELECT r.case_ref, m.mark, m.mark = p.first_n AS is_first,
         months_from(r.start_date, m.mark) AS over_date,
         months_of(months_from(r.start_date, m.mark), -(p.repeat_n // 2)) AS after_date,
         months_of(months_from(r.start_date, m.mark), p.repeat_n // 2) AS until_date
  FROM running r
  CROSS JOIN period p
  CROSS JOIN LATERAL (SELECT (p.first_n + p.repeat_n * i)::INTEGER AS mark FROM range(40) s(i)) m
  WHERE months_from(r.start_date, m.mark) <= $as_of::DATE
),
counted AS (
  SELECT d.mark, count(*) AS periods,
         count(*) FILTER (EXISTS (FROM event e WHERE e.case_ref = d.case_ref AND e.code = 'explanation_sent'
                                   AND (d.is_first OR e.event_date > d.after_date) AND e.event_date <= d.until_date)) AS sent
  FROM ended d GROUP BY d.mark
),
marks AS (
  SELECT mark, periods, sent FROM counted
  UNION ALL
  SELECT first_n, 0, 0 FROM period WHERE NOT EXISTS (FROM counted)
)
SELECT mark::VARCHAR AS months, periods, sent, periods - sent AS not_recorded, sent / nullif(periods, 0) AS sent_rate,
       (SELECT count(*) FROM running WHERE start_date IS NULL) * (row_number() OVER (ORDER BY mark) = 1)::INTEGER AS undated
FROM marks
ORDER BY mark
