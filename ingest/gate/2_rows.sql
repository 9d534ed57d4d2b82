-- why: A saved query that lost its filter, or half a file, would withdraw most of a scope's records.
-- ---
SELECT source, scope, extract_date, since, '' AS record, '' AS field, NULL::VARCHAR AS value,
       coalesce(sum(rows) FILTER (NOT now), 0)::BIGINT AS before, NULL::BIGINT AS of_before,
       coalesce(sum(rows) FILTER (now), 0)::BIGINT AS now, NULL::BIGINT AS of_now
FROM gate_pair
GROUP BY source, scope, extract_date, since
HAVING before >= $floor AND sum(rows) FILTER (now) < $share * before
