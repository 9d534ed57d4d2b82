-- title: Hearings to expect
-- question: How many of the officers now waiting will be heard by the end of the next quarter, and of the one after?
-- audience: [psu, board]
-- measures: [M41]
-- population: Subjects of misconduct hearings with a reg 30 notice and without a hearing day or another end by the position date (open); the waits they are held against are those of the notices served in the three years that end on the position date
-- numerator: Expected to be heard by the end of the quarter
-- denominator: Subjects that wait now (open)
-- clock: From the first reg 30 notice to the first hearing day, in working days of the calendar
-- censoring: Of the past waits, those not over are censored on the position date and those ended another way are competing ends
-- grain: One row a quarter, the next after the position date and the one after that
-- source: Measure M41; Aalen–Johansen share heard from the wait so far to the quarter's end, summed over those who wait; 95 % prediction interval
-- caveats:
--   - Counts subjects, not hearings; a joint hearing is of several. Referrals still to come are not in it.
--   - It takes the next quarters to go as the last three years did; a change of law, panel or counsel is not foreseen, and dates already listed are not used.
--   - Beyond are those who have waited longer than anybody was followed, and those whose wait cannot be counted; nothing is expected of them here, which does not mean that none will be heard.
-- parameters: [as_of]
-- then:
--   - forecast: {t: t, events: events, competing: competing, censored: censored, open: open, horizons: next_quarter quarter_after}
-- columns:
--   - {name: horizon, title: By the end of, kind: label, role: dimension}
--   - {name: open, title: Waiting now, kind: count, unit: subjects, role: measure}
--   - {name: expected, title: Expected to be heard, kind: number, role: measure, of: open}
--   - {name: low, title: Lower limit, kind: count, unit: subjects, role: measure, of: open}
--   - {name: high, title: Upper limit, kind: count, unit: subjects, role: measure, of: open}
--   - {name: beyond, title: Beyond what is known, kind: count, unit: subjects, role: measure, of: open}
-- totals: none
-- same:
--   - open[horizon] = open[first]
-- sensitivity: aggregate
-- ---
WITH ends AS (
  -- The quarter of as_of itself is not counted: where as_of is its last day the next begins on the morrow.
  SELECT (date_trunc('quarter', $as_of::DATE) + INTERVAL 6 MONTH - INTERVAL 1 DAY)::DATE AS next_last,
         (date_trunc('quarter', $as_of::DATE) + INTERVAL 9 MONTH - INTERVAL 1 DAY)::DATE AS after_last
),
horizons AS (
  SELECT wd($as_of::DATE, next_last)::BIGINT AS next_quarter, wd($as_of::DATE, after_last)::BIGINT AS quarter_after FROM ends
),
waits AS (
  SELECT wait_wd AS t,
         count(*) FILTER (outcome = 'heard') AS events,
         count(*) FILTER (outcome = 'ended_other') AS competing,
         count(*) FILTER (outcome = 'undated' OR is_past AND outcome = 'waiting') AS censored,
         count(*) FILTER (outcome = 'waiting') AS open
  FROM (SELECT *, within_years(notice_date, $as_of::DATE, 3) AS is_past FROM hearing_wait)
  WHERE is_past OR outcome = 'waiting'
  GROUP BY wait_wd
)
SELECT w.t, w.events, w.competing, w.censored, w.open, h.next_quarter, h.quarter_after
FROM waits w CROSS JOIN horizons h
ORDER BY w.t
