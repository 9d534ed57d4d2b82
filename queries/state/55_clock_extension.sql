-- The date to which each clock was extended in time: decisions in order, each counted only if made on or
-- before the due date as it then stood. A decision made later is retrospective and moves nothing, and one made before a later occurrence began is not about it. A recommendation
-- carries its extended date itself, without the day of the decision, and is taken as extended in time. Where the law itself adds the days of a
-- judicial review (extended_by), each hold of that kind that began by the date then due adds its days, up to as_of while it lasts.
CREATE OR REPLACE TABLE clock_extension AS
WITH moves AS (
  SELECT r.limit_no, r.item_no, r.occurrence, r.due_date, x.decided_date AS from_date, x.new_due_date AS new_date, 0 AS days
  FROM extension x
  JOIN anchored a ON a.case_ref = x.case_ref AND a.proceeding_ref = x.proceeding_ref AND about(x.subject_ref, a.subject_ref)
  JOIN measured_limit l ON l.anchor = a.anchor AND l.standard_id = x.standard_id
  JOIN clock_timed r ON r.limit_no = l.limit_no AND r.item_no = a.item_no
  WHERE a.anchor IN ('proc_subject', 'case', 'case_subject')
    AND x.decided_date IS NOT NULL AND x.new_due_date IS NOT NULL AND r.due_date IS NOT NULL
    AND (r.occurrence = 1 OR x.decided_date >= r.start_date)
  UNION ALL
  SELECT c.limit_no, c.item_no, c.occurrence, c.due_date, c.start_date, r.extended_due_date, 0
  FROM recommendation r
  JOIN anchored a ON a.anchor = 'recommendation' AND a.anchor_ref = r.recommendation_ref
  JOIN clock_timed c ON c.item_no = a.item_no
  WHERE r.extended_due_date IS NOT NULL AND c.due_date IS NOT NULL
  UNION ALL
  -- Days of one hold that another had already begun to count are counted once.
  SELECT limit_no, item_no, occurrence, due_date, start_date, NULL, greatest(0, last_date - greatest(start_date, coalesce(reached + 1, start_date)) + 1)
  FROM (SELECT c.limit_no, c.item_no, c.occurrence, c.due_date, greatest(h.start_date, c.start_date) AS start_date, coalesce(h.end_date, $as_of::DATE) AS last_date,
               max(coalesce(h.end_date, $as_of::DATE)) OVER (PARTITION BY c.limit_no, c.item_no, c.occurrence ORDER BY h.start_date, h.end_date ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
        FROM hold h
        JOIN anchored a ON a.case_ref = h.case_ref AND about(h.subject_ref, a.subject_ref)
        JOIN clock_timed c ON c.item_no = a.item_no
        JOIN measured_limit l ON l.limit_no = c.limit_no AND l.extended_by = h.kind
        WHERE h.start_date IS NOT NULL AND c.due_date IS NOT NULL AND coalesce(h.end_date, $as_of::DATE) >= greatest(h.start_date, c.start_date))
),
reached AS (
  SELECT limit_no, item_no, occurrence, due_date,
         list_reduce(list({'from_date': from_date, 'due': new_date, 'days': days} ORDER BY from_date, new_date, days),
                     lambda so_far, x: {'from_date': x.from_date, 'days': 0,
                                        'due': CASE WHEN x.from_date <= so_far.due THEN greatest(so_far.due + x.days::INTEGER, x.due) ELSE so_far.due END},
                     {'from_date': NULL::DATE, 'due': due_date, 'days': 0}).due AS ext_due_date
  FROM moves
  GROUP BY limit_no, item_no, occurrence, due_date
)
SELECT limit_no, item_no, occurrence, ext_due_date FROM reached WHERE ext_due_date > due_date
