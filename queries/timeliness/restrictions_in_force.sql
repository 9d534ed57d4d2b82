-- title: Restrictions in force and to come
-- question: Which anonymity, reporting and privacy restrictions are in force, or begin later?
-- audience: [psu]
-- measures: [M37]
-- population: Restrictions of England and Wales that are not over by the position date
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: A restriction with no last day runs until further order; one that begins after the position date is here, since who reads this publishes later
-- grain: One row a restriction, those that end first first and those without a last day at the end
-- source: SI 2020/4 regs 39 and 59; orders of courts and coroners as the unit recorded them
-- caveats:
--   - This list is no clearance. A restriction that nobody entered is not here, and some hold by law with no order at all.
--   - Next listed is the next day of its proceeding, or of any proceeding of the case where it names none.
--   - The last day is counted as in force. One with no first day is taken as in force already.
-- parameters: [as_of]
-- columns:
--   - {name: restriction_ref, title: Restriction, kind: label, role: dimension}
--   - {name: kind, title: Kind, kind: label, role: dimension, list: restriction_kind}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: subject_ref, title: Subject, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: from_date, title: From, kind: date, role: dimension}
--   - {name: until_date, title: Until, kind: date, role: dimension}
--   - {name: next_listed, title: Next listed for, kind: date, role: dimension}
-- totals: none
-- sensitivity: case
-- ---
WITH ahead AS (
  SELECT l.proceeding_ref, o.case_ref, min(l.listed_date) AS next_listed
  FROM listing l LEFT JOIN case_of o USING (proceeding_ref)
  WHERE l.listed_date > $as_of::DATE GROUP BY l.proceeding_ref, o.case_ref
),
covered AS ( -- a restriction that names its case and no proceeding is on every one of the case
  SELECT r.restriction_ref, min(a.next_listed) AS next_listed
  FROM restriction r JOIN ahead a ON a.proceeding_ref = r.proceeding_ref OR r.proceeding_ref IS NULL AND a.case_ref = r.case_ref
  GROUP BY r.restriction_ref
)
SELECT r.restriction_ref, r.kind, r.case_ref, r.proceeding_ref, r.subject_ref, c.force, r.from_date, r.until_date, a.next_listed
FROM restriction r
LEFT JOIN case_ c USING (case_ref)
LEFT JOIN covered a USING (restriction_ref)
WHERE coalesce(r.until_date >= $as_of::DATE, true) AND coalesce(c.territory, 'EW') = 'EW'
ORDER BY r.until_date NULLS LAST, r.restriction_ref
