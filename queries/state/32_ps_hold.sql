-- Open work that waits: the kind of the hold on it that is open at as_of; of several, the one begun last.
CREATE OR REPLACE TABLE ps_hold AS
SELECT p.ps_no, arg_max(h.kind, (h.start_date, h.kind)) AS kind
FROM ps p, hold h
WHERE h.case_ref = p.case_ref AND about(h.subject_ref, p.subject_ref) AND holds_up(h.kind, p.jurisdiction) AND p.completed_date IS NULL AND h.start_date <= $as_of::DATE AND h.end_date IS NULL
GROUP BY p.ps_no
