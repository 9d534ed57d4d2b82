-- title: Plan in place
-- question: How soon after referral is there a first step towards a hearing?
-- audience: [psu]
-- measures: [M01, M41]
-- population: Misconduct, criminal and coronial proceedings of England and Wales referred in the twelve months that end with the period
-- numerator: Proceedings by days to the first step
-- denominator: Proceedings
-- clock: From the decision to refer, else the day the proceeding was opened, to the first of counsel instructed, a chair appointed or delegated, a hearing, pre-hearing or trial date set, and the decision who presents; in days
-- censoring: Proceedings with no dated step are counted apart at the position date, not left out; those referred last have had least time
-- grain: One row a type of proceeding
-- source: Local practice; no limit in law
-- caveats:
--   - A plan as such is not recorded anywhere. Its first dated step stands for it.
--   - A list of hearing days does not say when a day was listed. A proceeding with listed days and no dated step has a plan, made on a day that nobody recorded.
--   - A step dated before the referral counts as taken at once.
-- parameters: [to]
-- columns:
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: proceedings, title: Proceedings, kind: count, unit: proceedings, role: measure}
--   - {name: days_28, title: In 28 days, kind: count, unit: proceedings, role: measure}
--   - {name: days_56, title: In 29 to 56 days, kind: count, unit: proceedings, role: measure}
--   - {name: days_more, title: Later, kind: count, unit: proceedings, role: measure}
--   - {name: listed_only, title: "Listed, step not dated", kind: count, unit: proceedings, role: measure}
--   - {name: ended, title: Ended without, kind: count, unit: proceedings, role: measure}
--   - {name: none_yet, title: None yet, kind: count, unit: proceedings, role: measure}
-- totals: days_28 + days_56 + days_more + listed_only + ended + none_yet = proceedings; the rows add up to all proceedings
-- sensitivity: aggregate
-- ---
WITH referred AS (
  SELECT p.proceeding_ref, any_value(p.type) AS type, min(coalesce(e.first_date, p.started_date)) AS referred_date, count(*) = count(p.completed_date) AS ended
  FROM ps p
  SEMI JOIN jurisdictions j ON j.jurisdiction = p.jurisdiction
  LEFT JOIN ps_event e ON e.ps_no = p.ps_no AND e.code = 'referral_decided'
  GROUP BY p.proceeding_ref
),
steps AS (
  SELECT proceeding_ref, min(day) AS first_step
  FROM (SELECT proceeding_ref, instructed_date AS day FROM instruction
        UNION ALL
        SELECT proceeding_ref, event_date FROM event
        WHERE code IN ('dg_presenting_decision', 'counsel_instructed', 'chair_appointed', 'chair_delegated', 'prehearing_listed', 'hearing_date_fixed',
                       'reg52_date_set', 'trial_fixed', 'pirh_listed'))
  GROUP BY proceeding_ref
),
judged AS (
  SELECT r.type, s.first_step - r.referred_date AS days,
         EXISTS (FROM listing l WHERE l.proceeding_ref = r.proceeding_ref) AS listed, r.ended
  FROM referred r
  LEFT JOIN steps s USING (proceeding_ref)
  WHERE within_years(r.referred_date, $to::DATE, 1)
)
SELECT type, count(*) AS proceedings,
       count(*) FILTER (days <= 28) AS days_28,
       count(*) FILTER (days BETWEEN 29 AND 56) AS days_56,
       count(*) FILTER (days > 56) AS days_more,
       count(*) FILTER (days IS NULL AND listed) AS listed_only,
       count(*) FILTER (days IS NULL AND NOT listed AND ended) AS ended,
       count(*) FILTER (days IS NULL AND NOT listed AND NOT ended) AS none_yet
FROM judged
GROUP BY type
ORDER BY type
