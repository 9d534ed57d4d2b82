// Package read turns the tables of an export file into Arrow batches of text.
//
// A reader guesses no type: each cell that the profile names comes out as the
// text in the file, without the white space around it, beside the number of
// its row. Cells that no profile column names are never passed on, and
// identifiers of people leave as keyed hashes, so that names and free text do
// not get past this package.
//
// The steps from a file to a batch:
//
//   - source.go, budget.go, spool.go: a file, or a member of an archive, is
//     unpacked as it is read, never further than allowed, and never under a name
//     that an archive gives.
//   - kind.go: what it is follows from its bytes.
//   - csv.go, xlsx.go, ods.go, json.go, parquet.go, arrow.go: the rows of one table,
//     one after the other. Only workbooks hold more than a few rows at a time: the
//     texts that their cells share.
//   - header.go: where the profile's columns are.
//   - clean.go: white space, encodings, text that had been misread.
//   - table.go, batch.go: the batches.
//
// Peek shows a file for which there is no profile yet.
//
// A row's number is the one that a spreadsheet shows: the first row of the
// file or sheet is 1, and a cell with line breaks in it is still one row. Of a
// format without lines it is the place of the row among those of the file.
//
// What is wrong with a row is said beside it (Garbled, Width, Quoted …), and
// its reader goes on. What is wrong with a file ends the reading with an error
// of one sentence that its owner can act on.
package read
