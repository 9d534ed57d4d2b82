-- title: Outcomes for gross misconduct
-- question: What followed where gross misconduct was found?
-- audience: [psu, board]
-- measures: [M17]
-- population: Individuals under the Conduct Regulations (police staff left out) found to have committed gross misconduct at a hearing or accelerated hearing that ended in the twelve months that end with the period
-- numerator: Individuals by highest disciplinary action
-- denominator: none
-- clock: none
-- censoring: By the date the proceeding ended for the individual
-- grain: One row a disciplinary action imposed, the most severe first
-- source: Measure M17; an individual's findings and actions in a case are ranked apart (ref.finding, ref.sanction), as they can come from different allegations or proceedings
-- caveats:
--   - Other outcomes are open to a former officer; they stand in a column of their own.
-- parameters: [to]
-- columns:
--   - {name: sanction, title: Disciplinary action, kind: label, role: dimension, list: sanction}
--   - {name: serving, title: Serving, kind: count, unit: individuals, role: measure}
--   - {name: former, title: Former officers, kind: count, unit: individuals, role: measure}
-- totals: the rows add up to all found to have committed gross misconduct
-- sensitivity: aggregate
-- ---
SELECT coalesce(sanction, 'not recorded') AS sanction, count(*) FILTER (NOT is_former) AS serving, count(*) FILTER (is_former) AS former
FROM gross_found(months_of($to::DATE, -12) + 1, $to::DATE, ['MH', 'AH'])
GROUP BY ALL
ORDER BY max(sanction_rank) DESC, sanction
