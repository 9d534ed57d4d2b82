-- Whether a person of this status is under the Conduct Regulations: officers and special constables, serving or
-- former. A status that nobody recorded is taken as an officer's: the proceedings are theirs alone.
CREATE OR REPLACE MACRO under_conduct(subject_status) AS
  coalesce(subject_status, 'officer') IN ('officer', 'special', 'senior_officer', 'former_officer')
