-- Holds beside clocks: the kind of a hold that overlapped the clock's run; of several, the one begun last.
-- No hold is ever taken off a limit.
CREATE OR REPLACE TABLE clock_hold AS
SELECT r.limit_no, r.item_no, arg_max(h.kind, (h.start_date, h.kind)) AS hold_kind
FROM hold h
JOIN anchored a ON a.case_ref = h.case_ref AND about(h.subject_ref, a.subject_ref)
JOIN clock_run r ON r.item_no = a.item_no
WHERE h.start_date <= coalesce(r.end_date, $as_of::DATE)
  AND coalesce(h.end_date, $as_of::DATE) >= r.start_date
GROUP BY r.limit_no, r.item_no
