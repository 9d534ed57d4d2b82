-- "n months beginning with d": the day before the corresponding date n months on, or the last day of that
-- month where it has no corresponding date.
CREATE OR REPLACE MACRO months_from(d, n_months) AS
  months_of(d, n_months) - (day(months_of(d, n_months)) = day(d))::INTEGER
