-- Actions by the quarter in which they were raised, the last eight: due by the position date, done of those due, and with a check of their effect in the case on or after the day done.
WITH quarters AS (
  SELECT explode(transform(sequence(0, 7), i -> add_months(trunc(:to, 'QUARTER'), cast(-3 * i AS int)))) AS first_day
),
checks AS (
  SELECT case_ref, max(event_date) AS last_check FROM event WHERE code = 'effect_checked' GROUP BY case_ref
),
judged AS (
  SELECT trunc(a.raised_date, 'QUARTER') AS first_day, a.due_date, coalesce(a.due_date <= :as_of, false) AS due, a.done_date IS NOT NULL AS done, coalesce(k.last_check >= a.done_date, false) AS checked, a.action_ref
  FROM action a LEFT JOIN checks k ON k.case_ref = a.case_ref
)
SELECT concat(year(add_months(q.first_day, -3)), '-', lpad((year(add_months(q.first_day, -3)) + 1) % 100, 2, '0'), 'Q', quarter(add_months(q.first_day, -3))) AS quarter,
       count(j.action_ref) AS raised, count_if(j.action_ref IS NOT NULL AND j.due_date IS NULL) AS no_due_date, count_if(j.due) AS due, count_if(j.due AND j.done) AS done, count_if(j.due AND j.checked) AS checked,
       count_if(NOT j.due AND j.done) AS done_other
FROM quarters q LEFT JOIN judged j ON j.first_day = q.first_day
GROUP BY q.first_day
ORDER BY q.first_day
