-- Working days after a, up to and including b. NULL where either is outside the calendar; negative where
-- b is before a.
CREATE OR REPLACE MACRO wd(a, b) AS
  (SELECT workday_idx FROM workday WHERE workday_day = b) - (SELECT workday_idx FROM workday WHERE workday_day = a)
