-- The wait for a misconduct hearing, one row a subject with a reg 30 notice.
CREATE OR REPLACE VIEW hearing_wait AS
SELECT notice_date, outcome, wait_wd FROM notice_wait WHERE type = 'MH'
