-- Days from receipt to closure of the cases closed in each quarter, those closed before receipt left out.
WITH closed AS (
  SELECT c.*, datediff(closed_date, coalesce(recorded_date, complaint_made_date, attention_date)) AS days, add_months(trunc(closed_date, 'QUARTER'), -3) AS shifted FROM `case` c
)
SELECT concat(year(shifted), '-', lpad((year(shifted) + 1) % 100, 2, '0'), 'Q', quarter(shifted)) AS quarter,
       coalesce(territory, 'not recorded') AS territory, coalesce(category, 'not recorded') AS category,
       count(*) AS closed, percentile(days, 0.5) AS median_days, percentile(days, 0.9) AS p90_days
FROM closed
WHERE days >= 0
GROUP BY shifted, territory, category
ORDER BY shifted, territory, category
