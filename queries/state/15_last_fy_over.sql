-- The calendar year in which the last financial year that was over by d began; one that ends on d is over.
CREATE OR REPLACE MACRO last_fy_over(d) AS fy_no(d) - (month(d) <> 3 OR day(d) <> 31)::INTEGER
