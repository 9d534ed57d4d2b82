package queries

// The sensitivities of a query, from what may go furthest to what goes nowhere.
const (
	Aggregate = "aggregate" // counts and rates
	CaseLevel = "case"      // names cases
	// RowLevel traces figures to rows of exports, without bound and by the order of loading: it is asked by hand and is no part of any release.
	RowLevel = "row"
)

// Edition is for whom a release is. What one may show is decided here and nowhere else.
type Edition string

// The editions.
const (
	Restricted Edition = "restricted" // inside the team
	Shareable  Edition = "shareable"  // for a board, partners, publication
)

// Shows says whether the edition may show answers of a sensitivity, in whatever form: a page, a list, a file of
// data, a calendar, a debrief pack. One that is not known shows nothing.
func (e Edition) Shows(sensitivity string) bool {
	switch e {
	case Restricted:
		return sensitivity == Aggregate || sensitivity == CaseLevel
	case Shareable:
		return sensitivity == Aggregate
	}
	return false
}

// Chosen is how many things (a force, a kind of proceeding, a year) a reader of the edition may choose together: each
// more makes smaller groups, so that a shareable edition offers no choice.
func (e Edition) Chosen() int {
	if e == Restricted {
		return 3
	}
	return 0
}
