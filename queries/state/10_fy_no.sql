-- The calendar year in which the financial year of d begins (April to March).
CREATE OR REPLACE MACRO fy_no(d) AS year(d) - (month(d) < 4)::INTEGER
