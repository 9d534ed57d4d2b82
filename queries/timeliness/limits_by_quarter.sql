-- title: Limits met by quarter
-- question: Is compliance with the main limits changing?
-- audience: [board, psu]
-- measures: [M04, M05, M06, M07, M08, M09, M27, M28]
-- population: Clocks of seven limits whose original due date fell in the quarter and had passed by the as-of date
-- numerator: Met in the original limit
-- denominator: Original due date passed
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks past their due date count as missed
-- grain: One row a limit and quarter, the last five quarters
-- source: Domain rules of the clock
-- caveats:
--   - Numbers by quarter are small; two neighbouring quarters seldom differ by more than chance.
-- parameters: [to]
-- columns:
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: quarter, title: Quarter due, kind: label, role: dimension}
--   - {name: due_passed, title: Due date passed, kind: count, unit: clocks, role: measure}
--   - {name: met, title: Met, kind: count, unit: clocks, role: measure}
--   - {name: rate_original, title: Met in the original limit, kind: rate, role: measure, of: due_passed}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH shown AS (
  SELECT l.standard_id, l.title, q.quarter
  FROM limit_now l, quarters($to::DATE, 5) q
  WHERE l.standard_id IN ('MIS-HRG-100', 'MIS-MTG-20', 'MIS-RESP', 'MIS-OUT-RPT', 'MIS-ACC-DATE', 'LRN-28A-RESP', 'COR-PFD-RESP')
),
counted AS (
  SELECT standard_id, fq(due_date) AS quarter, count(*) AS due_passed, count(*) FILTER (state = 'met') AS met
  FROM clock
  WHERE due_passed
  GROUP BY ALL
)
SELECT s.standard_id, s.title, s.quarter, coalesce(c.due_passed, 0) AS due_passed, coalesce(c.met, 0) AS met,
       c.met / c.due_passed AS rate_original
FROM shown s
LEFT JOIN counted c USING (standard_id, quarter)
ORDER BY s.standard_id, s.quarter
