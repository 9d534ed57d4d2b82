-- id: DQ23
-- title: Hold without a criminal or coronial event
-- rule: hold with no court or coroner to wait for
-- severity: warn
-- owner: PSU
-- place: state
-- record: hold
-- sentence: The case is held for a court or a coroner and nothing criminal or coronial is on record in it. Send the proceeding or its events, or correct the kind of hold.
-- why: What the work waits for cannot be seen.
-- source: SI 2020/4 reg 10 (sub judice); Coroners and Justice Act 2009 Sch 1
-- ---
WITH court AS (
  SELECT case_ref FROM ps WHERE jurisdiction IN ('criminal', 'coronial')
  UNION
  SELECT e.case_ref
  FROM event e
  JOIN ref.code k ON k.list = 'event' AND k.code = e.code
  WHERE k.rank BETWEEN (SELECT rank FROM ref.code WHERE list = 'event' AND code = 'advice_file_to_cps')
                   AND (SELECT rank FROM ref.code WHERE list = 'event' AND code = 'record_of_inquest_received')
    AND k.code <> 'misconduct_resumed'
)
SELECT h.source, [h.case_ref, h.subject_ref, h.kind, h.start_date::VARCHAR] AS key, 'Kind' AS field,
       h.case_ref NOT IN (SELECT case_ref FROM court WHERE case_ref IS NOT NULL) AS fails
FROM hold h
WHERE h.kind IN ('sub_judice', 'coroner_suspension')
