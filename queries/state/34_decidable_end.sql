-- Subjects in hearings, meetings, accelerated hearings and criminal proceedings that ended, and whether they ended
-- withdrawn or discontinued, or with no evidence offered: without being decided. A hearing returned to Part 4 was handed back and goes on there: no end.
CREATE OR REPLACE VIEW decidable_end AS
SELECT proceeding_ref, case_ref, subject_ref, type, completed_date,
       coalesce(ended_how IN ('withdrawn', 'discontinued'), false)
         OR coalesce(result IN ('no_evidence_offered', 'withdrawn', 'discontinued'), false) AS is_withdrawn
FROM ps
WHERE ended_how <> 'returned_to_part4' -- NULL where it has not ended
  AND (type IN ('MH', 'MM', 'AH') OR jurisdiction = 'criminal')
