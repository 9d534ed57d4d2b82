-- id: DQ16b
-- title: Code not in its scheme
-- rule: allegation code not in force on its day
-- severity: warn
-- owner: sender
-- place: state
-- record: allegation
-- sentence: The allegation has a code of a scheme that was not in force when the matter was reported. Letters mean other things before and after February 2020, so give the code of the right scheme.
-- why: Letters A to Y were used before 1 February 2020 and A to L since, with other meanings.
-- source: IOPC data-capture guidance (Feb 2020); code.csv holds the days of each code
-- ---
SELECT a.source, [a.case_ref, a.subject_ref, a.allegation_ref] AS key, 'Allegation' AS field,
       coalesce(d.day < k.valid_from, false) OR coalesce(d.day > k.valid_to, false) AS fails
FROM allegation a
JOIN (SELECT case_ref, coalesce(complaint_made_date, attention_date, recorded_date) AS day FROM case_ WHERE territory = 'EW') d USING (case_ref)
JOIN ref.code k ON k.list = a.scheme AND (lower(k.code) = lower(a.code) OR lower(k.label) = lower(a.code))
WHERE d.day IS NOT NULL AND (k.valid_from IS NOT NULL OR k.valid_to IS NOT NULL)
