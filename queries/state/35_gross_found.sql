-- The individuals found to have committed gross misconduct in proceedings of these types that ended from first_day to last_day, one row each in a case. Finding and action are ranked apart,
-- as they can come from different allegations or proceedings: an action recorded of any of those proceedings is theirs.
CREATE OR REPLACE MACRO gross_found(first_day, last_day, types) AS TABLE
SELECT individual, case_ref, bool_or(former) AS is_former, bool_or(dismissal) AS is_dismissed,
       arg_max(sanction, (sanction_rank, sanction)) AS sanction, max(sanction_rank) AS sanction_rank
FROM misconduct_end
WHERE completed_date BETWEEN first_day AND last_day AND list_contains(types, type)
GROUP BY individual, case_ref
HAVING bool_or(part = 'gross_misconduct')
