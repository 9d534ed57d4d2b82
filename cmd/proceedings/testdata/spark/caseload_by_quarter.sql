-- At the end of each of the last forty quarters: the cases received by then and not closed by then, by how many days they had been open.
WITH ends AS (
  SELECT explode(transform(sequence(0, 39), i -> last_day(add_months(:to, cast(-3 * i AS int))))) AS end_day
),
open AS (
  SELECT e.end_day, coalesce(c.territory, 'not recorded') AS territory, datediff(e.end_day, coalesce(c.recorded_date, c.complaint_made_date, c.attention_date)) AS age
  FROM ends e JOIN `case` c ON coalesce(c.recorded_date, c.complaint_made_date, c.attention_date) <= e.end_day AND (c.closed_date IS NULL OR c.closed_date > e.end_day)
),
dated AS (
  SELECT *, add_months(end_day, -3) AS shifted FROM open
)
SELECT concat(year(shifted), '-', lpad((year(shifted) + 1) % 100, 2, '0'), 'Q', quarter(shifted)) AS quarter, territory,
       count_if(age < 90) AS days_0_89, count_if(age >= 90 AND age < 180) AS days_90_179, count_if(age >= 180 AND age < 365) AS days_180_364, count_if(age >= 365) AS days_over_364,
       count(*) AS open
FROM dated
GROUP BY end_day, shifted, territory
ORDER BY end_day, territory
