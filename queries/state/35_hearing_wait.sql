-- From the first notice to the first hearing day, one row a subject of a misconduct hearing with a notice: how
-- it went, and after how many working days. Who ended another way before a hearing day is no longer waiting
-- and was never heard. wait_wd is NULL where the calendar does not reach or the dates run backwards.
CREATE OR REPLACE TABLE hearing_wait AS
WITH dated AS (
  SELECT n.first_date AS notice_date, h.first_date AS heard_date, p.completed_date,
         CASE WHEN h.first_date IS NOT NULL AND NOT coalesce(p.completed_date < h.first_date AND p.ended_how <> 'concluded', false) THEN 'heard'
              WHEN p.completed_date IS NOT NULL THEN 'ended_other'
              ELSE 'waiting' END AS outcome
  FROM ps p
  JOIN ps_event n ON n.ps_no = p.ps_no AND n.code = 'reg30_served'
  LEFT JOIN ps_event h ON h.ps_no = p.ps_no AND h.code = 'hearing_day_start'
  WHERE p.type = 'MH'
),
counted AS (
  SELECT notice_date, outcome,
         wd(notice_date, CASE outcome WHEN 'heard' THEN heard_date WHEN 'ended_other' THEN completed_date ELSE $as_of::DATE END) AS days
  FROM dated
)
SELECT notice_date, outcome, CASE WHEN days >= 0 THEN days::BIGINT END AS wait_wd
FROM counted
