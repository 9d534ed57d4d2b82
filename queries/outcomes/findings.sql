-- title: Findings
-- question: What was found at misconduct hearings, meetings and accelerated hearings?
-- audience: [psu, board]
-- measures: [M14]
-- population: Individuals under the Conduct Regulations (police staff left out) whose proceeding ended in the twelve months that end with the period, with a finding, withdrawn, discontinued or stayed
-- numerator: Individuals by highest finding in the case
-- denominator: none
-- clock: none
-- censoring: By the date the proceeding ended for the individual
-- grain: One row a type of proceeding
-- source: Measure M14; findings ranked as ref.finding, a known finding before none
-- caveats:
--   - One person in two cases counts twice; several allegations or proceedings of one type in one case count once.
--   - Not misconduct includes facts not proven. Discontinued includes withdrawn and a stay for abuse of process and is never "not misconduct".
--   - A proceeding that ended withdrawn, discontinued or stayed without a finding counts as discontinued. One concluded without a finding on record is not recorded.
--   - Proceedings closed by resignation or death, or returned to Part 4, are not here.
-- parameters: [to]
-- then:
--   - left_out: {column: no_proceeding, what: findings of proceedings that no export holds}
-- columns:
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: gross_misconduct, title: Gross misconduct, kind: count, unit: individuals, role: measure}
--   - {name: misconduct, title: Misconduct, kind: count, unit: individuals, role: measure}
--   - {name: not_misconduct, title: Not misconduct, kind: count, unit: individuals, role: measure}
--   - {name: discontinued, title: Discontinued, kind: count, unit: individuals, role: measure}
--   - {name: not_recorded, title: Not recorded, kind: count, unit: individuals, role: measure}
--   - {name: total, title: All, kind: count, unit: individuals, role: measure}
-- totals: gross_misconduct + misconduct + not_misconduct + discontinued + not_recorded = total
-- same:
--   - sanctions.serving + sanctions.former = gross_misconduct
--   - gross_misconduct + misconduct ~ proven_rate.proven[last 4]
--   - gross_misconduct + misconduct + not_misconduct ~ proven_rate.known[last 4]
--   - discontinued ~ proven_rate.discontinued[last 4]
--   - not_recorded ~ proven_rate.not_recorded[last 4]
-- sensitivity: aggregate
-- ---
WITH types(place, type) AS (VALUES (1, 'MH'), (2, 'MM'), (3, 'AH')),
highest AS (
  SELECT individual, case_ref, type, arg_max(part, (known, finding_rank)) AS part
  FROM misconduct_end
  WHERE within_years(completed_date, $to::DATE, 1)
  GROUP BY individual, case_ref, type
)
SELECT t.type,
       count(*) FILTER (h.part = 'gross_misconduct') AS gross_misconduct,
       count(*) FILTER (h.part = 'misconduct') AS misconduct,
       count(*) FILTER (h.part = 'not_misconduct') AS not_misconduct,
       count(*) FILTER (h.part = 'discontinued') AS discontinued,
       count(*) FILTER (h.part = 'not_recorded') AS not_recorded,
       count(h.part) AS total,
       CASE t.place WHEN 1 THEN (SELECT count(*) FROM proc_subject s ANTI JOIN proceeding p ON p.proceeding_ref = s.proceeding_ref
                                 WHERE s.finding IS NOT NULL AND within_years(s.completed_date, $to::DATE, 1)) ELSE 0 END AS no_proceeding
FROM types t
LEFT JOIN highest h USING (type)
GROUP BY t.place, t.type
ORDER BY t.place
