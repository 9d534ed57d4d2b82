-- title: Limits met, by force and year
-- question: Are legal limits being met, in one force or year?
-- audience: [psu]
-- measures: [M04, M05, M06, M07, M08, M09, M28]
-- population: Clocks of duties whose original due date fell in the six financial years up to that of the period's end and had passed by the position date
-- numerator: Met in the original limit
-- denominator: Original due date passed
-- clock: Each limit's own, from ref.standard
-- censoring: Open clocks past their due date count as missed; clocks not yet due are left out even where already met
-- grain: One row a force (and all), limit and financial year of the due date (and all six). A force whose name is "all" counts as not recorded
-- source: Domain rules of the clock; interval Wilson 95 %
-- caveats:
--   - A difference between forces here is not adjusted for chance among many; the funnel of the trend review is.
--   - A hold never stops a limit. An extension decided after the date then due does not count. A hearing held before its window opens counts as late.
--   - What ended another way on or before the date due, or was concluded without the act on record, cannot be judged and is in no count; the figure of all limits says how many.
-- parameters: [to]
-- then:
--   - wilson: {k: met, n: due_passed, rate: rate_original}
-- columns:
--   - {name: force, title: Force, kind: label, role: dimension, typed: true}
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: title, title: What is limited, kind: label, role: dimension}
--   - {name: year, title: Year of the due date, kind: label, role: dimension}
--   - {name: due_passed, title: Due date passed, kind: count, unit: clocks, role: measure}
--   - {name: met, title: Met, kind: count, unit: clocks, role: measure}
--   - {name: met_otherwise, title: Met as extended or explained, kind: count, unit: clocks, role: measure}
--   - {name: late, title: Late, kind: count, unit: clocks, role: measure}
--   - {name: open_overdue, title: Overdue, kind: count, unit: clocks, role: measure}
--   - {name: open_in_extension, title: Open in an extension, kind: count, unit: clocks, role: measure}
--   - {name: rate_original, title: Met in the original limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_low, title: Lower limit, kind: rate, role: measure, of: due_passed}
--   - {name: rate_original_high, title: Upper limit, kind: rate, role: measure, of: due_passed}
--   - {name: confidence, title: How sure the limit is, kind: label, role: dimension, list: confidence}
-- totals: met + met_otherwise + late + open_overdue + open_in_extension = due_passed
-- sensitivity: aggregate
-- ---
WITH passed AS (
  SELECT coalesce(nullif(force, 'all'), 'not recorded') AS force, standard_id, fy(due_date) AS year, state, count(*) AS n
  FROM clock
  WHERE due_passed AND within_fys(due_date, $to::DATE, 6)
  GROUP BY ALL
),
chosen AS (
  SELECT f.force, p.standard_id, y.year, p.state, p.n
  FROM passed p, unnest(['all', p.force]) f(force), unnest(['all', p.year]) y(year)
),
counted AS (
  SELECT force, standard_id, year, sum(n)::BIGINT AS due_passed,
         coalesce(sum(n) FILTER (state = 'met'), 0)::BIGINT AS met,
         coalesce(sum(n) FILTER (state IN ('met_within_extension', 'explained')), 0)::BIGINT AS met_otherwise,
         coalesce(sum(n) FILTER (state IN ('met_late', 'missed')), 0)::BIGINT AS late,
         coalesce(sum(n) FILTER (state = 'open_overdue'), 0)::BIGINT AS open_overdue,
         coalesce(sum(n) FILTER (state = 'open_in_extension'), 0)::BIGINT AS open_in_extension
  FROM chosen
  GROUP BY ALL
)
SELECT c.force, c.standard_id, l.title, c.year, c.* EXCLUDE (force, standard_id, year), c.met / c.due_passed AS rate_original, l.confidence
FROM counted c
JOIN limit_now l USING (standard_id)
ORDER BY c.force, c.standard_id, c.year
