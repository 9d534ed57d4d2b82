// Package queries is the catalogue: one question, one .sql file, and its answer
// as a Result. It reads a warehouse through the package warehouse and is read by
// reports and dashboards.
//
// The steps of a run:
//
//	Load      reads and checks every file of the catalogue
//	Open      an in-memory session with the warehouse attached read-only, the reference tables in it
//	Run       builds the state that the query names (package state), binds its parameters exactly,
//	          runs the one statement, applies the steps of its header (package stats), and holds the
//	          columns against those declared
//
// A file is timeliness/open_age.sql: the folder is the topic, the file's name is the
// query's name. Its header is YAML in "-- " comments that ends at "-- ---":
//
//	title, question          for lists and pages
//	audience                 psu, quality, debrief, board
//	measures                 ids of the measure catalogue (M05)
//	population, numerator, denominator, clock, censoring, grain, source, totals
//	                         in words; "none" where there is none
//	same                     which of its counts other rows, or other tables, give too: see Same
//	caveats                  printed under every result
//	parameters               exactly those of the statement, of as_of, from, to, and cases in what is asked of cases by reference
//	then                     steps of package stats with their arguments
//	columns                  what comes out after the steps: name, title, kind, unit, role, list, of
//	sensitivity              aggregate, case (restricted editions only), or row (no part of any release)
//
// Package export writes the records that a session reads, and answers, into files for other programs.
//
// duties.csv says which queries each duty of a case manager and of a specialist opens, and which part of a
// duty no export holds: see Duties.
//
// No statement reads the clock or holds a legal limit: limits are rows of
// ref.standard and reach queries as the table clock.
package queries
