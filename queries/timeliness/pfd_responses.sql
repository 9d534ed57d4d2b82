-- title: Responses to reports to prevent future deaths
-- question: Are coroners' reports to prevent future deaths answered within the limit?
-- audience: [psu, debrief, board]
-- measures: [M27]
-- population: Reports to prevent future deaths, one row for each addressee, whose original due date fell in the quarter (England and Wales)
-- numerator: Response received on or before the original due date (rate_original), or the extended date (rate_extended)
-- denominator: Original due date passed by the position date (due_passed); that less those still open in an extension (rate_extended)
-- clock: COR-PFD-RESP, from the day the report was sent, which is day 0
-- censoring: Reports without a response past their due date are overdue and count as missed; those not due stand apart
-- grain: One row a quarter of the due date, the last eight and the next; reports_sent and addressees_sent are of the reports sent in that quarter
-- source: Coroners (Investigations) Regulations 2013 reg 29 (number as ref.standard holds it); interval Wilson 95 %
-- caveats:
--   - The limit counts from the day after the report was sent; paragraph 28A recommendations count from the day itself, one day earlier.
--   - Reports sent counts a case and day once, however many addressees; a report without a case counts by itself.
--   - Sources give an extended date without the day the coroner granted it; it is taken as granted in time.
-- parameters: [to]
-- then:
--   - wilson: {k: met, n: due_passed, rate: rate_original}
--   - left_out: {column: end_not_recorded, what: addressees that answered on a day not recorded}
--   - left_out: {column: reversed, what: addressees whose answer is dated before the report}
--   - left_out: {column: undated_source, what: addressees due in these quarters from sources that date no response}
-- columns:
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: reports_sent, title: Reports sent, kind: count, unit: reports, role: measure}
--   - {name: addressees_sent, title: To addressees, kind: count, unit: addressees, role: measure}
--   - {name: due_passed, title: Due date passed, kind: count, unit: addressees, role: measure}
--   - {name: met, title: Met, kind: count, unit: addressees, role: measure}
--   - {name: met_extension, title: Met in an extension, kind: count, unit: addressees, role: measure}
--   - {name: late, title: Late, kind: count, unit: addressees, role: measure}
--   - {name: open_overdue, title: Overdue, kind: count, unit: addressees, role: measure}
--   - {name: open_in_extension, title: Open in an extension, kind: count, unit: addressees, role: measure}
--   - {name: rate_original, title: Met in the original limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_low, title: Lower limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_high, title: Upper limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_extended, title: Met as extended, kind: rate, role: measure, of: due_passed, less: open_in_extension}
--   - {name: not_due, title: Not due, kind: count, unit: addressees, role: measure}
-- totals: met + met_extension + late + open_overdue + open_in_extension = due_passed
-- same:
--   - due_passed[last 4] = limits_met.due_passed[standard_id=COR-PFD-RESP]
--   - met[last 4] = limits_met.met[standard_id=COR-PFD-RESP]
--   - met_extension[last 4] = limits_met.met_extension[standard_id=COR-PFD-RESP]
--   - late[last 4] = limits_met.late[standard_id=COR-PFD-RESP]
--   - open_overdue[last 4] = limits_met.open_overdue[standard_id=COR-PFD-RESP]
--   - open_in_extension[last 4] = limits_met.open_in_extension[standard_id=COR-PFD-RESP]
--   - due_passed[quarter] = limits_by_quarter.due_passed[quarter, standard_id=COR-PFD-RESP]
--   - met[quarter] = limits_by_quarter.met[quarter, standard_id=COR-PFD-RESP]
--   - met_extension[quarter] = limits_by_quarter.met_otherwise[quarter, standard_id=COR-PFD-RESP]
--   - open_in_extension[quarter] = limits_by_quarter.open_in_extension[quarter, standard_id=COR-PFD-RESP]
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH shown AS (
  SELECT quarter FROM quarters(($to::DATE + INTERVAL 3 MONTH)::DATE, 9)
),
sent AS (
  SELECT fq(made_date) AS quarter, sum(addressees)::BIGINT AS addressees_sent, count(*) AS reports_sent
  FROM pfd_report
  GROUP BY quarter
),
undated AS (
  -- A source that dates none of its responses makes no clocks.
  SELECT count(*) AS undated_source
  FROM recommendation r
  CROSS JOIN limit_now l
  ANTI JOIN clock k ON k.standard_id = 'COR-PFD-RESP' AND k.anchor_ref = r.recommendation_ref
  WHERE l.standard_id = 'COR-PFD-RESP' AND r.territory = 'EW' AND r.legal_basis = 'pfd' AND fq(r.made_date + l.n) IN (SELECT quarter FROM shown)
),
due AS (
  SELECT fq(due_date) AS quarter, count(*) FILTER (due_passed) AS due_passed,
         count(*) FILTER (due_passed AND state = 'met') AS met,
         count(*) FILTER (state = 'met_within_extension') AS met_extension,
         count(*) FILTER (state = 'met_late') AS late,
         count(*) FILTER (state = 'open_overdue') AS open_overdue,
         count(*) FILTER (state = 'open_in_extension') AS open_in_extension,
         count(*) FILTER (NOT due_passed AND state IN ('open_not_due', 'met')) AS not_due,
         count(*) FILTER (state = 'end_not_recorded') AS end_not_recorded,
         count(*) FILTER (state = 'end_before_start') AS reversed
  FROM clock
  WHERE standard_id = 'COR-PFD-RESP'
  GROUP BY quarter
)
SELECT h.quarter, coalesce(s.reports_sent, 0) AS reports_sent, coalesce(s.addressees_sent, 0) AS addressees_sent,
       coalesce(d.due_passed, 0) AS due_passed, coalesce(d.met, 0) AS met, coalesce(d.met_extension, 0) AS met_extension, coalesce(d.late, 0) AS late,
       coalesce(d.open_overdue, 0) AS open_overdue, coalesce(d.open_in_extension, 0) AS open_in_extension,
       d.met / nullif(d.due_passed, 0) AS rate_original,
       (d.met + d.met_extension) / nullif(d.due_passed - d.open_in_extension, 0) AS rate_extended,
       coalesce(d.not_due, 0) AS not_due, coalesce(d.end_not_recorded, 0) AS end_not_recorded, coalesce(d.reversed, 0) AS reversed,
       CASE row_number() OVER (ORDER BY h.quarter) WHEN 1 THEN u.undated_source ELSE 0 END AS undated_source
FROM shown h CROSS JOIN undated u
LEFT JOIN sent s USING (quarter)
LEFT JOIN due d USING (quarter)
ORDER BY h.quarter
