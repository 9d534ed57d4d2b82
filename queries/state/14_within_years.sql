-- Whether d is in the n years that end with a day: after the same day n years before, up to it. Years that end on the last day of
-- a month begin on the first of one: the year to 28 February 2025 begins on 1 March 2024, not on the 29 February that ends the year before.
CREATE OR REPLACE MACRO within_years(d, until_day, n_years) AS
  d > CASE WHEN until_day = last_day(until_day) THEN last_day(until_day - to_years(n_years)) ELSE (until_day - to_years(n_years))::DATE END AND d <= until_day
