-- Costs by the financial year in which they were incurred and by kind, and of all kinds: how many proceedings, pounds, pounds of those proceedings that used a hearing, trial or inquest day in the same year, those days,
-- pounds a day, and the shares of the largest and the two largest proceedings.
WITH dated AS (
  SELECT year(add_months(incurred_date, -3)) AS began, kind, proceeding_ref, amount FROM cost
  WHERE year(add_months(incurred_date, -3)) BETWEEN year(add_months(:to, -3)) - 5 AND year(add_months(:to, -3))
),
each_kind AS (
  SELECT began, 0 AS place, coalesce(nullif(kind, ''), 'not recorded') AS cost_kind, proceeding_ref, amount FROM dated
  UNION ALL SELECT began, 1, 'All kinds', proceeding_ref, amount FROM dated
),
used AS (
  SELECT year(add_months(listed_date, -3)) AS began, proceeding_ref, count(DISTINCT listed_date) AS days FROM listing WHERE used = 'used' AND kind IN ('hearing', 'trial', 'inquest')
  GROUP BY 1, 2
),
of_each AS (
  SELECT k.began, k.place, k.cost_kind, k.proceeding_ref, coalesce(sum(k.amount), 0) AS pounds, coalesce(max(u.days), 0) AS days
  FROM each_kind k LEFT JOIN used u ON u.began = k.began AND u.proceeding_ref = k.proceeding_ref
  GROUP BY k.began, k.place, k.cost_kind, k.proceeding_ref
),
summed AS (
  SELECT began, place, cost_kind, count(*) AS proceedings, sum(pounds) AS total, sum(if(days > 0, pounds, 0)) AS cost_with_days, sum(days) AS hearing_days, count_if(days = 0) AS without_days,
         slice(sort_array(collect_list(pounds), false), 1, 2) AS largest
  FROM of_each GROUP BY began, place, cost_kind
)
SELECT concat(began, '-', lpad((began + 1) % 100, 2, '0')) AS year, cost_kind, proceedings, total, cost_with_days, hearing_days,
       if(hearing_days > 0, round(cast(cost_with_days AS double) / hearing_days, 2), NULL) AS cost_per_day, without_days,
       if(total > 0, cast(largest[0] AS double) / cast(total AS double), NULL) AS share_largest,
       if(total > 0, cast(largest[0] + coalesce(try_element_at(largest, 2), 0) AS double) / cast(total AS double), NULL) AS share_two_largest
FROM summed
ORDER BY began, place, cost_kind
