-- Whether d is in the financial year of a day or in the n - 1 before it.
CREATE OR REPLACE MACRO within_fys(d, until_day, n_years) AS
  fy_no(d) BETWEEN fy_no(until_day) - n_years + 1 AND fy_no(until_day)
