-- Investigations of England and Wales that ended, by quarter, and those of them that took at most a hundred working days: the working days after the day of receipt, up to and with the day
-- of the end, counted over the calendar. The interval is Wilson's, 95 %.
WITH numbered AS (
  SELECT day, sum(if(working, 1, 0)) OVER (ORDER BY day) AS so_far FROM ref_calendar WHERE calendar_id = 'EW'
),
ended AS (
  SELECT add_months(trunc(investigation_end_date, 'QUARTER'), -3) AS shifted, e.so_far - s.so_far AS working_days
  FROM `case` c
  JOIN numbered s ON s.day = coalesce(c.recorded_date, c.complaint_made_date, c.attention_date)
  JOIN numbered e ON e.day = c.investigation_end_date
  WHERE c.territory = 'EW' AND e.day >= s.day
),
counted AS (
  SELECT shifted, cast(count(*) AS double) AS n, cast(count_if(working_days <= 100) AS double) AS k, 1.959963984540054D AS z FROM ended GROUP BY shifted
)
SELECT concat(year(shifted), '-', lpad((year(shifted) + 1) % 100, 2, '0'), 'Q', quarter(shifted)) AS quarter, cast(n AS bigint) AS ended, cast(k AS bigint) AS within_100, k / n AS within_100_rate,
       (k + z * z / 2 - z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z) AS within_100_rate_low,
       (k + z * z / 2 + z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z) AS within_100_rate_high
FROM counted
ORDER BY shifted
