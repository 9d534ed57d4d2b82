// Package state builds what the queries of a session read: the current records
// cut at as_of, the macros for years, quarters and working days, and the tables
// worked out from the records, of which the clocks are the last.
//
// The .sql files are numbered: each makes the one table, view or macro that its
// name says and reads only records and files of lower number. What as_of does to
// a record follows from the "cut" of its fields in the vocabulary and stands
// nowhere else. Nothing is built that no query names: Ensure takes the names that a
// query uses and builds them with all they rest on.
//
// The caller has put the reference tables (schema ref) and the load facts (schema
// load) in the session before.
package state
