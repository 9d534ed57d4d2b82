// Package ingest loads export files into a warehouse: read → map → check → load.
//
// The steps of a load, which is one transaction on a copy of the warehouse, whatever the
// number of files; the copy takes the place of the warehouse in one step (package warehouse):
//
//  1. find: the files named, or those in the folders and archives named; each is
//     known by the SHA-256 of its bytes, unpacked, and matched to a source profile
//     (package profile) by its name, what its bytes are, and its columns.
//  2. read: the profile's columns come as Arrow batches of text (package read)
//     into a staging table. Identifiers of people are keyed hashes from here on.
//  3. map: the columns of a second file of the export are put beside the
//     table's own where the profile joins one (join.go); one statement types the
//     columns and marks what is wrong with each row, another makes each kind of
//     record (mapping*.go). What a table says of itself, its totals and the order of
//     its days and months, is held against it (gate.go).
//  4. check: the SQL files of folder checks look at the records made; a row that
//     must wait takes all its records with it into the quarantine.
//  5. load: records already held with the same content are only noted as seen
//     again; the others are added as new versions (package warehouse). Nothing is
//     updated or deleted.
//  6. account: rows read = accepted + unchanged + quarantined + skipped by a named
//     rule, for each file; where that does not hold, nothing is loaded.
//
// What staff enter by hand (entry.go) comes the same way, as a small file that is written for it, so that it has
// its place in the history, can be taken back and is known from its day like any export.
//
// A batch can be taken back (undo.go), which adds a fact and deletes nothing. A case can be
// erased (forget.go): the warehouse is written anew without it, and a keyed tombstone keeps
// it away from then on (tombstone.go), between the steps map and check of a load.
//
// The rows held back are personal data as they were sent. They live in a store
// of their own beside the warehouse, readable by its owner only (quarantine.go), and
// go to whoever sent them as a workbook (faultswrite.go). What comes back is loaded
// as a correction of the export that the rows stand in (correct.go): a load of its own
// that counts only while that export does. A dry run drops the copy.
package ingest
