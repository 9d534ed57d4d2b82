-- why: A sheet that came out empty withdraws all its records though the file as a whole is as long as ever.
-- ---
SELECT p.source, p.scope, p.extract_date, p.since, t.record, '' AS field, NULL::VARCHAR AS value,
       coalesce(sum(t.records) FILTER (NOT p.now), 0)::BIGINT AS before, NULL::BIGINT AS of_before,
       coalesce(sum(t.records) FILTER (p.now), 0)::BIGINT AS now, NULL::BIGINT AS of_now
FROM gate_pair p
JOIN load.tally t USING (file_no, scope)
WHERE t.field = ''
GROUP BY p.source, p.scope, p.extract_date, p.since, t.record
HAVING before >= $floor AND now < $share * before
