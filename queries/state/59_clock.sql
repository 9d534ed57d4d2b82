-- Every clock and its state at as_of. Where the end is recorded the state follows from it alone. Without one:
--   explained         it is past the date, and the written explanation that the law asks for in place of the end is recorded
--   end_not_recorded  it is over all the same, on a day nobody recorded (a hearing, trial or inquest of a proceeding that was concluded after the clock began, a
--                     recommendation answered; where the end is that of the investigation, proceedings followed or the case closed after the
--                     date due), or it is past its date and end_kept is false: its system writes no such end down; it cannot be judged and is in no rate
--   not_applicable    what it ran on ended another way, the proceeding that it belongs before was concluded, or a stopping event came, on or before the date then due
--   missed            that came later, or a hearing began without what had to come before it; counts with the late
--   open_overdue      it still runs, and the date has passed
-- limit_not_known is a limit of which the table gives no number that can be counted. A term is running or has expired; a minimum was met, is running or
-- ended_early. An end before a window opens counts with the late; end_date < earliest_date tells it apart. due_passed marks the
-- population of every rate of limits met: clocks of duties whose original due date had passed, finished or not. The day as_of itself
-- is over: what was due on it and is not done is overdue. An extension that ends on it still runs. No hold is ever taken off a limit.
CREATE OR REPLACE TABLE clock AS
WITH joined AS (
  SELECT l.standard_id, a.anchor, a.case_ref, a.subject_ref, a.proceeding_ref, a.anchor_ref, r.occurrence, a.force, a.type, l.rule, l.duty, r.limit_no,
         r.start_date, r.due_date, r.earliest_date, x.ext_due_date, r.end_date, e.explained_date, r.stop_date,
         CASE WHEN r.end_date IS NULL OR a.ended_other_date < r.end_date THEN a.ended_other_date END AS ended_other_date,
         -- What is due after the end of a proceeding is no part of it; what is not done by the end can be done no more.
         CASE WHEN r.end_date IS NULL AND NOT l.after_end AND NOT l.of_conclusion AND a.concluded_date > r.start_date THEN a.concluded_date END AS concluded_date,
         a.end_undated AND (a.anchor <> 'case' OR l.of_investigation) OR l.of_conclusion AND coalesce(a.concluded_date > r.start_date, false) AS end_undated, l.of_investigation, k.limit_no IS NULL AS end_kept,
         NOT coalesce(l.n > 0 AND CASE WHEN l.rule IN ('FWD_AFTER', 'BEFORE') THEN l.unit = 'working_day'
                                       WHEN l.rule = 'WINDOW_AFTER' THEN l.unit = 'working_day' AND l.n_max >= l.n
                                       WHEN l.rule IN ('DAY_OF', 'DAY_AFTER') THEN l.unit = 'day'
                                       WHEN l.rule IN ('MONTHS_FROM', 'MONTHS_OF') THEN l.unit = 'month'
                                       WHEN l.rule = 'PERIODIC' THEN l.unit IN ('working_day', 'day', 'month') END, false) AS unknown
  FROM clock_timed r
  JOIN measured_limit l ON l.limit_no = r.limit_no
  JOIN anchored a ON a.item_no = r.item_no
  LEFT JOIN clock_extension x ON x.limit_no = r.limit_no AND x.item_no = r.item_no AND x.occurrence = r.occurrence
  LEFT JOIN clock_explained e ON e.limit_no = r.limit_no AND e.item_no = r.item_no AND e.occurrence = r.occurrence
  LEFT JOIN end_unkept k ON k.limit_no = r.limit_no AND k.source = a.source
),
judged AS (
  SELECT * EXCLUDE (unknown, of_investigation),
       CASE WHEN start_date IS NULL THEN 'start_not_recorded'
            WHEN unknown THEN 'limit_not_known'
            WHEN due_date IS NULL THEN 'outside_calendar'
            WHEN duty = 'term' THEN CASE WHEN $as_of::DATE < due_date THEN 'running' ELSE 'expired' END
            WHEN end_date < start_date AND rule <> 'BEFORE' THEN 'end_before_start'
            WHEN duty = 'minimum' THEN CASE WHEN end_date <= due_date THEN 'ended_early' WHEN $as_of::DATE >= due_date THEN 'met' ELSE 'running' END
            WHEN end_date < earliest_date THEN 'met_late'
            WHEN end_date <= due_date THEN 'met'
            WHEN end_date <= ext_due_date THEN 'met_within_extension'
            WHEN explained_date IS NOT NULL AND due_date <= $as_of::DATE THEN 'explained'
            WHEN end_date IS NOT NULL THEN 'met_late'
            WHEN NOT end_kept AND greatest(due_date, ext_due_date + 1) <= $as_of::DATE THEN 'end_not_recorded'
            WHEN rule = 'BEFORE' THEN 'missed'
            WHEN stop_date <= coalesce(ext_due_date, due_date) THEN 'not_applicable'
            WHEN end_undated THEN 'end_not_recorded'
            WHEN least(ended_other_date, concluded_date) <= coalesce(ext_due_date, due_date) THEN 'not_applicable'
            WHEN $as_of::DATE < due_date THEN 'open_not_due'
            WHEN $as_of::DATE <= ext_due_date THEN 'open_in_extension'
            WHEN coalesce(stop_date, concluded_date) IS NOT NULL THEN 'missed'
            WHEN ended_other_date IS NOT NULL THEN CASE WHEN of_investigation THEN 'end_not_recorded' ELSE 'missed' END
            ELSE 'open_overdue' END AS state
  FROM joined
)
SELECT *, due_date <= $as_of::DATE AND duty = 'duty'
         AND state IN ('met', 'met_within_extension', 'explained', 'met_late', 'missed', 'open_overdue', 'open_in_extension') AS due_passed
FROM judged
