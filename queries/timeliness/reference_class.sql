-- title: Each case beside its like
-- question: How does the wait for the hearing in each proceeding compare with proceedings like it?
-- audience: [psu, debrief]
-- measures: [M10]
-- population: Subjects of misconduct hearings, meetings and accelerated hearings with a notice (reg 30, accelerated hearing reg 51) whose proceeding is open or ended in the 24 months that end with the period
-- numerator: none
-- denominator: none
-- clock: From the first notice to the first hearing day, in working days; for who still waits, to the position date
-- censoring: The class is of subjects heard; who waits or ended another way is not in it. A wait not over is placed by the quarters that it has already passed
-- grain: One row a subject in a proceeding
-- source: Domain method of reference classes (5.8); quartiles by linear interpolation between order statistics
-- caveats:
--   - The class is the narrowest with 20 or more other subjects heard in the five years that end with the period, of type, presenter, one or several officers, and rules in force at the notice; else of type and one or several officers; else of type. Subjects of the case itself are never in it.
--   - A class of those heard leaves out who still waits, so its upper quartile is the least that it can be.
--   - A band is no rank and no judgement; one case has no statistics of its own, and why it was quick or slow is in its events.
--   - With fewer than 20 others of the type only the range of their waits is given.
-- parameters: [to]
-- columns:
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: outcome, title: So far, kind: label, role: dimension}
--   - {name: wait_wd, title: Notice to hearing, kind: duration, unit: working days, role: measure}
--   - {name: class, title: Compared with, kind: label, role: dimension}
--   - {name: class_n, title: Others in the class, kind: count, unit: subjects, role: measure}
--   - {name: p25, title: A quarter of the class by, kind: duration, unit: working days, role: measure, of: class_n}
--   - {name: median, title: Median of the class, kind: duration, unit: working days, role: measure, of: class_n}
--   - {name: p75, title: Three quarters of the class by, kind: duration, unit: working days, role: measure, of: class_n}
--   - {name: band, title: Where the wait lies in the class, kind: label, role: dimension}
--   - {name: range_low, title: Shortest of few others, kind: duration, unit: working days, role: measure, of: class_n}
--   - {name: range_high, title: Longest of few others, kind: duration, unit: working days, role: measure, of: class_n}
-- totals: none
-- sensitivity: case
-- ---
WITH waits AS (
  SELECT p.case_ref, p.proceeding_ref, p.subject_ref, w.type, w.outcome, w.wait_wd, w.notice_date, p.completed_date, h.first_date AS heard_date,
         coalesce(g.presenter, 'not recorded') AS presenter, coalesce(law_on(w.notice_date), 'earlier rules') AS regime,
         CASE WHEN o.subjects > 1 THEN 'several officers' ELSE 'one officer' END AS officers
  FROM notice_wait w
  JOIN ps p USING (ps_no)
  -- All subjects of the proceeding, those whose notice nobody recorded too.
  JOIN (SELECT proceeding_ref, count(*) AS subjects FROM ps GROUP BY proceeding_ref) o ON o.proceeding_ref = p.proceeding_ref
  JOIN proceeding g ON g.proceeding_ref = p.proceeding_ref
  LEFT JOIN ps_event h ON h.ps_no = p.ps_no AND h.code = 'hearing_day_start'
),
of_interest AS (
  SELECT * FROM waits WHERE completed_date IS NULL OR within_years(completed_date, $to::DATE, 2)
),
heard AS (
  SELECT * FROM waits WHERE outcome = 'heard' AND wait_wd IS NOT NULL AND within_years(heard_date, $to::DATE, 5)
),
levels(level) AS (VALUES (1), (2), (3)),
classes AS (
  SELECT o.case_ref, o.proceeding_ref, o.subject_ref, l.level, count(h.case_ref) AS class_n, class_n >= 20 AS is_class,
         quantile_cont(h.wait_wd, 0.25) AS p25, quantile_cont(h.wait_wd, 0.5) AS median, quantile_cont(h.wait_wd, 0.75) AS p75,
         min(h.wait_wd) AS shortest, max(h.wait_wd) AS longest
  FROM of_interest o CROSS JOIN levels l
  LEFT JOIN heard h ON h.type = o.type AND h.case_ref <> o.case_ref
                   AND (l.level = 3 OR h.officers = o.officers)
                   AND (l.level > 1 OR h.presenter = o.presenter AND h.regime = o.regime)
  GROUP BY ALL
),
chosen AS (
  SELECT * FROM classes
  QUALIFY row_number() OVER (PARTITION BY case_ref, proceeding_ref, subject_ref ORDER BY NOT is_class, CASE WHEN is_class THEN level ELSE -level END) = 1
)
SELECT o.case_ref, o.proceeding_ref, o.subject_ref, o.type,
       CASE o.outcome WHEN 'heard' THEN 'heard' WHEN 'waiting' THEN 'waiting' WHEN 'undated' THEN 'hearing day not recorded' ELSE 'ended another way' END AS outcome,
       CASE WHEN o.outcome IN ('heard', 'waiting') THEN o.wait_wd END AS wait_wd,
       o.type || CASE WHEN c.level < 3 THEN ', ' || o.officers ELSE '' END
              || CASE WHEN c.level = 1 THEN ', presented by ' || CASE o.presenter WHEN 'aa' THEN 'the authority' WHEN 'dg' THEN 'the IOPC' ELSE o.presenter END || ', ' || o.regime ELSE '' END AS class,
       c.class_n, CASE WHEN is_class THEN c.p25 END AS p25, CASE WHEN is_class THEN c.median END AS median, CASE WHEN is_class THEN c.p75 END AS p75,
       CASE WHEN NOT is_class OR o.wait_wd IS NULL THEN NULL
            WHEN o.outcome = 'heard' AND o.wait_wd < c.p25 THEN '0–25'
            WHEN o.outcome = 'heard' AND o.wait_wd < c.median THEN '25–50'
            WHEN o.outcome = 'heard' AND o.wait_wd < c.p75 THEN '50–75'
            WHEN o.outcome = 'heard' THEN '75–100'
            WHEN o.outcome = 'waiting' AND o.wait_wd >= c.p75 THEN 'past 75'
            WHEN o.outcome = 'waiting' AND o.wait_wd >= c.median THEN 'past 50'
            WHEN o.outcome = 'waiting' AND o.wait_wd >= c.p25 THEN 'past 25' END AS band,
       CASE WHEN NOT is_class THEN c.shortest END AS range_low, CASE WHEN NOT is_class THEN c.longest END AS range_high
FROM of_interest o
JOIN chosen c USING (case_ref, proceeding_ref, subject_ref)
ORDER BY o.case_ref, o.proceeding_ref, o.subject_ref
