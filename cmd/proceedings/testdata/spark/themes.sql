-- How many debriefs held in each of the last eight quarters found each theme; a theme found in any of them has a row for each.
WITH quarters AS (
  SELECT explode(transform(sequence(0, 7), i -> add_months(trunc(:to, 'QUARTER'), cast(-3 * i AS int)))) AS first_day
),
found AS (
  SELECT trunc(d.held_date, 'QUARTER') AS first_day, t.theme, d.debrief_ref
  FROM debrief_theme t JOIN debrief d ON d.debrief_ref = t.debrief_ref
  WHERE d.held_date >= (SELECT min(first_day) FROM quarters) AND d.held_date < add_months(trunc(:to, 'QUARTER'), 3)
)
SELECT n.theme, concat(year(add_months(q.first_day, -3)), '-', lpad((year(add_months(q.first_day, -3)) + 1) % 100, 2, '0'), 'Q', quarter(add_months(q.first_day, -3))) AS quarter,
       count(f.debrief_ref) AS debriefs
FROM (SELECT DISTINCT theme FROM found) n CROSS JOIN quarters q
LEFT JOIN found f ON f.theme = n.theme AND f.first_day = q.first_day
GROUP BY n.theme, q.first_day
ORDER BY n.theme, q.first_day
