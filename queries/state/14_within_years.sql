-- Whether d is in the n years that end with a day: after the same day n years before, up to it.
CREATE OR REPLACE MACRO within_years(d, until_day, n_years) AS
  d > (until_day - to_years(n_years))::DATE AND d <= until_day
