// Package revision compares what two releases say: which published figures changed, by how much and why.
//
// The steps:
//
//	Read      the data of a figure as a release published it
//	Compare   cells that speak for the same thing in both, keyed by query, row and column
//	Explain   why each differs, from the same figures worked out in between: with the definitions of now from what
//	          the earlier release stood on, and at its position from what is held now
//	Page      the lines as a page, and CSV all of them as data
//
// What two releases of different days have in common is the rows of spans that were over on both: a quarter, a
// month, a year. What speaks for the day of the position changes because time passes; that is no revision, and is said.
// Values are compared as they were published, text by text. Nothing here queries or reads a clock.
package revision
