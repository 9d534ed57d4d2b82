-- The calendar of the Conduct Regulations under names that no other table uses: a macro's argument is
-- bound where it stands, and a bare "day" would find the calendar's own column.
CREATE OR REPLACE TABLE workday AS
SELECT day AS workday_day, idx AS workday_idx FROM ref.calendar WHERE calendar_id = 'EW'
