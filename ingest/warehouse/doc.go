//go:build duckdb_arrow

// Package warehouse is the only package that imports the DuckDB driver: it
// opens databases, lays the schema, moves Arrow batches in and says in one
// sentence why a file cannot be opened.
//
// A warehouse is one DuckDB file, or a shared lake (lake.go), with four schemas:
//
//	load   one row a file loaded, with its profile, extract date and row accounting
//	rec    one table a kind of record: every distinct version of every record ever loaded
//	seen   which later files held a version unchanged
//	ref    the vocabularies and limits in force at the last load, for readers without the program
//
// All that changes a file is done on a copy of it (aside.go), which takes its place by one
// rename: killed at any moment, the file is the old one or the new one.
//
// No record in it is updated. Which files count follows from load.gone: those of a batch
// that was undone do not, nor those whose place a batch took that was not. Only the
// erasing of a case takes rows out, by writing the warehouse anew (WriteAnew). What is
// current at a date follows from the extract dates of the files that showed a version
// (see Current), so that the order of loading does not matter. It uses no primary key,
// unique constraint, sequence or index, for a lake has none.
package warehouse
