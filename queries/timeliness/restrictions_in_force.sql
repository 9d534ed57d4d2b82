-- title: Restrictions in force
-- question: Which anonymity, reporting and privacy restrictions are in force?
-- audience: [psu]
-- measures: [M37]
-- population: Restrictions of England and Wales in force on the as-of date
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: A restriction with no last day runs until further order
-- grain: One row a restriction
-- source: SI 2020/4 regs 39 and 59; orders of courts and coroners as the unit recorded them
-- caveats:
--   - This list is no clearance. A restriction that nobody entered is not here, and some hold by law with no order at all.
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
  SELECT proceeding_ref, min(listed_date) AS next_listed FROM listing WHERE listed_date > $as_of::DATE GROUP BY proceeding_ref
)
SELECT r.restriction_ref, r.kind, r.case_ref, r.proceeding_ref, r.subject_ref, c.force, r.from_date, r.until_date, a.next_listed
FROM restriction r
LEFT JOIN case_ c USING (case_ref)
LEFT JOIN ahead a ON a.proceeding_ref = r.proceeding_ref
WHERE coalesce(r.until_date >= $as_of::DATE, true) AND coalesce(c.territory, 'EW') = 'EW'
ORDER BY r.until_date NULLS LAST, r.restriction_ref
