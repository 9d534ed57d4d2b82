-- Each limit's title, number, how it is counted and how sure the number is, from its latest row that had begun by as_of; of rows for different
-- regimes that began on one day, that of the latest regime. A limit of which every row begins later has no row here: it does not exist yet.
CREATE OR REPLACE TABLE limit_now AS
SELECT standard_id, title, rule, n, unit, calendar_id, duty, confidence
FROM ref.standard
WHERE valid_from <= $as_of::DATE
QUALIFY row_number() OVER (PARTITION BY standard_id ORDER BY valid_from DESC, coalesce(regime, '') DESC) = 1
