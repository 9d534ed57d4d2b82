-- title: Time between milestones
-- question: Where does time go between milestones?
-- audience: [psu]
-- measures: [M11]
-- population: Subjects of misconduct hearings with both milestones of a stage, the later in the twelve months that end with the period
-- numerator: none
-- denominator: none
-- clock: From the first of the earlier milestone to the first of the later, in working days
-- censoring: Finished stages only; a stage that has not ended is not in its row
-- grain: One row a stage, in the order of the process
-- source: Measure M11, split by stage; quantiles interpolated
-- caveats:
--   - Finished stages only, so a stage in which many wait looks shorter than it is.
--   - Pairs whose dates run backwards or lie outside the calendar are left out.
--   - Medians of stages do not add up to the median of the whole.
-- parameters: [to]
-- columns:
--   - {name: stage_no, title: No., kind: number, role: dimension}
--   - {name: stage, title: Stage, kind: label, role: dimension}
--   - {name: n, title: Subjects, kind: count, unit: subjects, role: measure}
--   - {name: p25, title: A quarter within, kind: duration, unit: working days, role: measure, of: n}
--   - {name: median, title: Median, kind: duration, unit: working days, role: measure, of: n}
--   - {name: p75, title: Three quarters within, kind: duration, unit: working days, role: measure, of: n}
-- totals: none
-- sensitivity: aggregate
-- ---
WITH stages(stage_no, stage, first_code, last_code) AS (
  VALUES (1, 'Came to attention to report', 'came_to_attention', 'report_submitted'),
         (2, 'Report to referral', 'report_submitted', 'referral_decided'),
         (3, 'Referral to notice', 'referral_decided', 'reg30_served'),
         (4, 'Notice to first hearing day', 'reg30_served', 'hearing_day_start'),
         (5, 'First hearing day to completion', 'hearing_day_start', 'hearing_completed'),
         (6, 'Completion to report', 'hearing_completed', 'report_to_aa')
),
dated AS (
  SELECT ps_no, code, first_date
  FROM ps_event SEMI JOIN ps ON ps.ps_no = ps_event.ps_no AND ps.type = 'MH'
  WHERE code NOT IN ('came_to_attention', 'report_submitted')
  UNION ALL
  -- Before there is a proceeding, milestones are of the case or the subject; where no event says them, the case's own dates do.
  SELECT p.ps_no, k.code, coalesce(min(e.event_date), any_value(CASE WHEN k.code = 'report_submitted' THEN c.investigation_end_date
                                                                     WHEN c.matter_type = 'complaint' THEN coalesce(c.complaint_made_date, c.attention_date)
                                                                     ELSE c.attention_date END))
  FROM ps p
  CROSS JOIN (VALUES ('came_to_attention'), ('report_submitted')) k(code)
  LEFT JOIN case_ c ON c.case_ref = p.case_ref
  LEFT JOIN event e ON e.case_ref = p.case_ref AND about(e.subject_ref, p.subject_ref) AND e.code = k.code AND e.proceeding_ref = ''
  WHERE p.type = 'MH'
  GROUP BY p.ps_no, k.code
),
intervals AS (
  SELECT s.stage_no, wd(a.first_date, b.first_date) AS days
  FROM stages s, dated a, dated b
  WHERE a.code = s.first_code AND b.code = s.last_code AND b.ps_no = a.ps_no
    AND within_years(b.first_date, $to::DATE, 1) AND b.first_date >= a.first_date
)
SELECT s.stage_no, s.stage, count(i.days) AS n,
       quantile_cont(i.days, 0.25) AS p25, quantile_cont(i.days, 0.5) AS median, quantile_cont(i.days, 0.75) AS p75
FROM stages s
LEFT JOIN intervals i USING (stage_no)
GROUP BY s.stage_no, s.stage
ORDER BY s.stage_no
