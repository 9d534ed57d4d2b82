// Package export writes what a session of queries holds into a folder that other programs read: Spark, Trino, R, pandas.
// It stands on the package queries and is called by the command line alone.
//
// The steps:
//
//	Take    a folder beside the target, its owner's alone; a session may write there and nowhere else
//	Records the tables to write: kinds of record as every query reads them (current as known, cut at as_of),
//	        and the reference tables; or Answers: the results of queries
//	Write   each table sorted once, then cut into files; at last datapackage.json, which says what each is
//	Settle  the folder takes its name in one step: a reader sees a whole export or none
//
// A table is a folder of files, with --partition a tree of folders as Hive has them (case/force=Northshire/year=2025).
// The column that a folder's name gives is not repeated in its files: pyarrow refuses one that is in both. Readers guess its type from
// the names: a force that is a number is one to Spark, unless spark.sql.sources.partitionColumnTypeInference.enabled is false.
// The rows are sorted by partition and key into a table of the session, so that each file is a run of its
// rows. The engine's own PARTITION_BY was not taken: with several threads it keeps no order, and it cannot write
// Arrow. The same warehouse, dates and formats give the same bytes whatever the threads; nothing reads the clock.
//
// The year of a record is that of its own date: the one without which it does not exist at as_of ("row" in
// records.csv), else the first that was planned, else the date of the record that it refers to. Its force is its own, else
// that of the record that it refers to: of its case where it names one.
package export
