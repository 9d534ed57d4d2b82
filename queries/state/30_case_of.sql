-- The cases of each proceeding: its own and, of a joint one, those of all its subjects.
CREATE OR REPLACE VIEW case_of AS
SELECT proceeding_ref, case_ref FROM proceeding
UNION
SELECT proceeding_ref, case_ref FROM proc_subject
