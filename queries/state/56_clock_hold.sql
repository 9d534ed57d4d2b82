-- Holds beside clocks: the kind of a hold that overlapped the clock's run (of several, the one begun last), and the days of the run that were under
-- any hold, each day once. No hold is ever taken off a limit.
CREATE OR REPLACE TABLE clock_hold AS
WITH touched AS (
  SELECT r.limit_no, r.item_no, r.occurrence, h.kind, h.start_date,
         greatest(h.start_date, r.start_date + 1) AS first_day,
         least(coalesce(h.end_date, $as_of::DATE), coalesce(r.end_date, least(a.ended_other_date, r.stop_date, $as_of::DATE))) AS last_day
  FROM hold h
  JOIN anchored a ON a.case_ref = h.case_ref AND about(h.subject_ref, a.subject_ref)
  JOIN clock_timed r ON r.item_no = a.item_no
  WHERE h.start_date <= coalesce(r.end_date, $as_of::DATE)
    AND coalesce(h.end_date, $as_of::DATE) >= r.start_date
),
laid AS (
  SELECT *, max(last_day) OVER (PARTITION BY limit_no, item_no, occurrence ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
  FROM touched
)
SELECT limit_no, item_no, occurrence, arg_max(kind, (start_date, kind)) AS hold_kind,
       sum(greatest(0, last_day - greatest(first_day, coalesce(reached + 1, first_day)) + 1))::INTEGER AS held_days
FROM laid
GROUP BY limit_no, item_no, occurrence
