-- title: Inquests beyond six and twelve months
-- question: How many inquests take longer than six or twelve months?
-- audience: [psu, board]
-- measures: [M26]
-- population: Inquests reported to a coroner
-- numerator: Open, or ended later than six (twelve) months after the report
-- denominator: Six (twelve) months passed by the position date
-- clock: From the first report to the coroner to the conclusion, or to the day the inquest ended where no conclusion is on record; months as COR-6M and COR-12M in ref.standard, as they stand at the position date. The median is in days
-- censoring: Inquests whose six (twelve) months have not passed are in neither figure. In the median (Kaplan–Meier) open inquests are censored on the position date
-- grain: One row a financial year of the report, six years at most
-- source: Coroners (Inquests) Rules 2013 rule 8; Coroners and Justice Act 2009 s16; intervals Wilson 95 %, of the median log-log 95 %
-- caveats:
--   - Beyond six months is no breach; the rule ends "or as soon as reasonably practicable".
--   - A suspended inquest is not taken out of the figures; those beyond that were suspended at any time stand apart.
--   - A year is provisional while any of its inquests is open.
-- parameters: [as_of, to]
-- then:
--   - km: {by: year, t: t, events: events, censored: censored, median: median_days, low: median_low, high: median_high}
--   - wilson: {k: beyond_6m, n: due_6m, rate: beyond_6m_rate}
--   - wilson: {k: beyond_12m, n: due_12m, rate: beyond_12m_rate}
--   - left_out: {column: reversed, what: inquests (from the median only) that ended before the report}
--   - left_out: {column: elsewhere, what: 'coronial proceedings that are among the open work and are no open inquest here: no report to a coroner on record, reported before the years shown, a conclusion on record but no end, or no inquest'}
--   - provisional: {open: open, mark: maturity}
-- columns:
--   - {name: year, title: Year of report, kind: label, role: dimension}
--   - {name: inquests, title: Inquests, kind: count, unit: inquests, role: measure}
--   - {name: concluded, title: Ended, kind: count, unit: inquests, role: measure}
--   - {name: open, title: Open, kind: count, unit: inquests, role: measure}
--   - {name: suspended, title: Of these suspended, kind: count, unit: inquests, role: measure}
--   - {name: due_6m, title: Six months passed, kind: count, unit: inquests, role: measure}
--   - {name: beyond_6m, title: Beyond six months, kind: count, unit: inquests, role: measure, of: due_6m}
--   - {name: beyond_6m_suspended, title: Of these ever suspended, kind: count, unit: inquests, role: measure, of: due_6m}
--   - {name: beyond_6m_rate, title: Share beyond six months, kind: rate, role: measure, of: due_6m}
--   - {name: beyond_6m_rate_low, title: Lower limit, kind: rate, role: measure, of: due_6m}
--   - {name: beyond_6m_rate_high, title: Upper limit, kind: rate, role: measure, of: due_6m}
--   - {name: due_12m, title: Twelve months passed, kind: count, unit: inquests, role: measure}
--   - {name: beyond_12m, title: Beyond twelve months, kind: count, unit: inquests, role: measure, of: due_12m}
--   - {name: beyond_12m_suspended, title: Of these ever suspended, kind: count, unit: inquests, role: measure, of: due_12m}
--   - {name: beyond_12m_rate, title: Share beyond twelve months, kind: rate, role: measure, of: due_12m}
--   - {name: beyond_12m_rate_low, title: Lower limit, kind: rate, role: measure, of: due_12m}
--   - {name: beyond_12m_rate_high, title: Upper limit, kind: rate, role: measure, of: due_12m}
--   - {name: median_days, title: Median, kind: duration, unit: days, role: measure, of: inquests}
--   - {name: median_low, title: Lower limit of the median, kind: duration, unit: days, role: measure, of: inquests}
--   - {name: median_high, title: Upper limit of the median, kind: duration, unit: days, role: measure, of: inquests}
--   - {name: maturity, title: Maturity, kind: label, role: dimension}
-- totals: concluded + open = inquests
-- same:
--   - beyond_12m[year] <= beyond_6m[year]
--   - due_12m[year] <= due_6m[year]
--   - beyond_12m_suspended[year] <= beyond_6m_suspended[year]
-- sensitivity: aggregate
-- ---
WITH months AS (
  SELECT max(n) FILTER (standard_id = 'COR-6M') AS first_n, max(n) FILTER (standard_id = 'COR-12M') AS second_n
  FROM limit_now
),
suspended AS (
  SELECT case_ref, bool_or(end_date IS NULL) AS is_now FROM hold WHERE kind = 'coroner_suspension' GROUP BY case_ref
),
inquest AS (
  SELECT p.proceeding_ref, min(r.first_date) AS reported, min(c.first_date) AS conclusion_date, max(p.completed_date) AS last_ended,
         bool_and(p.completed_date IS NOT NULL) AS ended, bool_or(coalesce(h.is_now, false)) AS is_suspended, bool_or(h.case_ref IS NOT NULL) AS ever_suspended
  FROM ps p
  JOIN ps_event r ON r.ps_no = p.ps_no AND r.code = 'reported_to_coroner'
  LEFT JOIN ps_event c ON c.ps_no = p.ps_no AND c.code = 'conclusion'
  LEFT JOIN suspended h ON h.case_ref = p.case_ref
  WHERE p.type IN ('INQ', 'INQ-J')
  GROUP BY p.proceeding_ref
),
dated AS (
  SELECT i.*, fy(i.reported) AS year, months_of(i.reported, m.first_n) AS first_due, months_of(i.reported, m.second_n) AS second_due,
         coalesce(i.conclusion_date, CASE WHEN i.ended THEN i.last_ended END) AS end_date
  FROM inquest i, months m
  WHERE within_fys(i.reported, $to::DATE, 6)
),
timed AS (
  SELECT *, first_due <= $as_of::DATE AS is_due_6m, first_due <= $as_of::DATE AND (end_date IS NULL OR end_date > first_due) AS is_beyond_6m,
         second_due <= $as_of::DATE AS is_due_12m, second_due <= $as_of::DATE AND (end_date IS NULL OR end_date > second_due) AS is_beyond_12m,
         coalesce(end_date, $as_of::DATE) - reported AS t
  FROM dated
),
years AS (
  SELECT year, count(*) AS inquests, count(end_date) AS concluded, count(*) - count(end_date) AS open,
         count(*) FILTER (end_date IS NULL AND is_suspended) AS suspended,
         count(*) FILTER (is_due_6m) AS due_6m, count(*) FILTER (is_beyond_6m) AS beyond_6m,
         count(*) FILTER (is_beyond_6m AND ever_suspended) AS beyond_6m_suspended,
         count(*) FILTER (is_due_12m) AS due_12m, count(*) FILTER (is_beyond_12m) AS beyond_12m,
         count(*) FILTER (is_beyond_12m AND ever_suspended) AS beyond_12m_suspended,
         count(*) FILTER (t < 0) AS reversed
  FROM timed GROUP BY year
),
-- What is open work of a coroner and no open inquest of these years.
elsewhere AS (
  SELECT count(DISTINCT o.proceeding_ref) AS proceedings
  FROM open_ps o
  ANTI JOIN (SELECT proceeding_ref FROM timed WHERE end_date IS NULL) i ON i.proceeding_ref = o.proceeding_ref
  WHERE o.jurisdiction = 'coronial'
),
steps AS (
  SELECT year, t::BIGINT AS t, count(end_date) AS events, count(*) - count(end_date) AS censored
  FROM timed WHERE t >= 0 GROUP BY year, t
)
SELECT y.*, y.beyond_6m / nullif(y.due_6m, 0) AS beyond_6m_rate, y.beyond_12m / nullif(y.due_12m, 0) AS beyond_12m_rate, s.t, s.events, s.censored,
       CASE WHEN y.year = min(y.year) OVER () THEN e.proceedings ELSE 0 END AS elsewhere
FROM years y
CROSS JOIN elsewhere e
LEFT JOIN steps s USING (year)
ORDER BY y.year, s.t
