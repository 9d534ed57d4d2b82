-- The label of the financial year of d: '2025-26'.
CREATE OR REPLACE MACRO fy(d) AS
  fy_no(d)::VARCHAR || '-' || lpad(((fy_no(d) + 1) % 100)::VARCHAR, 2, '0')
