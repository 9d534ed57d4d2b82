-- A case is received on the day it was recorded; where that is missing on the day the complaint was made, else the day it came to attention. The median is
-- Kaplan and Meier's: the first day on which half or fewer are still open, of all that were open so long.
WITH lived AS (
  SELECT coalesce(territory, 'not recorded') AS territory, coalesce(recorded_date, complaint_made_date, attention_date) AS start, closed_date
  FROM `case`
),
named AS (
  SELECT *, coalesce(cast(extract(YEAR FROM start) AS string), 'not recorded') AS year, datediff(coalesce(closed_date, :as_of), start) AS days FROM lived
),
days AS (
  SELECT territory, year, days, sum(if(closed_date IS NULL, 0, 1)) AS ends, count(*) AS leave FROM named WHERE days >= 0 GROUP BY territory, year, days
),
at_risk AS (
  SELECT *, sum(leave) OVER (PARTITION BY territory, year ORDER BY days DESC) AS risk FROM days
),
survival AS (
  SELECT *, exp(sum(ln(greatest(1 - ends / risk, 1e-300D))) OVER (PARTITION BY territory, year ORDER BY days)) AS open_share FROM at_risk
),
medians AS (
  SELECT territory, year, min(days) AS median_days FROM survival WHERE open_share <= 0.5D + 1e-9D GROUP BY territory, year
)
SELECT n.territory, n.year, count(*) AS cases, count(closed_date) AS closed, count_if(closed_date IS NULL) AS open, count_if(closed_date < start) AS reversed,
       count_if(start IS NULL) AS no_start, any_value(m.median_days) AS median_days
FROM named n LEFT JOIN medians m ON m.territory = n.territory AND m.year = n.year
GROUP BY n.territory, n.year
ORDER BY n.territory, n.year
