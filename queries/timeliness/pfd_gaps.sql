-- title: Days between reports to prevent future deaths
-- question: Are reports to prevent future deaths sent more or less often than they were?
-- audience: [psu, debrief, board]
-- measures: [M27]
-- population: Reports to prevent future deaths sent in the ten years that end with the period (England and Wales)
-- numerator: none
-- denominator: none
-- clock: Calendar days from the day one report was sent to the day the next was; the first has none before it
-- censoring: The time since the last report is no point until another is sent
-- grain: One row a report, oldest first
-- source: Measure M27; T chart (Nelson 1994), limits from all points, not screened, seven-point rules
-- caveats:
--   - A case and day is one report, however many addressees; a report without a case counts by itself.
--   - Two reports sent on one day are 0 days apart. A 0 stays 0 on the scale on which the limits are worked out, so that many of them widen the limits.
--   - Where the exports begin less than ten years back, the first reports are not in them and the days between the earliest are too many.
--   - A signal is a reason to look. It does not say whether fewer people died or fewer reports were thought necessary.
-- parameters: [to]
-- then:
--   - left_out: {column: undated, what: reports with no day sent}
--   - t_chart: {days: days}
-- columns:
--   - {name: report_no, title: Report, kind: number, role: dimension}
--   - {name: sent_date, title: Sent, kind: date, role: dimension}
--   - {name: addressees, title: Addressees, kind: count, unit: addressees, role: measure}
--   - {name: days, title: Days since the one before, kind: duration, unit: days, role: measure}
--   - {name: mean, title: Centre line, kind: number, unit: days, role: measure}
--   - {name: lower, title: Lower limit, kind: number, unit: days, role: measure}
--   - {name: upper, title: Upper limit, kind: number, unit: days, role: measure}
--   - {name: signal, title: Signal, kind: label, role: measure}
-- totals: none
-- sensitivity: case
-- ---
WITH sent AS (
  SELECT row_number() OVER (ORDER BY made_date, report) AS report_no, made_date AS sent_date, addressees
  FROM pfd_report
  WHERE within_years(made_date, $to::DATE, 10)
)
SELECT report_no, sent_date, addressees, sent_date - lag(sent_date) OVER (ORDER BY report_no) AS days,
       CASE report_no WHEN 1 THEN (SELECT count(*) FROM pfd_report WHERE made_date IS NULL) ELSE 0 END AS undated
FROM sent
ORDER BY report_no
