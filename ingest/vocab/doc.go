// Package vocab holds what the project knows of the law and of the field's
// words: the legal limits and local standards, the code lists, the regimes, the
// bank holidays and the kinds of record. Each fact has one home, a row of a CSV
// file embedded here, so that a domain owner can read it, correct it and date
// it without touching SQL or Go.
//
// [Load] reads the files, lets a folder replace any of them whole, and checks
// every row before anything uses one: a limit with a misspelt rule must stop
// the run, not vanish from a table. [Set.Tables] gives the rows as text for the
// warehouse (schema ref), the typed lookups serve Go, and [Set.Fingerprint]
// goes into each release.
//
// # Files
//
//	records.csv          record, field, type, key, cut, list: what a profile can fill
//	standard.csv         limits, one row for each id and span of validity
//	code.csv             every list without a file of its own
//	proceeding_type.csv  also the list proceeding_type
//	finding.csv          also the list finding
//	sanction.csv         also the list sanction
//	regime.csv           what changed in law, and when
//	sanction_allowed.csv which disciplinary action goes with a regime, a type of proceeding and a finding
//	bank_holiday.csv     non-working weekdays of three calendars (see SOURCES.md)
//
// The calendar itself is computed: each day of 2012 to 2028 with its running
// number of working days, so that "the nth working day after" is one join.
//
// # Reading a standard
//
// A rule says how n is counted. FWD_AFTER, WINDOW_AFTER and BEFORE count
// working days of calendar_id; DAY_OF and MONTHS_FROM count the starting day as
// the first, DAY_AFTER and MONTHS_OF do not. PERIODIC repeats. ASAP has no
// number in law: elapsed time is shown, never a breach. NONE is a row kept for
// the reader, with nothing to count. For BEFORE the start is the day counted
// back from, so that a lawful end comes before its start.
//
// An anchor other than none means that a clock is made for it. Anchor none is
// given to three kinds of limit, because a clock on them would report misses
// that are none: rights (an appeal not made is no miss), limits for a few
// cases that the exports do not tell apart, and limits whose dates exports
// seldom hold. The exceptions of the row say which; a unit that records the
// dates sets the anchor in its own copy. A standard of confidence M- (from
// memory, unchecked) cannot be anchored at all.
//
// start_code and end_code are events, or one of the dates of other records in
// the list record_date:
//
//	recommendation_made  recommendation.made_date, legal basis para_28A
//	pfd_sent             recommendation.made_date, legal basis pfd
//	response_received    response.received_date
//	debrief_triggered    debrief.trigger_date
//	debrief_held         debrief.held_date
//
// A row is valid by the date on which its clock starts. Where the law turns on
// another date (which Conduct Regulations govern turns on when the allegation
// came to attention), the exceptions of the row say so.
//
// # Correcting a row
//
// The header of any file may end in known_from,known_to. A row found to be wrong
// is closed with the last day on which it was believed, and the row that corrects
// it says since when it is. [LoadKnown] gives the file as it stood on a day, to
// the same fingerprint, so that a figure as it was known then can be made again.
//
// # Lists
//
// A rank orders its list from low to high, and is empty where there is no
// order. An allegation's scheme, and a finding's, is the name of the list that
// holds its codes: letters collide between schemes.
//
// Upstream: nothing. Downstream: ingest/profiles, ingest/warehouse, queries.
package vocab
