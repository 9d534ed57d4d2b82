-- The rank bands under the Conduct Regulations, in order: all but police staff.
CREATE OR REPLACE VIEW officer_band AS
SELECT code AS rank_band, rank FROM ref.code
WHERE list = 'rank_band' AND code NOT IN ('pcso', 'staff')
