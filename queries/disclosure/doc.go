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
//
// What a plan guarantees a reader cannot do, given every equation and every number shown: place a small count, or an
// unprinted one that is small, without leaving both 0 and its threshold possible; place anything else that is hidden more
// closely than its threshold's width. It is proved by examples in whole numbers, and not by a solver's word. What a reader
// can do: find that a hidden cell is a large one, where all that fits is above the threshold, and so that it was hidden
// for the sake of others; and take from a marked cell, by knowing the rules alone, that some count near it is small.
//
// A nought that a definition forces is no disclosure; one that figures force is. That the largest group is compared with none, or that a
// table has noughts where another says that there is nobody, everyone knows from the definitions: such cells are never marked Sensitive, nor
// hidden for others, since nothing could protect them. That all of a group had one outcome is what the mark is for: see certain. Equations
// that state how a column repeats another therefore belong under a header's same and not under its totals, whose parts are outcomes.
//
// What people know of the persons behind a count, and what earlier releases said, are not part of the System.
package disclosure
