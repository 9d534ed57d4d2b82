-- Every clock and its state at as_of. Where the end is recorded the state follows from it alone. Without one:
--   end_not_recorded  it is over all the same, on a day nobody recorded (the proceeding was concluded after the clock began,
--                     the case closed after the date due, the recommendation answered, or a system that writes no such end down);
--                     it cannot be judged and is in no rate
--   not_applicable    what it ran on ended another way on or before the date then due
--   missed            it ended another way later, or a hearing began without what had to come before it; counts with the late
--   open_overdue      it still runs, and the date has passed
-- An end before a window opens counts with the late; end_date < earliest_date tells it apart. due_passed marks the
-- population of every rate of limits met: clocks whose original due date had passed, finished or not. The day as_of itself
-- is over: what was due on it and is not done is overdue. An extension that ends on it still runs.
CREATE OR REPLACE TABLE clock AS
WITH joined AS (
  SELECT l.standard_id, a.anchor, a.case_ref, a.subject_ref, a.proceeding_ref, a.anchor_ref, 1 AS occurrence, a.force, a.type, l.rule,
         r.start_date, d.due_date, d.earliest_date, x.ext_due_date, r.end_date,
         CASE WHEN r.end_date IS NULL OR a.ended_other_date < r.end_date THEN a.ended_other_date END AS ended_other_date,
         a.end_undated OR coalesce(a.concluded_date > r.start_date, false) AS end_undated, k.limit_no IS NOT NULL AS end_kept, h.hold_kind
  FROM clock_run r
  JOIN measured_limit l ON l.limit_no = r.limit_no
  JOIN anchored a ON a.item_no = r.item_no
  LEFT JOIN clock_due d ON d.limit_no = r.limit_no AND d.start_date = r.start_date
  LEFT JOIN clock_extension x ON x.limit_no = r.limit_no AND x.item_no = r.item_no
  LEFT JOIN end_kept k ON k.limit_no = r.limit_no AND k.source = a.source
  LEFT JOIN clock_hold h ON h.limit_no = r.limit_no AND h.item_no = r.item_no
),
judged AS (
  SELECT *,
       CASE WHEN start_date IS NULL THEN 'start_not_recorded'
            WHEN due_date IS NULL THEN 'outside_calendar'
            WHEN end_date < start_date AND rule <> 'BEFORE' THEN 'end_before_start'
            WHEN end_date < earliest_date THEN 'met_late'
            WHEN end_date <= due_date THEN 'met'
            WHEN end_date <= ext_due_date THEN 'met_within_extension'
            WHEN end_date IS NOT NULL THEN 'met_late'
            WHEN rule = 'BEFORE' AND end_kept THEN 'missed'
            WHEN rule = 'BEFORE' THEN 'end_not_recorded'
            WHEN end_undated THEN 'end_not_recorded'
            WHEN ended_other_date <= coalesce(ext_due_date, due_date) THEN 'not_applicable'
            WHEN ended_other_date IS NOT NULL AND anchor IN ('case', 'case_subject') THEN 'end_not_recorded'
            WHEN ended_other_date IS NOT NULL THEN 'missed'
            WHEN $as_of::DATE < due_date THEN 'open_not_due'
            WHEN $as_of::DATE <= ext_due_date THEN 'open_in_extension'
            ELSE 'open_overdue' END AS state
  FROM joined
)
SELECT *,
       due_date <= $as_of::DATE
         AND state IN ('met', 'met_within_extension', 'met_late', 'missed', 'open_overdue', 'open_in_extension') AS due_passed
FROM judged
