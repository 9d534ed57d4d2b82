-- The label of the financial quarter of d: '2025-26Q4' is January to March 2026.
CREATE OR REPLACE MACRO fq(d) AS fy(d) || 'Q' || ((month(d) + 8) % 12 // 3 + 1)::VARCHAR
