-- Reports to prevent future deaths, one row a report: a case and day once, however many addressees; a report without a case by itself.
CREATE OR REPLACE VIEW pfd_report AS
SELECT coalesce(case_ref, 'r:' || recommendation_ref) AS report, made_date, count(*) AS addressees
FROM recommendation
WHERE legal_basis = 'pfd' AND territory = 'EW'
GROUP BY ALL
