-- title: Extensions of legal limits
-- question: How often are limits extended, by how much, and were the decisions made in time?
-- audience: [psu, debrief]
-- measures: [M12]
-- population: Subjects in proceedings with a limit on a duty whose original due date fell in the twelve months that end with the period, whether finished or not
-- numerator: At least one extension of that limit on record for the subject
-- denominator: Subjects with that limit
-- clock: The limits of proceedings in ref.standard that are duties (no right, term, minimum stay or period that is only explained), each from its own start; days added are calendar days from the original due date to the date extended to
-- censoring: Decisions up to the position date
-- grain: One row a limit with a due date in the twelve months
-- source: Measure M12; interval Wilson 95 %
-- caveats:
--   - In time is decided on or before the date then due and moving it forward. A decision made later is retrospective; it moves nothing and turns no late hearing into one in time.
--   - No effect is an extension without a day of decision, or one decided in time that gives no later date.
--   - Days added are those of extensions granted in time; of several, the last date counts once.
--   - A limit that nobody can extend is listed too; its count should be 0.
-- parameters: [to]
-- then:
--   - wilson: {k: extended, n: subjects, rate: extended_rate}
-- columns:
--   - {name: standard_id, title: Limit, kind: label, role: dimension, list: standard}
--   - {name: subjects, title: Subjects with the limit, kind: count, unit: subjects, role: measure}
--   - {name: extended, title: Extended at least once, kind: count, unit: subjects, role: measure}
--   - {name: extended_rate, title: Share extended, kind: rate, role: measure, of: subjects}
--   - {name: extended_rate_low, title: Lower limit, kind: rate, role: measure, of: subjects}
--   - {name: extended_rate_high, title: Upper limit, kind: rate, role: measure, of: subjects}
--   - {name: in_time, title: In time, kind: count, unit: subjects, role: measure}
--   - {name: retrospective, title: Retrospective only, kind: count, unit: subjects, role: measure}
--   - {name: no_effect, title: No effect, kind: count, unit: subjects, role: measure}
--   - {name: days_added, title: Days added, kind: count, unit: days, role: measure}
--   - {name: median_added, title: Median added, kind: duration, unit: days, role: measure, of: in_time}
-- totals: in_time + retrospective + no_effect = extended
-- same:
--   - limits_met.due_passed[standard_id] + limits_met.not_applicable[standard_id] <= subjects[standard_id]
-- sensitivity: aggregate
-- ---
WITH limited AS (
  SELECT standard_id, case_ref, proceeding_ref, subject_ref, occurrence, due_date, ext_due_date
  FROM clock
  WHERE anchor = 'proc_subject' AND duty = 'duty' AND within_years(due_date, $to::DATE, 1)
),
judged AS (
  SELECT l.*, count(x.standard_id) > 0 AS is_extended,
         coalesce(bool_or(x.decided_date > l.due_date), false) AS is_retrospective
  FROM limited l
  LEFT JOIN extension x ON x.standard_id = l.standard_id AND x.case_ref = l.case_ref AND x.proceeding_ref = l.proceeding_ref
                       AND about(x.subject_ref, l.subject_ref)
  GROUP BY ALL
)
SELECT standard_id, count(*) AS subjects, count(*) FILTER (is_extended) AS extended, count(*) FILTER (is_extended) / count(*) AS extended_rate,
       count(ext_due_date) AS in_time,
       count(*) FILTER (ext_due_date IS NULL AND is_retrospective) AS retrospective,
       count(*) FILTER (is_extended AND ext_due_date IS NULL AND NOT is_retrospective) AS no_effect,
       coalesce(sum(ext_due_date - due_date), 0)::BIGINT AS days_added,
       quantile_cont(ext_due_date - due_date, 0.5) AS median_added
FROM judged
GROUP BY standard_id
ORDER BY standard_id
