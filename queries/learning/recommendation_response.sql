-- title: Responses to recommendations in time
-- question: Are paragraph 28A recommendations answered within the limit?
-- audience: [psu, debrief, board]
-- measures: [M28]
-- population: Paragraph 28A recommendations (England and Wales) whose original due date fell in the quarter and had passed by the position date
-- numerator: Response received on or before the original due date (rate_original), or the extended date (rate_extended)
-- denominator: Original due date passed (rate_original); that less those still open in an extension (rate_extended)
-- clock: LRN-28A-RESP, from the day the recommendation was made, which is day 1
-- censoring: Recommendations without a response past their due date count as missed
-- grain: One row a quarter of the due date, the last eight
-- source: Police Reform Act 2002 Schedule 3 paragraph 28B; interval Wilson 95 %
-- caveats:
--   - Due dates are worked out from the day made; those that a source states are held against the law in a figure of their own.
--   - Sources give an extended date without the day it was granted; it is taken as asked for in time.
--   - A recommendation that was answered on a day not recorded cannot be judged and is left out.
-- parameters: [to]
-- then:
--   - wilson: {k: met, n: due_passed, rate: rate_original}
--   - left_out: {column: end_not_recorded, what: recommendations answered on a day not recorded}
--   - left_out: {column: reversed, what: recommendations answered before the day they were made}
--   - left_out: {column: undated_source, what: paragraph 28A recommendations due in these quarters from sources that date no response}
--   - left_out: {column: no_basis, what: recommendations whose legal basis is not recorded}
-- columns:
--   - {name: quarter, title: Quarter due, kind: label, role: dimension}
--   - {name: due_passed, title: Due date passed, kind: count, unit: recommendations, role: measure}
--   - {name: met, title: Met, kind: count, unit: recommendations, role: measure}
--   - {name: met_extension, title: Met in an extension, kind: count, unit: recommendations, role: measure}
--   - {name: late, title: Late, kind: count, unit: recommendations, role: measure}
--   - {name: open_overdue, title: Overdue, kind: count, unit: recommendations, role: measure}
--   - {name: open_in_extension, title: Open in an extension, kind: count, unit: recommendations, role: measure}
--   - {name: rate_original, title: Met in the original limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_low, title: Lower limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_high, title: Upper limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_extended, title: Met as extended, kind: rate, role: measure, of: due_passed, less: open_in_extension}
-- totals: met + met_extension + late + open_overdue + open_in_extension = due_passed
-- same:
--   - due_passed[last 4] = limits_met.due_passed[standard_id=LRN-28A-RESP]
--   - met[last 4] = limits_met.met[standard_id=LRN-28A-RESP]
--   - met_extension[last 4] = limits_met.met_extension[standard_id=LRN-28A-RESP]
--   - late[last 4] = limits_met.late[standard_id=LRN-28A-RESP]
--   - open_overdue[last 4] = limits_met.open_overdue[standard_id=LRN-28A-RESP]
--   - open_in_extension[last 4] = limits_met.open_in_extension[standard_id=LRN-28A-RESP]
--   - due_passed[quarter] = limits_by_quarter.due_passed[quarter, standard_id=LRN-28A-RESP]
--   - met[quarter] = limits_by_quarter.met[quarter, standard_id=LRN-28A-RESP]
--   - met_extension[quarter] = limits_by_quarter.met_otherwise[quarter, standard_id=LRN-28A-RESP]
--   - open_in_extension[quarter] = limits_by_quarter.open_in_extension[quarter, standard_id=LRN-28A-RESP]
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH unjudged AS (
  SELECT (SELECT count(*) FROM clock WHERE standard_id = 'LRN-28A-RESP' AND state = 'end_before_start' AND fq(due_date) IN (SELECT quarter FROM quarters($to::DATE, 8))) AS reversed,
         (SELECT count(*) FROM recommendation WHERE territory = 'EW' AND legal_basis IS NULL) AS no_basis,
         -- A source that dates none of its responses makes no clocks.
         (SELECT count(*) FROM recommendation r CROSS JOIN limit_now l
          WHERE l.standard_id = 'LRN-28A-RESP' AND r.territory = 'EW' AND r.legal_basis = 'para_28A' AND fq(r.made_date + l.n - 1) IN (SELECT quarter FROM quarters($to::DATE, 8))
            AND r.recommendation_ref NOT IN (SELECT anchor_ref FROM clock)) AS undated_source
),
counted AS (
  SELECT q.quarter, count(*) FILTER (c.due_passed) AS due_passed,
         count(*) FILTER (c.state = 'met') AS met,
         count(*) FILTER (c.state = 'met_within_extension') AS met_extension,
         count(*) FILTER (c.state = 'met_late') AS late,
         count(*) FILTER (c.state = 'open_overdue') AS open_overdue,
         count(*) FILTER (c.state = 'open_in_extension') AS open_in_extension,
         count(*) FILTER (c.state = 'end_not_recorded') AS end_not_recorded
  FROM quarters($to::DATE, 8) q
  LEFT JOIN clock c ON c.standard_id = 'LRN-28A-RESP' AND fq(c.due_date) = q.quarter
  GROUP BY q.quarter
)
SELECT counted.*, met / nullif(due_passed, 0) AS rate_original,
       (met + met_extension) / nullif(due_passed - open_in_extension, 0) AS rate_extended,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN reversed ELSE 0 END AS reversed,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN no_basis ELSE 0 END AS no_basis,
       CASE row_number() OVER (ORDER BY quarter) WHEN 1 THEN undated_source ELSE 0 END AS undated_source
FROM counted CROSS JOIN unjudged
ORDER BY quarter
