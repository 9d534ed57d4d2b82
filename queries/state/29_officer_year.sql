-- Officers in post in a financial year, by force and rank band: the mean headcount of 31 March before and 31 March at
-- the end of it, twice, so that it is a whole number (twice_officers). It is empty where either is not recorded.
CREATE OR REPLACE VIEW officer_year AS
SELECT year_no, force, rank_band, CASE WHEN count(headcount) = 2 THEN sum(headcount)::BIGINT END AS twice_officers
FROM (SELECT unnest([fy_no(as_at_date), fy_no(as_at_date) + 1])::BIGINT AS year_no, force, rank_band, headcount
      FROM headcount
      WHERE month(as_at_date) = 3 AND day(as_at_date) = 31)
SEMI JOIN officer_band USING (rank_band)
GROUP BY ALL
