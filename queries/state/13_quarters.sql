-- The last n financial quarters ending with that of a day, with their first and last days. Financial
-- quarters begin on the days on which calendar quarters do.
CREATE OR REPLACE MACRO quarters(until_day, n_quarters) AS TABLE
SELECT fq(first_day) AS quarter, first_day, last_day(first_day + INTERVAL 2 MONTH) AS last_day
FROM (SELECT (date_trunc('quarter', until_day) - to_months((3 * i)::INTEGER))::DATE AS first_day FROM range(n_quarters) r(i))
