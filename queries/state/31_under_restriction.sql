-- Every reference that a restriction covers, with the restriction's last day: that of the order, of its case and proceeding, of what hangs
-- together with these, and the keyed hashes of the people in them. The one home of what no shareable release may name and of what a restricted one marks.
CREATE OR REPLACE VIEW under_restriction AS
WITH cases AS (
  SELECT case_ref, until_date FROM restriction
  UNION
  SELECT o.case_ref, r.until_date FROM restriction r JOIN case_of o USING (proceeding_ref) WHERE r.case_ref IS NULL OR r.subject_ref IS NULL
),
named AS (
  SELECT restriction_ref AS ref, until_date FROM restriction
  UNION SELECT proceeding_ref, until_date FROM restriction
  UNION SELECT case_ref, until_date FROM cases
  UNION SELECT o.proceeding_ref, c.until_date FROM case_of o JOIN cases c USING (case_ref)
  UNION SELECT subject_ref, until_date FROM restriction WHERE len(subject_ref) > 3 -- a number within a case says nothing without it
  UNION SELECT s.person_key, c.until_date FROM subject s JOIN cases c USING (case_ref)
)
SELECT ref, until_date FROM named WHERE ref <> ''
