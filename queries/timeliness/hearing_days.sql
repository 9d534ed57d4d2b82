-- title: Hearing days used and lost
-- question: How many listed days of hearings, trials and inquests are used, and how many lost?
-- audience: [psu, debrief, board]
-- measures: [M13]
-- population: Days listed for a hearing, trial or inquest in the quarter, up to the position date
-- numerator: Lost
-- denominator: Used or lost; days without a note of their use stand beside the rate and are in neither
-- clock: none
-- censoring: Days listed after the position date are not here
-- grain: One row a quarter and jurisdiction, the last eight quarters
-- source: Measure M13; interval Wilson 95 %
-- caveats:
--   - A day of a joint hearing is one day, however many officers it is about.
--   - The jurisdiction is that of the proceeding; where the export has no such proceeding it follows from the kind of listing.
--   - Pre-hearings and pre-inquest reviews are not counted. Days of police staff and civil proceedings are in no row.
--   - Days taken out of a list before they were due are seen only where the source keeps them.
-- parameters: [as_of, to]
-- then:
--   - wilson: {k: lost, n: noted, rate: lost_rate}
--   - left_out: {column: elsewhere, what: listed days of proceedings of another kind such as police staff}
-- columns:
--   - {name: quarter, title: Quarter, kind: label, role: dimension}
--   - {name: jurisdiction, title: Jurisdiction, kind: label, role: dimension, list: jurisdiction}
--   - {name: listed, title: Days listed, kind: count, unit: listed days, role: measure}
--   - {name: used, title: Used, kind: count, unit: listed days, role: measure}
--   - {name: lost, title: Lost, kind: count, unit: listed days, role: measure}
--   - {name: not_noted, title: Use not noted, kind: count, unit: listed days, role: measure}
--   - {name: noted, title: Used or lost, kind: count, unit: listed days, role: measure}
--   - {name: lost_rate, title: Share lost, kind: rate, role: measure, of: noted}
--   - {name: lost_rate_low, title: Lower limit, kind: rate, role: measure, of: noted}
--   - {name: lost_rate_high, title: Upper limit, kind: rate, role: measure, of: noted}
-- totals: used + lost + not_noted = listed, used + lost = noted, noted + not_noted = listed
-- merge: quarter
-- sensitivity: aggregate
-- ---
WITH listed AS (
  SELECT fq(l.listed_date) AS quarter, l.used,
         coalesce(t.jurisdiction, CASE l.kind WHEN 'hearing' THEN 'misconduct' WHEN 'trial' THEN 'criminal' ELSE 'coronial' END) AS jurisdiction
  FROM listing l
  LEFT JOIN proceeding p USING (proceeding_ref)
  LEFT JOIN ref.proceeding_type t ON t.code = p.type
  WHERE l.kind IN ('hearing', 'trial', 'inquest') AND l.listed_date <= $as_of::DATE
),
counted AS (
  SELECT q.quarter, j.jurisdiction, count(l.quarter) AS listed,
         count(*) FILTER (l.used = 'used') AS used, count(*) FILTER (l.used = 'lost') AS lost
  FROM quarters($to::DATE, 8) q CROSS JOIN jurisdictions j
  LEFT JOIN listed l ON l.quarter = q.quarter AND l.jurisdiction = j.jurisdiction
  GROUP BY q.quarter, j.jurisdiction
)
SELECT quarter, jurisdiction, listed, used, lost, listed - used - lost AS not_noted, used + lost AS noted,
       lost / nullif(used + lost, 0) AS lost_rate,
       CASE row_number() OVER (ORDER BY quarter, jurisdiction) WHEN 1
            THEN (SELECT count(*) FROM listed l SEMI JOIN quarters($to::DATE, 8) q ON q.quarter = l.quarter ANTI JOIN jurisdictions j ON j.jurisdiction = l.jurisdiction)
            ELSE 0 END AS elsewhere
FROM counted
ORDER BY quarter, jurisdiction
