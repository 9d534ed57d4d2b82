-- title: Case reviews done
-- question: Are open cases reviewed when due, and the high-risk ones most of all?
-- audience: [quality, psu]
-- measures: []
-- population: Case reviews whose date fell in the quarter, of cases that were not closed before it
-- numerator: Done by the position date, in time or late
-- denominator: Due
-- clock: None in law; each review has a date of its own
-- censoring: Reviews not done count as overdue
-- grain: One row a quarter of the date due (the last eight) and risk
-- source: Reviews done ÷ due; interval Wilson 95 %
-- caveats:
--   - Risk is that of the last other review of the case done before the date due (of two done on one day the one due later); a first review, and one after a review without a risk, is not recorded.
-- parameters: [to]
-- then:
--   - wilson: {k: done, n: due, rate: done_rate}
--   - left_out: {column: undated, what: case reviews whose date due is not recorded}
-- columns:
--   - {name: quarter, title: Quarter due, kind: label, role: dimension}
--   - {name: risk, title: Risk at the review before, kind: label, role: dimension, list: risk}
--   - {name: due, title: Due, kind: count, unit: reviews, role: measure}
--   - {name: done, title: Done, kind: count, unit: reviews, role: measure}
--   - {name: done_in_time, title: Done in time, kind: count, unit: reviews, role: measure}
--   - {name: overdue, title: Overdue, kind: count, unit: reviews, role: measure}
--   - {name: done_rate, title: Done of those due, kind: rate, role: measure, of: due}
--   - {name: done_rate_low, title: Lower limit, kind: rate, role: measure, of: due}
--   - {name: done_rate_high, title: Upper limit, kind: rate, role: measure, of: due}
-- totals: done + overdue = due
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH risks(place, risk) AS (
  SELECT rank, code FROM ref.code WHERE list = 'risk' UNION ALL SELECT 0, 'not recorded'
),
reviews AS (
  SELECT r.case_ref, r.due_date, r.done_date,
         coalesce((SELECT arg_max(coalesce(p.risk, 'not recorded'), (p.done_date, p.due_date)) FROM case_review p
                   WHERE p.case_ref = r.case_ref AND p.done_date < r.due_date AND p.due_date IS DISTINCT FROM r.due_date), 'not recorded') AS risk
  FROM case_review r LEFT JOIN case_ c USING (case_ref)
  WHERE coalesce(c.closed_date >= r.due_date, true)
),
counted AS (
  SELECT q.quarter, k.place, k.risk, count(r.due_date) AS due, count(r.done_date) AS done, count(*) FILTER (r.done_date <= r.due_date) AS done_in_time,
         count(r.due_date) - count(r.done_date) AS overdue
  FROM quarters($to::DATE, 8) q
  CROSS JOIN risks k
  LEFT JOIN reviews r ON r.risk = k.risk AND r.due_date BETWEEN q.first_day AND q.last_day
  GROUP BY ALL
)
SELECT quarter, risk, due, done, done_in_time, overdue, done / nullif(due, 0) AS done_rate,
       (SELECT count(*) FROM case_review WHERE due_date IS NULL) * (row_number() OVER (ORDER BY quarter, place) = 1)::INTEGER AS undated
FROM counted
ORDER BY quarter, place
