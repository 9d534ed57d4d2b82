-- why: A category that vanishes whole was filtered away or renamed; its cases would leave every figure.
-- ---
SELECT p.source, p.scope, p.extract_date, p.since, t.record, t.field, t.value,
       sum(t.records) FILTER (NOT p.now)::BIGINT AS before, NULL::BIGINT AS of_before,
       coalesce(sum(t.records) FILTER (p.now), 0)::BIGINT AS now, NULL::BIGINT AS of_now
FROM gate_pair p
JOIN load.tally t USING (file_no, scope)
WHERE t.value IS NOT NULL
  -- Where the column as a whole is empty now, the gate of filled columns says so.
  AND EXISTS (SELECT 1 FROM gate_pair q JOIN load.tally a USING (file_no, scope)
              WHERE q.now AND q.source = p.source AND q.scope = p.scope AND q.extract_date = p.extract_date
                AND a.record = t.record AND a.field = t.field AND a.value IS NULL AND a.records > 0)
GROUP BY p.source, p.scope, p.extract_date, p.since, t.record, t.field, t.value
HAVING before >= $floor AND now = 0
