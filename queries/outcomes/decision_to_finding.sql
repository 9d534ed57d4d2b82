-- title: From decision to finding
-- question: What became of those who had a case to answer?
-- audience: [psu, board]
-- measures: [M16]
-- population: Individuals under the Conduct Regulations (police staff left out) with a final decision of a case to answer, by their highest level in the case, whose first final decision at that level was made in the 24 months that end with the period
-- numerator: Individuals by highest finding at a hearing, meeting or accelerated hearing that ended on or after the decision
-- denominator: Individuals by level decided
-- clock: none
-- censoring: By the date of the decision; those not yet concluded are shown
-- grain: One row a level decided and result
-- source: Measure M16; an individual's highest level and highest finding in a case
-- caveats:
--   - Recent decisions have many not yet concluded; shares of those concluded favour what is quick.
--   - Withdrawn, discontinued and stayed without a finding count as discontinued.
--   - A proceeding that ended before the decision was about an earlier one.
--   - An individual whose decision led to no hearing or meeting on file is shown as without a proceeding.
-- parameters: [to]
-- columns:
--   - {name: decided, title: Decided, kind: label, role: dimension, list: decision_level}
--   - {name: result, title: Result, kind: label, role: dimension, list: decision_result}
--   - {name: individuals, title: Individuals, kind: count, unit: individuals, role: measure}
-- totals: the rows of a level add up to all decided at it
-- sensitivity: aggregate
-- ---
SELECT level AS decided, result, count(*) AS individuals
FROM decision_outcome
WHERE within_years(decided_date, $to::DATE, 2)
GROUP BY ALL
ORDER BY decided, result
