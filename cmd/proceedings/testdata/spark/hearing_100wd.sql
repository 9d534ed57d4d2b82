-- Misconduct hearings, for each subject: the last working day on which the hearing may begin (as many working days after the first reg 30 notice as the table of limits says), and how it went. An extension counts where it was decided by the
-- day then due. A hearing begins on its first day in the log, or on the first day listed that was used. What is said of nobody in particular is of each subject who had not left the proceeding
-- before. Left before the day then due: not applicable; concluded with no day of hearing: cannot be judged and is not here. By the financial year of the day due, six of them.
WITH numbered AS (
  SELECT day, working, sum(if(working, 1, 0)) OVER (ORDER BY day) AS so_far FROM ref_calendar WHERE calendar_id = 'EW'
),
limits AS (
  SELECT n, valid_from, coalesce(valid_to, DATE '9999-12-31') AS valid_to FROM ref_standard WHERE standard_id = 'MIS-HRG-100'
),
people AS (
  SELECT s.proceeding_ref, s.case_ref, s.subject_ref, s.completed_date, if(s.completed_date IS NULL, NULL, coalesce(s.ended_how, 'concluded')) AS how,
         coalesce(if(s.ended_how <> 'concluded', s.completed_date, NULL), DATE '9999-12-31') AS gone
  FROM proc_subject s
  JOIN proceeding p ON p.proceeding_ref = s.proceeding_ref AND p.type = 'MH'
  LEFT JOIN `case` c ON c.case_ref = s.case_ref
  WHERE coalesce(c.territory, 'EW') = 'EW'
),
first_days AS (
  SELECT o.proceeding_ref, o.case_ref, o.subject_ref, min(if(e.code = 'reg30_served', e.event_date, NULL)) AS notice, min(if(e.code = 'hearing_day_start', e.event_date, NULL)) AS logged
  FROM people o JOIN event e ON e.proceeding_ref = o.proceeding_ref AND e.case_ref = o.case_ref AND (e.subject_ref = o.subject_ref OR e.subject_ref = '' AND e.event_date <= o.gone)
  GROUP BY o.proceeding_ref, o.case_ref, o.subject_ref
),
sat AS (
  SELECT proceeding_ref, min(listed_date) AS first_day FROM listing WHERE kind = 'hearing' AND used = 'used' GROUP BY proceeding_ref
),
running AS (
  SELECT o.*, f.notice, d.day AS due, least(f.logged, if(t.first_day <= o.gone, t.first_day, NULL)) AS heard
  FROM people o
  JOIN first_days f ON f.proceeding_ref = o.proceeding_ref AND f.case_ref = o.case_ref AND f.subject_ref = o.subject_ref AND f.notice IS NOT NULL
  JOIN limits l ON f.notice BETWEEN l.valid_from AND l.valid_to
  JOIN numbered s ON s.day = f.notice
  JOIN numbered d ON d.working AND d.so_far = s.so_far + l.n
  LEFT JOIN sat t ON t.proceeding_ref = o.proceeding_ref
),
granted AS (
  SELECT r.proceeding_ref, r.case_ref, r.subject_ref, array_sort(collect_list(struct(x.decided_date, x.new_due_date))) AS all
  FROM running r JOIN extension x ON x.standard_id = 'MIS-HRG-100' AND x.proceeding_ref = r.proceeding_ref AND x.case_ref = r.case_ref AND (x.subject_ref = '' OR x.subject_ref = r.subject_ref)
  WHERE x.decided_date IS NOT NULL AND x.new_due_date IS NOT NULL
  GROUP BY r.proceeding_ref, r.case_ref, r.subject_ref
),
extended AS (
  SELECT r.*, coalesce(aggregate(g.all, r.due, (so_far, x) -> if(x.decided_date <= so_far, greatest(so_far, x.new_due_date), so_far)), r.due) AS until
  FROM running r LEFT JOIN granted g ON g.proceeding_ref = r.proceeding_ref AND g.case_ref = r.case_ref AND g.subject_ref = r.subject_ref
),
judged AS (
  SELECT year(add_months(due, -3)) AS began, due <= :as_of AS passed,
         CASE WHEN heard < notice THEN 'reversed'
              WHEN heard <= due THEN 'met' WHEN heard <= until THEN 'met_extension' WHEN heard IS NOT NULL THEN 'late'
              WHEN how = 'concluded' THEN 'undated'
              WHEN how IS NOT NULL THEN if(completed_date <= until, 'not_applicable', 'late')
              WHEN due > :as_of THEN 'not_due' WHEN until > due AND until >= :as_of THEN 'open_in_extension' ELSE 'open_overdue' END AS went
  FROM extended
),
counted AS (
  SELECT began, count_if(passed AND went IN ('met', 'met_extension', 'late', 'open_overdue', 'open_in_extension')) AS due_passed, count_if(passed AND went = 'met') AS met, count_if(passed AND went = 'met_extension') AS met_extension,
         count_if(passed AND went = 'late') AS late, count_if(went = 'open_overdue') AS open_overdue, count_if(went = 'open_in_extension') AS open_in_extension, count_if(went = 'not_applicable') AS not_applicable
  FROM judged WHERE began BETWEEN year(add_months(:to, -3)) - 5 AND year(add_months(:to, -3)) GROUP BY began
),
rated AS (
  SELECT *, cast(nullif(due_passed, 0) AS double) AS n, cast(met AS double) AS k, 1.959963984540054D AS z FROM counted WHERE due_passed + not_applicable > 0
)
SELECT concat(began, '-', lpad((began + 1) % 100, 2, '0')) AS year, due_passed, met, met_extension, late, open_overdue, open_in_extension, not_applicable, k / n AS rate_original,
       (k + z * z / 2 - z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z) AS rate_original_low,
       (k + z * z / 2 + z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z) AS rate_original_high,
       (met + met_extension) / nullif(due_passed - open_in_extension, 0) AS rate_extended
FROM rated
ORDER BY began
