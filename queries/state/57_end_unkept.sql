-- The limits of which a system writes no end down: nothing it holds has one, and at least five things are over without it (a proceeding concluded, a case
-- closed, a recommendation answered, a hearing held that had to be announced before,
-- a day past that was due after the end of a proceeding). What such a system shows as overdue is only not recorded, and the limit cannot be judged there.
-- Fewer may be misses each: a body that kept a limit in half of its cases leaves five of five without an end once in 32 times. Where nothing is over yet, a missing end is missing.
CREATE OR REPLACE TABLE end_unkept AS
SELECT r.limit_no, a.source
FROM clock_timed r
JOIN measured_limit l ON l.limit_no = r.limit_no AND l.duty NOT IN ('term', 'minimum')
JOIN anchored a ON a.item_no = r.item_no
WHERE r.start_date IS NOT NULL OR r.end_date IS NOT NULL
GROUP BY r.limit_no, a.source
HAVING count(r.end_date) = 0
   AND count(DISTINCT r.item_no) FILTER (l.rule = 'BEFORE' OR a.end_undated AND (a.anchor <> 'case' OR l.of_investigation) OR a.concluded_date > r.start_date AND NOT l.after_end
                                         OR l.after_end AND a.concluded_date IS NOT NULL AND r.due_date < $as_of::DATE
                                         OR (a.anchor IN ('case', 'case_subject') AND a.ended_other_date IS NOT NULL)) >= 5
