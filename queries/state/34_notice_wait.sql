-- From the first notice to the first hearing day, one row a subject of a hearing, a meeting (reg 30) or an accelerated
-- hearing (reg 51) with a notice: how it went, and after how many working days.
--   heard        a hearing day is on record
--   undated      the proceeding was concluded, so there was one, on a day that nobody recorded
--   ended_other  ended another way before a hearing day: no longer waiting and never heard
--   waiting      none of these by as_of
-- wait_wd is NULL where the calendar does not reach or the dates run backwards.
CREATE OR REPLACE TABLE notice_wait AS
WITH dated AS (
  SELECT p.ps_no, p.type, n.first_date AS notice_date, h.first_date AS heard_date, p.completed_date,
         CASE WHEN h.first_date <= coalesce(p.left_date, h.first_date) THEN 'heard'
              WHEN p.completed_date IS NULL THEN 'waiting'
              WHEN p.ended_how = 'concluded' THEN 'undated'
              ELSE 'ended_other' END AS outcome
  FROM ps p
  JOIN ps_event n ON n.ps_no = p.ps_no AND n.code = CASE p.type WHEN 'AH' THEN 'reg51_served' ELSE 'reg30_served' END
  LEFT JOIN ps_event h ON h.ps_no = p.ps_no AND h.code = 'hearing_day_start'
  WHERE p.type IN ('MH', 'MM', 'AH')
),
counted AS (
  SELECT ps_no, type, notice_date, outcome,
         wd(notice_date, CASE outcome WHEN 'heard' THEN heard_date WHEN 'waiting' THEN $as_of::DATE ELSE completed_date END) AS days
  FROM dated
)
SELECT ps_no, type, notice_date, outcome, CASE WHEN days >= 0 THEN days::BIGINT END AS wait_wd
FROM counted
