-- title: Withdrawn and discontinued
-- question: How many proceedings end without being decided?
-- audience: [psu]
-- measures: [M18]
-- population: Subjects in hearings, meetings, accelerated hearings and criminal proceedings that ended in the twelve months that end with the period
-- numerator: Withdrawn or discontinued, or no evidence offered
-- denominator: Ended
-- clock: none
-- censoring: By the date the proceeding ended for the subject
-- grain: One row a type of proceeding with any that ended
-- source: Measure M18; interval Wilson 95 %
-- caveats:
--   - Unlike the findings, this counts every way of ending, closed by resignation or death included. A hearing returned to Part 4 has not ended and is not counted.
-- parameters: [to]
-- then:
--   - wilson: {k: withdrawn, n: ended, rate: withdrawn_rate}
-- columns:
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: ended, title: Ended, kind: count, unit: subjects, role: measure}
--   - {name: withdrawn, title: Withdrawn or discontinued, kind: count, unit: subjects, role: measure}
--   - {name: withdrawn_rate, title: Share withdrawn, kind: rate, role: measure, of: ended}
--   - {name: withdrawn_rate_low, title: Lower limit, kind: rate, role: measure, of: ended}
--   - {name: withdrawn_rate_high, title: Upper limit, kind: rate, role: measure, of: ended}
-- totals: none
-- sensitivity: aggregate
-- ---
SELECT type, count(*) AS ended, count(*) FILTER (is_withdrawn) AS withdrawn, count(*) FILTER (is_withdrawn) / count(*) AS withdrawn_rate
FROM decidable_end
WHERE within_years(completed_date, $to::DATE, 1)
GROUP BY type
ORDER BY type
