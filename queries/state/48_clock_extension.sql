-- The date to which each clock was extended in time: decisions in order, each counted only if made on or
-- before the due date as it then stood. A decision made later is retrospective and moves nothing. A recommendation
-- carries its extended date itself, without the day of the decision, and is taken as extended in time.
CREATE OR REPLACE TABLE clock_extension AS
WITH decided AS (
  SELECT r.limit_no, r.item_no, d.due_date, x.decided_date, x.new_due_date
  FROM extension x
  JOIN anchored a ON a.case_ref = x.case_ref AND a.proceeding_ref = x.proceeding_ref AND about(x.subject_ref, a.subject_ref)
  JOIN measured_limit l ON l.anchor = a.anchor AND l.standard_id = x.standard_id
  JOIN clock_run r ON r.limit_no = l.limit_no AND r.item_no = a.item_no
  JOIN clock_due d ON d.limit_no = r.limit_no AND d.start_date = r.start_date
  WHERE a.anchor IN ('proc_subject', 'case', 'case_subject')
    AND x.decided_date IS NOT NULL AND x.new_due_date IS NOT NULL AND d.due_date IS NOT NULL
),
reached AS (
  SELECT limit_no, item_no, due_date,
         list_reduce(list({'decided': decided_date, 'due': new_due_date} ORDER BY decided_date, new_due_date),
                     lambda so_far, x: {'decided': x.decided, 'due': CASE WHEN x.decided <= so_far.due THEN greatest(so_far.due, x.due) ELSE so_far.due END},
                     {'decided': NULL::DATE, 'due': due_date}).due AS ext_due_date
  FROM decided
  GROUP BY limit_no, item_no, due_date
  UNION ALL
  SELECT c.limit_no, c.item_no, d.due_date, r.extended_due_date
  FROM recommendation r
  JOIN anchored a ON a.anchor = 'recommendation' AND a.anchor_ref = r.recommendation_ref
  JOIN clock_run c ON c.item_no = a.item_no
  JOIN clock_due d ON d.limit_no = c.limit_no AND d.start_date = c.start_date
  WHERE r.extended_due_date IS NOT NULL
)
SELECT limit_no, item_no, ext_due_date FROM reached WHERE ext_due_date > due_date
