-- Subjects with the individual that each is: a person key, or the subject of the case where there is no key. Counted
-- together with the case an individual is one person in one case; alone, one person.
CREATE OR REPLACE VIEW individual AS
SELECT CASE WHEN person_key IS NULL THEN 's:' || case_ref || '/' || subject_ref ELSE 'p:' || person_key END AS individual,
       case_ref, subject_ref, status, rank_band, sex, ethnicity, age_band
FROM subject
