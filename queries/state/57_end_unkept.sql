-- The limits of which a system writes no end down: nothing it holds has one, and something is over without it (a proceeding concluded, a case
-- closed, a recommendation answered, a hearing held that had to be announced before). What such a system shows as overdue is only not recorded, and the limit cannot be judged there.
-- Where nothing is over yet, a missing end is missing.
CREATE OR REPLACE TABLE end_unkept AS
SELECT r.limit_no, a.source
FROM clock_timed r
JOIN measured_limit l ON l.limit_no = r.limit_no AND l.duty NOT IN ('term', 'minimum')
JOIN anchored a ON a.item_no = r.item_no
WHERE r.start_date IS NOT NULL OR r.end_date IS NOT NULL
GROUP BY r.limit_no, a.source
HAVING count(r.end_date) = 0
   AND bool_or(l.rule = 'BEFORE' OR a.end_undated OR a.concluded_date > r.start_date OR (a.anchor IN ('case', 'case_subject') AND a.ended_other_date IS NOT NULL))
