-- title: Costs of hearings
-- question: What do hearings cost, and what does a hearing day cost?
-- audience: [psu, board]
-- measures: [M42]
-- population: Costs recorded for proceedings, by the financial year in which they were incurred
-- numerator: Pounds of proceedings that used a hearing day in the year (cost_with_days)
-- denominator: Days used in the year for hearings, trials and inquests of those same proceedings (hearing_days)
-- clock: none
-- censoring: Costs incurred and days used up to the position date
-- grain: One row a financial year and kind of cost, and one for all kinds, six years at most
-- source: Measure M42; the shares of the largest proceedings are the input of the dominance rule (domain 5.3)
-- caveats:
--   - Costs are those that exports hold, in pounds of the year, not adjusted for prices. What nobody recorded is not here.
--   - The cost of a day is of proceedings with a day used in the same year; costs of others (settled, withdrawn, invoiced in another year) are in the total and stand apart.
--   - Days of the kinds do not add up; one day has several kinds of cost.
-- parameters: [to]
-- then:
--   - left_out: {column: no_amount, what: costs without an amount}
-- columns:
--   - {name: year, title: Year incurred, kind: label, role: dimension}
--   - {name: cost_kind, title: Kind, kind: label, role: dimension, list: cost_kind}
--   - {name: proceedings, title: Proceedings with a cost, kind: count, unit: proceedings, role: measure}
--   - {name: total, title: Total (£), kind: number, unit: pounds, role: measure, of: proceedings}
--   - {name: cost_with_days, title: Of proceedings with a day used (£), kind: number, unit: pounds, role: measure, of: proceedings, less: without_days}
--   - {name: hearing_days, title: Days used, kind: count, unit: listed days, role: measure}
--   - {name: cost_per_day, title: Cost of a day used (£), kind: number, unit: pounds, role: measure, of: hearing_days}
--   - {name: without_days, title: Proceedings without a day used, kind: count, unit: proceedings, role: measure}
--   - {name: share_largest, title: Share of the largest proceeding, kind: rate, role: measure, extreme: true}
--   - {name: share_two_largest, title: Share of the two largest, kind: rate, role: measure, extreme: true}
-- totals: the kinds of a year add up to the total of all kinds; proceedings and days do not
-- sensitivity: aggregate
-- ---
WITH incurred AS (
  SELECT fy(incurred_date) AS year, coalesce(nullif(kind, ''), 'not recorded') AS cost_kind, proceeding_ref, amount
  FROM cost
  WHERE within_fys(incurred_date, $to::DATE, 6)
),
both_ways AS (
  SELECT year, cost_kind, false AS is_all, proceeding_ref, amount FROM incurred
  UNION ALL
  SELECT year, 'All kinds', true, proceeding_ref, amount FROM incurred
),
days AS (
  SELECT fy(listed_date) AS year, proceeding_ref, count(DISTINCT listed_date) AS days
  FROM listing
  WHERE kind IN ('hearing', 'trial', 'inquest') AND used = 'used'
  GROUP BY ALL
),
of_proceeding AS (
  SELECT c.year, c.cost_kind, c.is_all, c.proceeding_ref, coalesce(sum(c.amount), 0) AS amount, count(*) - count(c.amount) AS no_amount,
         coalesce(any_value(d.days), 0) AS days
  FROM both_ways c
  LEFT JOIN days d ON d.year = c.year AND d.proceeding_ref = c.proceeding_ref
  GROUP BY ALL
),
placed AS (
  SELECT *, row_number() OVER (PARTITION BY year, cost_kind ORDER BY amount DESC, proceeding_ref) AS place FROM of_proceeding
),
counted AS (
  SELECT year, is_all, cost_kind, count(*) AS proceedings, sum(amount) AS total,
         coalesce(sum(amount) FILTER (days > 0), 0) AS cost_with_days, sum(days)::BIGINT AS hearing_days, count(*) FILTER (days = 0) AS without_days,
         sum(amount) FILTER (place = 1) AS largest, sum(amount) FILTER (place <= 2) AS two_largest,
         coalesce(sum(no_amount) FILTER (is_all), 0)::BIGINT AS no_amount
  FROM placed
  GROUP BY year, is_all, cost_kind
)
SELECT year, cost_kind, proceedings, total, cost_with_days, hearing_days,
       CASE WHEN hearing_days > 0 THEN round(cost_with_days / hearing_days, 2)::DECIMAL(18, 2) END AS cost_per_day,
       without_days,
       CASE WHEN total > 0 THEN (largest / total)::DOUBLE END AS share_largest,
       CASE WHEN total > 0 THEN (two_largest / total)::DOUBLE END AS share_two_largest,
       no_amount
FROM counted
ORDER BY year, is_all, cost_kind
