-- The changes of law at which a series of outcomes breaks, and the span of days from each to the next. The last
-- span has no end yet. A regime that is not in force yet has no day and is none of them.
CREATE OR REPLACE VIEW law_change AS
SELECT regime_id, label AS law_label, valid_from AS law_from,
       coalesce(lead(valid_from) OVER (ORDER BY valid_from) - 1, DATE '9999-12-31') AS law_until
FROM ref.regime
WHERE regime_id IN ('R2020', 'R2024', 'R2025') AND valid_from IS NOT NULL
