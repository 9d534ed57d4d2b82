-- title: Hearing calendar
-- question: What is listed in the next 90 days, and who presents it?
-- audience: [psu]
-- measures: [M13, M41]
-- population: Days listed in the 90 days after the position date, in proceedings of England and Wales and in those that no export describes
-- numerator: none
-- denominator: none
-- clock: none
-- censoring: none
-- grain: One row a proceeding, a day and a kind of listing
-- source: The unit's own list of listed days
-- caveats:
--   - A day stays here until the list drops it. A proceeding with no subject left has ended, and its day should be vacated.
--   - Restrictions are counted where they are in force on the listed day, those on the whole case among them; read each before anything is said in public.
--   - An inquest counts as one subject.
-- parameters: [as_of]
-- columns:
--   - {name: listed_date, title: Listed for, kind: date, role: dimension}
--   - {name: kind, title: Listing, kind: label, role: dimension, list: listing_kind}
--   - {name: proceeding_ref, title: Proceeding, kind: label, role: dimension}
--   - {name: case_ref, title: Case, kind: label, role: dimension}
--   - {name: force, title: Force, kind: label, role: dimension}
--   - {name: type, title: Type, kind: label, role: dimension, list: proceeding_type}
--   - {name: presenter, title: Presented by, kind: label, role: dimension, list: presenter}
--   - {name: subjects, title: Subjects still in it, kind: count, unit: subjects, role: measure}
--   - {name: restrictions, title: Restrictions on the day, kind: count, unit: restrictions, role: measure}
-- totals: none
-- sensitivity: case
-- ---
WITH ahead AS (
  SELECT proceeding_ref, listed_date, kind FROM listing WHERE listed_date - $as_of::DATE BETWEEN 1 AND 90
),
people AS (
  SELECT proceeding_ref, count(*) AS subjects FROM ps WHERE completed_date IS NULL GROUP BY proceeding_ref
),
restricted AS (
  SELECT a.proceeding_ref, a.listed_date, a.kind, count(*) AS restrictions
  FROM ahead a
  JOIN restriction r ON (r.proceeding_ref = a.proceeding_ref
                         OR r.proceeding_ref IS NULL AND EXISTS (FROM case_of o WHERE o.proceeding_ref = a.proceeding_ref AND o.case_ref = r.case_ref))
                    AND coalesce(r.from_date <= a.listed_date, true) AND coalesce(r.until_date >= a.listed_date, true)
  GROUP BY a.proceeding_ref, a.listed_date, a.kind
)
SELECT a.listed_date, a.kind, a.proceeding_ref, p.case_ref, p.force, p.type, p.presenter,
       coalesce(n.subjects, 0) AS subjects, coalesce(r.restrictions, 0) AS restrictions
FROM ahead a
LEFT JOIN proceeding p USING (proceeding_ref)
LEFT JOIN case_ c USING (case_ref)
LEFT JOIN people n USING (proceeding_ref)
LEFT JOIN restricted r ON r.proceeding_ref = a.proceeding_ref AND r.listed_date = a.listed_date AND r.kind = a.kind
WHERE coalesce(c.territory, 'EW') = 'EW'
ORDER BY a.listed_date, a.proceeding_ref, a.kind
