-- title: Outcomes by kind of allegation
-- question: What followed where misconduct was found on an allegation, by kind of allegation and severity?
-- audience: [psu, quality]
-- measures: [M17]
-- population: Allegations whose own finding reads misconduct or gross misconduct, made on or before the position date
-- numerator: Allegations by what followed
-- denominator: none
-- clock: none
-- censoring: By the date of the finding
-- grain: One row a kind of allegation, what followed and the case's severity
-- source: The words of the source
-- caveats:
--   - Counts allegations, not people; one person may have several.
--   - Severity is that of the case, in the source's own words. A blank sanction is not recorded and may mean that there was none.
-- parameters: []
-- columns:
--   - {name: allegation, title: Allegation, kind: label, role: dimension, typed: true}
--   - {name: sanction, title: What followed, kind: label, role: dimension, typed: true}
--   - {name: severity, title: Severity of the case, kind: label, role: dimension, typed: true}
--   - {name: allegations, title: Allegations, kind: count, unit: allegations, role: measure}
-- totals: none
-- sensitivity: aggregate
-- ---
SELECT coalesce(a.code, 'not recorded') AS allegation, coalesce(a.sanction, 'not recorded') AS sanction, coalesce(c.severity, 'not recorded') AS severity,
       count(*) AS allegations
FROM allegation a
LEFT JOIN case_ c USING (case_ref)
WHERE lower(a.finding) IN ('misconduct', 'gross misconduct', 'gross_misconduct')
GROUP BY ALL
ORDER BY allegation, sanction, severity
