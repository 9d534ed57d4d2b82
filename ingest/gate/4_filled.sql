-- why: A column that lost its values, such as the reference that joins two exports, empties every measure that needs it.
-- ---
WITH total AS (
  SELECT file_no, scope, record, records AS total FROM load.tally WHERE field = ''
)
SELECT p.source, p.scope, p.extract_date, p.since, t.record, f.field, NULL::VARCHAR AS value,
       sum(f.records) FILTER (NOT p.now)::BIGINT AS before, sum(t.total) FILTER (NOT p.now)::BIGINT AS of_before,
       coalesce(sum(f.records) FILTER (p.now), 0)::BIGINT AS now, sum(t.total) FILTER (p.now)::BIGINT AS of_now
FROM gate_pair p
JOIN total t USING (file_no, scope)
JOIN load.tally f USING (file_no, scope, record)
WHERE f.field <> '' AND f.value IS NULL
GROUP BY p.source, p.scope, p.extract_date, p.since, t.record, f.field
HAVING before >= $floor AND of_now > 0 AND now * of_before < $share * before * of_now
