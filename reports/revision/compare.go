package revision

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"proceedings/queries"
)

// Side is one of two releases that are compared.
type Side struct {
	Name     string // of the release; empty where it is being made
	Position Position
	Figures  []string                          // queries in it
	Data     func(query string) (Table, error) // what it published
	Defined  func(q *queries.Query) bool       // whether it was defined as q is
}

// Revision is one published figure that changed.
type Revision struct {
	Query         *queries.Query
	Row           []string // values of the key
	Column        queries.Column
	Before, After string // as published; empty where there is no figure
	New, Gone     bool   // the whole row stands in one of the two only; Column is then its first count
	Reasons       []Reason

	id string // of the row
}

// Left is a figure of which not all could be compared, and why.
type Left struct {
	Query string
	Why   string
}

// Comparison is what two releases say of the same things.
type Comparison struct {
	Earlier, Later Side
	Compared       int // cells that speak for the same thing in both
	Revisions      []Revision
	Left           []Left
	Moved          int  // rows that came or went because the position moved; see Explain
	Explained      bool // reasons were looked for

	keys map[string][]string
}

// Why figures are not compared.
const (
	OfThePosition = "speaks for the day of the position: it changes because time passes"
	OfLoads       = "says what was loaded: it changes with every export"
	NotBefore     = "was not in the earlier release"
	NotNow        = "is no longer published"
)

// Compare finds the cells that speak for the same thing in two releases and differ. A row that stands in one
// alone is a revision where between does not say that it comes or goes with time; see Explain.
func Compare(c *queries.Catalogue, earlier, later Side) (*Comparison, error) {
	out := &Comparison{Earlier: earlier, Later: later, keys: map[string][]string{}}
	for _, name := range later.Figures {
		q, err := c.Get(name)
		switch {
		case err != nil:
			out.leave(name, "is not defined in this program")
		case !slices.Contains(earlier.Figures, name):
			out.leave(name, NotBefore)
		default:
			if err := out.figure(q); err != nil {
				return nil, err
			}
		}
	}
	for _, name := range earlier.Figures {
		if !slices.Contains(later.Figures, name) {
			out.leave(name, NotNow)
		}
	}
	slices.SortStableFunc(out.Left, func(a, b Left) int { return strings.Compare(a.Query, b.Query) })
	return out, nil
}

func (c *Comparison) leave(query, why string) {
	c.Left = append(c.Left, Left{query, why})
}

// figure compares the data of one query.
func (c *Comparison) figure(q *queries.Query) error {
	before, err := c.Earlier.Data(q.Name)
	if err != nil {
		return err
	}
	after, err := c.Later.Data(q.Name)
	if err != nil {
		return err
	}
	key, columns := keyOf(q)
	same := c.Earlier.Position == c.Later.Position
	if !same {
		columns = slices.DeleteFunc(columns, func(name string) bool { return ofSeries(q, name) })
	}
	if !same && !series(key) {
		why := OfThePosition
		if q.OfLoads() {
			why = OfLoads
		}
		c.leave(q.Name, why)
		return nil
	}
	a, why := before.by(key)
	b, whyNow := after.by(key)
	if why = cmp.Or(why, whyNow); why != "" {
		c.leave(q.Name, why)
		return nil
	}
	c.keys[q.Name] = key
	for _, id := range union(a.keys, b.keys) {
		row, k := a.rows[id], a
		if row == nil {
			row, k = b.rows[id], b
		}
		if same || settled(key, k, row, c.Earlier.Position, c.Later.Position) {
			c.row(q, id, columns, a, b)
		}
	}
	return nil
}

// union is the keys of both, those of the second in its order and then those of the first alone.
func union(a, b []string) []string {
	out := slices.Clone(b)
	have := map[string]bool{}
	for _, id := range b {
		have[id] = true
	}
	for _, id := range a {
		if !have[id] {
			out = append(out, id)
		}
	}
	return out
}

// row compares the cells of one row.
func (c *Comparison) row(q *queries.Query, id string, columns []string, a, b keyed) {
	r := Revision{Query: q, Row: strings.Split(id, "\x1f"), id: id}
	if a.rows[id] == nil || b.rows[id] == nil {
		r.New, r.Gone = a.rows[id] == nil, b.rows[id] == nil
		r.Column = first(q)
		r.Before, _ = a.cell(id, r.Column.Name)
		r.After, _ = b.cell(id, r.Column.Name)
		c.Compared++
		c.Revisions = append(c.Revisions, r)
		return
	}
	for _, name := range columns {
		before, ok := a.cell(id, name)
		after, okNow := b.cell(id, name)
		if !ok || !okNow {
			continue
		}
		c.Compared++
		if before == after {
			continue
		}
		r.Column = q.Columns[slices.IndexFunc(q.Columns, func(col queries.Column) bool { return col.Name == name })]
		r.Before, r.After = before, after
		c.Revisions = append(c.Revisions, r)
	}
}

// charted are the steps that draw limits from all points of a series, and drawn the columns that they add. They
// move with each new point, whatever is said of the others.
var (
	charted = []string{"xmr", "p_prime", "t_chart", "g_chart"}
	drawn   = []string{"mean", "lower", "upper", "signal", "variation", "assurance"}
)

func ofSeries(q *queries.Query, column string) bool {
	return slices.Contains(drawn, column) && slices.ContainsFunc(q.Then, func(s queries.Step) bool { return slices.Contains(charted, s.Func) })
}

func figure(k queries.Kind) bool {
	return k == queries.Count || k == queries.Rate || k == queries.Duration || k == queries.Number
}

// first is the first count of a query, or its first measure.
func first(q *queries.Query) queries.Column {
	for _, want := range []queries.Kind{queries.Count, ""} {
		for _, c := range q.Columns {
			if c.Role == "measure" && (want == "" || c.Kind == want) {
				return c
			}
		}
	}
	return queries.Column{}
}

// Difference is after less before, for figures; false where there is none.
func (r Revision) Difference() (float64, bool) {
	if !figure(r.Column.Kind) || r.New || r.Gone {
		return 0, false
	}
	before, err := strconv.ParseFloat(r.Before, 64)
	after, errNow := strconv.ParseFloat(r.After, 64)
	return after - before, err == nil && errNow == nil
}

// fewest is the number of records from which a share of them is said.
const fewest = 10

// Relative is the difference as a share of a count that was at least ten; false otherwise.
func (r Revision) Relative() (float64, bool) {
	d, ok := r.Difference()
	before, _ := strconv.ParseFloat(r.Before, 64)
	if !ok || r.Column.Kind != queries.Count || math.Abs(before) < fewest {
		return 0, false
	}
	return d / before, true
}
