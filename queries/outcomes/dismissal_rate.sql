-- title: Dismissal rate
-- question: How often does a finding of gross misconduct end in dismissal, with and without accelerated hearings?
-- audience: [psu, board]
-- measures: [M17]
-- population: Individuals under the Conduct Regulations (police staff left out) found to have committed gross misconduct at a misconduct hearing (hearings alone), or at a misconduct hearing or accelerated hearing (all), that ended in the financial year
-- numerator: Dismissed, or would have been dismissed
-- denominator: Gross misconduct found (dismissal_rate); those of them still serving at the end (serving_rate)
-- clock: none
-- censoring: By the date the proceeding ended for the individual
-- grain: One row a financial year, cut where the law changed, and set of hearings; six financial years at most
-- source: Domain definition of the dismissal rate (dismissed and would have been dismissed of gross misconduct found); highest finding and highest action of each individual in a case, ranked apart; interval Wilson 95 %
-- caveats:
--   - Accelerated hearings are chosen for strong evidence and nearly always end in dismissal; the two sets of hearings are not to be added, one holds the other.
--   - Former officers stand apart; for a former officer the outcome is that he or she would have been dismissed, or no action.
--   - An action that nobody recorded counts as no dismissal, as the definition has it; how many these are stands beside the rate.
--   - A row never mixes two sets of rules by the day of the end; which rules governed a proceeding follows from earlier days. A difference between rows is no effect of the law.
-- parameters: [to]
-- then:
--   - wilson: {k: dismissed, n: gross, rate: dismissal_rate}
--   - wilson: {k: serving_dismissed, n: serving, rate: serving_rate}
-- columns:
--   - {name: period, title: Proceeding ended, kind: label, role: dimension}
--   - {name: regime, title: Rules in force at the end, kind: label, role: dimension}
--   - {name: hearings, title: Hearings, kind: label, role: dimension}
--   - {name: gross, title: Gross misconduct found, kind: count, unit: individuals, role: measure}
--   - {name: dismissed, title: Dismissed or would have been, kind: count, unit: individuals, role: measure}
--   - {name: dismissal_rate, title: Dismissal rate, kind: rate, role: measure, of: gross}
--   - {name: dismissal_rate_low, title: Lower limit, kind: rate, role: measure, of: gross}
--   - {name: dismissal_rate_high, title: Upper limit, kind: rate, role: measure, of: gross}
--   - {name: serving, title: Of these serving, kind: count, unit: individuals, role: measure}
--   - {name: serving_dismissed, title: Serving and dismissed, kind: count, unit: individuals, role: measure}
--   - {name: serving_rate, title: Dismissal rate of those serving, kind: rate, role: measure, of: serving}
--   - {name: serving_rate_low, title: Lower limit, kind: rate, role: measure, of: serving}
--   - {name: serving_rate_high, title: Upper limit, kind: rate, role: measure, of: serving}
--   - {name: former, title: Of these former officers, kind: count, unit: individuals, role: measure}
--   - {name: former_dismissed, title: Former and would have been dismissed, kind: count, unit: individuals, role: measure}
--   - {name: not_recorded, title: Action not recorded, kind: count, unit: individuals, role: measure}
-- totals: serving + former = gross, serving_dismissed + former_dismissed = dismissed
-- same:
--   - gross[period, hearings=Misconduct hearings alone] <= gross[period, hearings=With accelerated hearings]
--   - dismissed[period, hearings=Misconduct hearings alone] <= dismissed[period, hearings=With accelerated hearings]
--   - serving[period, hearings=Misconduct hearings alone] <= serving[period, hearings=With accelerated hearings]
--   - serving_dismissed[period, hearings=Misconduct hearings alone] <= serving_dismissed[period, hearings=With accelerated hearings]
--   - former[period, hearings=Misconduct hearings alone] <= former[period, hearings=With accelerated hearings]
--   - former_dismissed[period, hearings=Misconduct hearings alone] <= former_dismissed[period, hearings=With accelerated hearings]
--   - gross[regime, hearings=With accelerated hearings] ~ proven_by_regime.gross[regime]
--   - dismissed[regime, hearings=With accelerated hearings] ~ proven_by_regime.dismissed[regime]
--   - serving[last 4, hearings=With accelerated hearings] ~ sanctions.serving
--   - former[last 4, hearings=With accelerated hearings] ~ sanctions.former
--   - serving_dismissed[last 4, hearings=With accelerated hearings] ~ sanctions.serving[sanction=dismissal_without_notice|would_have_been_dismissed]
--   - former_dismissed[last 4, hearings=With accelerated hearings] ~ sanctions.former[sanction=dismissal_without_notice|would_have_been_dismissed]
--   - dismissed[period as year, hearings=With accelerated hearings] <= publication.dismissals[year]
-- sensitivity: aggregate
-- ---
WITH years AS (
  SELECT make_date(fy_no($to::DATE) - i::INTEGER, 4, 1) AS year_first, make_date(fy_no($to::DATE) - i::INTEGER + 1, 3, 31) AS year_last
  FROM range(6) r(i)
),
periods AS (
  SELECT greatest(y.year_first, l.law_from) AS first_day, least(y.year_last, l.law_until) AS last_day, l.law_label AS regime,
         fy(y.year_first) || CASE WHEN l.law_from > y.year_first AND l.law_until < y.year_last
                                  THEN ', ' || strftime(l.law_from, '%-d %b %Y') || ' to ' || strftime(l.law_until, '%-d %b %Y')
                                  WHEN l.law_from > y.year_first THEN ', from ' || strftime(l.law_from, '%-d %b %Y')
                                  WHEN l.law_until < y.year_last THEN ', to ' || strftime(l.law_until, '%-d %b %Y')
                                  ELSE '' END AS period
  FROM years y
  JOIN law_change l ON l.law_from <= y.year_last AND l.law_until >= y.year_first
  WHERE greatest(y.year_first, l.law_from) <= $to::DATE
),
sets(place, hearings, types) AS (
  VALUES (1, 'Misconduct hearings alone', ['MH']), (2, 'With accelerated hearings', ['MH', 'AH'])
),
individuals AS (
  SELECT p.first_day, s.place, g.individual, g.is_former, g.is_dismissed, g.sanction
  FROM periods p CROSS JOIN sets s
  CROSS JOIN LATERAL (FROM gross_found(p.first_day, least(p.last_day, $to::DATE), s.types)) g
)
SELECT p.period, p.regime, s.hearings,
       count(i.individual) AS gross, count(*) FILTER (i.is_dismissed) AS dismissed,
       count(*) FILTER (i.is_dismissed) / nullif(count(i.individual), 0) AS dismissal_rate,
       count(*) FILTER (NOT i.is_former) AS serving, count(*) FILTER (NOT i.is_former AND i.is_dismissed) AS serving_dismissed,
       count(*) FILTER (NOT i.is_former AND i.is_dismissed) / nullif(count(*) FILTER (NOT i.is_former), 0) AS serving_rate,
       count(*) FILTER (i.is_former) AS former, count(*) FILTER (i.is_former AND i.is_dismissed) AS former_dismissed,
       count(*) FILTER (i.individual IS NOT NULL AND i.sanction IS NULL) AS not_recorded
FROM periods p CROSS JOIN sets s
LEFT JOIN individuals i ON i.first_day = p.first_day AND i.place = s.place
GROUP BY p.first_day, p.period, p.regime, s.place, s.hearings
ORDER BY p.first_day, s.place
