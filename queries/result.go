package queries

import (
	"strings"
	"time"
)

// Kind says what a column is, which decides how it is written on a page and
// what disclosure control has to do with it.
type Kind string

// The kinds of column. Rates are fractions of one; durations are whole days or
// working days, as the column's unit says.
const (
	Label    Kind = "label"    // a name or code
	Date     Kind = "date"     // a day
	Count    Kind = "count"    // a number of people, cases or things
	Rate     Kind = "rate"     // a fraction, 0 to 1
	Duration Kind = "duration" // days
	Number   Kind = "number"   // any other number (a limit, a mean)
)

// Column is one column of a result as the query's header declares it.
type Column struct {
	Name  string // as in the SQL
	Title string // as printed
	Kind  Kind
	Unit  string // "working days", "days", "individuals" …; may be empty
	Role  string // "dimension" or "measure"
	List  string // vocabulary list that labels its codes; may be empty
	Of    string // for a rate: the column that is its denominator
	Less  string // for a rate: a column whose count is first taken off the denominator; may be empty
	K     string // for a rate: the columns that add up to its numerator, where no step of Then names it; may be empty
	// Extreme says that no shareable edition shows the figure: it is that of a single record (the longest, the largest), or tells
	// another nearly.
	Extreme bool
	Typed   bool // its values are words of an export that no list holds
}

// Parts are the columns of K.
func (c Column) Parts() []string {
	return strings.FieldsFunc(c.K, func(r rune) bool { return r == '+' || r == ' ' })
}

// Value is one cell: nil (not available), string, int64, float64 or time.Time
// (a day, UTC midnight), and in a frozen result Withheld. No other type occurs.
type Value = any

// Withheld is the cell that disclosure control does not show: neither 0 nor empty nor not available.
type Withheld struct{}

// Mark is how it is written.
func (Withheld) Mark() string { return WithheldMark }

// WithheldMark is how such a cell is written, in the shorthand of official statistics.
const WithheldMark = "[c]"

// Period is what a result speaks for. All days are inclusive.
type Period struct {
	AsOf    time.Time // events after it count nowhere
	KnownAt time.Time // extracts dated after it are not read; zero: all
	From    time.Time // first day of the period
	To      time.Time // last day of the period
}

// Result is a query's answer with its caveats. The renderers of restricted
// pages take it; a shareable page takes only what disclosure control froze.
type Result struct {
	Query   *Query
	Period  Period
	Columns []Column
	Rows    [][]Value
	Notes   []string // caveats that travel with the figures
	Merged  bool     // disclosure control has put rows together: they are not those that the query gives
}
