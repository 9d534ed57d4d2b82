-- Each limit's title, number, how it is counted and how sure the number is, from its latest row that had begun by as_of. A limit of
-- which every row begins later has no row here: it does not exist yet.
CREATE OR REPLACE TABLE limit_now AS
SELECT standard_id, arg_max(title, valid_from) AS title, arg_max(rule, valid_from) AS rule, arg_max(n, valid_from) AS n, arg_max(unit, valid_from) AS unit,
       arg_max(calendar_id, valid_from) AS calendar_id, arg_max(duty, valid_from) AS duty, arg_max(confidence, valid_from) AS confidence
FROM ref.standard
WHERE valid_from <= $as_of::DATE
GROUP BY standard_id
