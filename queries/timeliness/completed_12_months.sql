-- title: Investigations completed in twelve months
-- question: What share of investigations is completed within twelve months, by when they started and by when they were completed?
-- audience: [psu, board]
-- measures: [M11]
-- population: Cases in England and Wales, by the quarter in which the clock started (completed_by_365) and by the quarter in which the investigation was completed (within_rate)
-- numerator: Completed on day 365 after the start or before
-- denominator: Cases started in the quarter (completed_by_365); cases completed in the quarter (within_rate)
-- clock: The statutory one of SI 2020/2 reg 13 and SI 2020/4 reg 19, in days. It starts when the complaint was made (a complaint with that day on record) or else when the matter came to attention, by the case's own date or an event, whichever is earlier; it ends on the first day, on or after the start, on which the investigation was completed or its report submitted
-- censoring: Of those started, who is not completed by the position date is censored on it; a case closed with no completion on record is a competing end on the day it was closed. Of those completed all are known
-- grain: One row a quarter, the last 20
-- source: Domain definition of completed within twelve months (started in a cohort, beside the published style of closed in a period); Aalen–Johansen with log-log 95 % interval; interval of within_rate Wilson 95 %
-- caveats:
--   - This is not the national body's published figure, which runs from the start of its own investigation; exports do not hold that day. The two are never to be compared.
--   - Judge by those started. The share of those completed in a quarter falls when old cases are cleared and looks best while they wait.
--   - A quarter is provisional while any of its cases is open and has not passed day 365.
--   - Day 365 is the day for this comparison; the last day in law is in the table of limits.
-- parameters: [as_of, to]
-- then:
--   - cif: {by: quarter, t: t, events: events, competing: competing, censored: censored, at: 365, event_name: completed, competing_name: closed}
--   - wilson: {k: within_365, n: completed_in_quarter, rate: within_rate}
--   - provisional: {open: undecided, mark: maturity}
--   - left_out: {column: no_start, what: cases with no start on record that were completed or closed in these quarters or are open}
--   - left_out: {column: reversed, what: cases whose investigation was completed or that were closed before they started}
-- columns:
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: started, title: Started, kind: count, unit: cases, role: measure}
--   - {name: completed, title: Of these completed, kind: count, unit: cases, role: measure}
--   - {name: closed_otherwise, title: Closed without completion on record, kind: count, unit: cases, role: measure}
--   - {name: open, title: Open, kind: count, unit: cases, role: measure}
--   - {name: undecided, title: Open and before day 365, kind: count, unit: cases, role: measure}
--   - {name: completed_by_365, title: "Of those started, completed by day 365", kind: rate, role: measure, of: started}
--   - {name: completed_by_365_low, title: Lower limit, kind: rate, role: measure, of: started}
--   - {name: completed_by_365_high, title: Upper limit, kind: rate, role: measure, of: started}
--   - {name: closed_by_365, title: "Of those started, closed without completion by day 365", kind: rate, role: measure, of: started}
--   - {name: completed_in_quarter, title: Completed in the quarter, kind: count, unit: cases, role: measure}
--   - {name: within_365, title: Of these within 365 days, kind: count, unit: cases, role: measure}
--   - {name: within_rate, title: "Of those completed, within 365 days", kind: rate, role: measure, of: completed_in_quarter}
--   - {name: within_rate_low, title: Lower limit, kind: rate, role: measure, of: completed_in_quarter}
--   - {name: within_rate_high, title: Upper limit, kind: rate, role: measure, of: completed_in_quarter}
--   - {name: maturity, title: Maturity, kind: label, role: dimension}
-- totals: completed + closed_otherwise + open = started
-- same:
--   - completed_by_365[quarter] <= completed[quarter]
--   - closed_by_365[quarter] <= closed_otherwise[quarter]
-- sensitivity: aggregate
-- ---
WITH dated AS (
  SELECT c.case_ref, c.closed_date, s.start_date FROM case_ c JOIN case_start s USING (case_ref) WHERE c.territory = 'EW'
),
-- The first end on or after the start; where all are before it the first of them, which runs backwards.
done AS (
  SELECT d.case_ref, coalesce(min(e.event_date) FILTER (e.event_date >= d.start_date), min(e.event_date)) AS done_date
  FROM dated d JOIN known_event e ON e.case_ref = d.case_ref AND e.code = 'report_submitted'
  GROUP BY d.case_ref
),
run AS (
  SELECT start_date, done_date, closed_date, coalesce(done_date, closed_date, $as_of::DATE) - start_date AS t,
         CASE WHEN done_date IS NOT NULL THEN 'completed' WHEN closed_date IS NOT NULL THEN 'closed' ELSE 'open' END AS outcome
  FROM dated LEFT JOIN done USING (case_ref)
),
started AS (
  SELECT fq(start_date) AS quarter, outcome, t::BIGINT AS t FROM run WHERE t >= 0
),
cohorts AS (
  SELECT quarter, count(*) AS started, count(*) FILTER (outcome = 'completed') AS completed, count(*) FILTER (outcome = 'closed') AS closed_otherwise,
         count(*) FILTER (outcome = 'open') AS open, count(*) FILTER (outcome = 'open' AND t < 365) AS undecided
  FROM started GROUP BY quarter
),
ended AS (
  SELECT fq(done_date) AS quarter, count(*) FILTER (t >= 0) AS completed_in_quarter, count(*) FILTER (t BETWEEN 0 AND 365) AS within_365
  FROM run GROUP BY quarter
),
-- By the quarter of the end; what is open stands with the last.
startless AS (
  SELECT fq(coalesce(done_date, closed_date, $to::DATE)) AS quarter, count(*) AS no_start FROM run WHERE start_date IS NULL GROUP BY quarter
),
backwards AS (
  SELECT fq(start_date) AS quarter, count(*) AS reversed FROM run WHERE t < 0 GROUP BY quarter
),
steps AS (
  SELECT quarter, t, count(*) FILTER (outcome = 'completed') AS events, count(*) FILTER (outcome = 'closed') AS competing,
         count(*) FILTER (outcome = 'open') AS censored
  FROM started GROUP BY quarter, t
)
SELECT q.quarter, coalesce(c.started, 0) AS started, coalesce(c.completed, 0) AS completed, coalesce(c.closed_otherwise, 0) AS closed_otherwise,
       coalesce(c.open, 0) AS open, coalesce(c.undecided, 0) AS undecided,
       coalesce(e.completed_in_quarter, 0) AS completed_in_quarter, coalesce(e.within_365, 0) AS within_365,
       e.within_365 / nullif(e.completed_in_quarter, 0) AS within_rate,
       coalesce(n.no_start, 0) AS no_start, coalesce(b.reversed, 0) AS reversed,
       s.t, s.events, s.competing, s.censored
FROM quarters($to::DATE, 20) q
LEFT JOIN cohorts c USING (quarter)
LEFT JOIN ended e USING (quarter)
LEFT JOIN startless n USING (quarter)
LEFT JOIN backwards b USING (quarter)
LEFT JOIN steps s USING (quarter)
ORDER BY q.quarter, s.t
