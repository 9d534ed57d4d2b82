-- Days listed for hearings, trials and inquests of England and Wales in the twelve months, by force: used, lost, not written down, and the share used of those written down, with Wilson's interval, 95 %. The
-- force is the one that the folder of the listing names.
WITH days AS (
  SELECT coalesce(l.force, 'not recorded') AS force, l.used
  FROM listing l
  LEFT JOIN proceeding p ON p.proceeding_ref = l.proceeding_ref
  LEFT JOIN `case` c ON c.case_ref = p.case_ref
  WHERE l.kind IN ('hearing', 'trial', 'inquest') AND l.listed_date > last_day(add_months(:to, -12)) AND l.listed_date <= :to AND (c.territory IS NULL OR c.territory = 'EW')
),
counted AS (
  SELECT force, count(*) AS listed, count_if(used = 'used') AS used, count_if(used = 'lost') AS lost FROM days GROUP BY force
),
rated AS (
  SELECT *, cast(nullif(used + lost, 0) AS double) AS n, cast(used AS double) AS k, 1.959963984540054D AS z FROM counted
)
SELECT force, listed, used + lost AS known, used, lost, listed - used - lost AS not_recorded, k / n AS used_rate,
       (k + z * z / 2 - z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z) AS used_rate_low,
       (k + z * z / 2 + z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z) AS used_rate_high
FROM rated
ORDER BY force
