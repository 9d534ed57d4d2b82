// Package disclosure decides which cells of a shareable release are shown, so that no small count can be read or
// worked out from what is.
//
// It plans for a release as a whole, in two phases. What is small is hidden first; then as much more as it takes, so
// that nobody can work it out by adding and subtracting: a count that two tables share is one cell of the System, and
// totals, roll-ups and complements are its equations. An Audit then attacks the plan and must show, for every cell
// that is hidden, how it could have been otherwise; a plan that it cannot show safe hides more.
//
// This is cell suppression with an interval audit; see Fischetti and Salazar-González, "Models and algorithms for
// optimizing cell suppression in tabular data with linear constraints", JASA 95 (2000).
package disclosure
