-- The cases that each debrief is about: its own, and those of the proceeding that ended.
CREATE OR REPLACE VIEW debrief_of AS
SELECT debrief_ref, case_ref FROM debrief WHERE case_ref IS NOT NULL
UNION
SELECT d.debrief_ref, c.case_ref FROM debrief d JOIN case_of c ON c.proceeding_ref = d.proceeding_ref
