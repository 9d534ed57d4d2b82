-- The index, in the calendar's running count of working days, of the last lawful day at least n working days before a day; clear_days asks
-- for whole days between, which is one more.
CREATE OR REPLACE MACRO days_before(idx, working, n, clear_days) AS idx - working::INTEGER - n - clear_days + 1
