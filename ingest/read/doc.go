// Package read turns the tables of an export file into Arrow batches of text.
//
// A reader guesses no type: each cell that the profile names comes out as the
// text in the file, without the white space around it, beside the number of
// its row. Cells that no profile column names are never passed on, and
// identifiers of people leave as keyed hashes, so that names and free text do
// not get past this package.
//
// A row's number is the one that a spreadsheet shows: the first row of the
// file or sheet is 1, and a cell with line breaks in it is still one row.
package read
