-- The three jurisdictions that the work is in; every table of open work has a row for each.
CREATE OR REPLACE VIEW jurisdictions AS
SELECT code AS jurisdiction FROM ref.code
WHERE list = 'jurisdiction' AND code IN ('misconduct', 'criminal', 'coronial')
