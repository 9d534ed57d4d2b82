-- title: Status of recommendations
-- question: What do sources say of the recommendations of each quarter, and which have no response past their date?
-- audience: [debrief, quality]
-- measures: [M28, M29]
-- population: Recommendations made on or before the position date, of every territory
-- numerator: Recommendations by status; of them those with a response, and those past the date due without one
-- denominator: none
-- clock: The date due as the source states it, or the later one of the two with its extended date; a date due on the position date itself is past. A response is one with a day or a code of an answer; "no response" and "awaiting" are none
-- censoring: By the date made; the status is that at the extract date
-- grain: One row a quarter made and status
-- source: The words of the source
-- caveats:
--   - The status is as the source words it at its extract date, also where that is after the position date.
--   - The date due is the source's, with the time extended where it says so; the table of responses in time works out the date in law.
--   - A status may say that a recommendation is closed where no response is on record; past due without a response counts that too.
-- parameters: [as_of]
-- columns:
--   - {name: quarter, title: Quarter made, kind: label, role: dimension}
--   - {name: status, title: Status, kind: label, role: dimension}
--   - {name: recommendations, title: Recommendations, kind: count, unit: recommendations, role: measure}
--   - {name: answered, title: With a response, kind: count, unit: recommendations, role: measure}
--   - {name: past_due, title: Past due without one, kind: count, unit: recommendations, role: measure}
-- totals: the rows add up to all recommendations
-- same:
--   - recommendations[quarter] = recommendations_by_theme.recommendations[quarter]
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH counted AS (
  SELECT date_trunc('quarter', r.made_date)::DATE AS first_day, r.status, count(*) AS recommendations,
         count(s.recommendation_ref) AS answered,
         count(*) FILTER (s.recommendation_ref IS NULL AND greatest(r.due_date, r.extended_due_date) <= $as_of::DATE) AS past_due
  FROM recommendation r
  LEFT JOIN response s ON s.recommendation_ref = r.recommendation_ref AND answered(s.response, s.received_date)
  GROUP BY ALL
)
SELECT coalesce(fq(first_day), 'not recorded') AS quarter, coalesce(status, 'not recorded') AS status, recommendations, answered, past_due
FROM counted
ORDER BY first_day, status
