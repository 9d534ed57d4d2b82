-- The limits that run back from a hearing of which a system records the end at all. Where it holds no public notice of any
-- hearing, that of one is not missing: nobody wrote notices down, and the limit cannot be judged.
CREATE OR REPLACE TABLE end_kept AS
SELECT DISTINCT l.limit_no, a.source
FROM measured_limit l
JOIN milestone m ON m.milestone_no = l.end_no
JOIN anchored a ON a.item_no = m.item_no
WHERE l.rule = 'BEFORE' AND a.source IS NOT NULL
