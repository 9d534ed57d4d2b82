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
//	listing_kind.csv     also the list listing_kind, with the event that a day so listed begins
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
// number in law: elapsed time is shown, never a breach; it attaches to a subject of
// a case or of a proceeding, or follows another limit. NONE is a row kept for the reader, with nothing to
// count. For BEFORE the start is the day counted back from, so that a lawful end comes before its start.
//
// An anchor other than none means that a clock is made for it. Anchor none is
// left to limits of which no record holds both days, or that turn on something no
// export says (bail or custody, summary only, a transcript asked for); the
// exceptions of the row say which. A standard of confidence M- (from memory,
// unchecked) cannot be anchored at all. A unit that records the dates adds the events to
// code.csv and sets the anchor in its own copy.
//
// duty says what a date that passes means, and with that what is counted:
//
//	duty     has to be done by then; the only kind in rates of limits met
//	right    may be used until then (a right or a power); one not used makes no clock
//	explain  passing it is no breach in itself: done later, or explained, is lawful
//	term     runs out by itself (a warning); end_code is empty
//	minimum  has to last at least so long
//
// only_if narrows a limit: mode= to cases of a mode of investigation, event= to what
// has that event, sanction= to who got that sanction. follows names limits at the end of
// which a period begins: the first such period from the due date of that limit, each later one from the
// end of the one before. Without it a PERIODIC limit runs from its start and from each act to the next.
// else_code is the event that stands in place of the end once the date has passed, stop_code
// one after which nothing is due, restart_code one that begins the limit anew as a further
// occurrence. extended_by is a kind of hold whose days the law itself adds. clear_days (yes
// or no) asks BEFORE and WINDOW_AFTER for whole days between; rolls moves a last day that is no working
// day to the next.
//
// regime names the regimes (regime.csv) that a row is for, with | between them, where a date
// of the limit's own cannot show it; empty is any. A regime with a test_date decides: attention
// is the day a matter came to attention (a complaint: was made), notice the first
// notice of proceedings; builds_on is the regime that must hold as well. The latest regime
// that passes its test is a subject's.
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
// A row is valid by the date on which its clock starts.
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
