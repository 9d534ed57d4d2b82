-- "Within n months of d": the corresponding date n months on, or the last day of that month where it has
-- none (which is what DuckDB's addition gives).
CREATE OR REPLACE MACRO months_of(d, n_months) AS (d + to_months(n_months))::DATE
