package disclosure

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"proceedings/queries"
)

// sum is a count that rows of one column add up to: a row alone, the rows of a total, of a year, of the last quarters.
type sum struct {
	series *series
	group
	value int64
	least int64
	parts []int            // cells
	place int              // among all sums
	same  *sum             // one that is the same count; nil: none, or itself the first
	rows  map[printed]bool // of the first: the rows in which the count is printed
	also  []*sum           // of the first: the others
}

// printed is a row of a query.
type printed struct {
	query string
	row   int
}

func (s *sum) root() *sum {
	for s.same != nil {
		s = s.same
	}
	return s
}

// join says that two sums are the same count. Two columns of one row never are: that all of a group had an outcome is
// what may have to be withheld, and no rule of counting. Nor are two of one column that speak of different groups: a third
// count has the value of both by chance.
func (s *sum) join(o *sum) {
	a, b := s.root(), o.root()
	if a.place > b.place {
		a, b = b, a
	}
	if a == b {
		return
	}
	for row := range b.rows {
		if a.rows[row] {
			return
		}
	}
	for _, x := range append(a.also, a) {
		for _, y := range append(b.also, b) {
			if x.series.query == y.series.query && x.series.name == y.series.name && x.group.apart(y.group) {
				return
			}
		}
	}
	b.same, a.also, b.also = a, append(append(a.also, b), b.also...), nil
	if a.rows == nil {
		a.rows = map[printed]bool{}
	}
	maps.Copy(a.rows, b.rows)
}

// series are the sums of one column that are made alike: over the same dimensions and span of time.
type series struct {
	query string
	unit  string
	name  string // of the column
	slice string // the value of a dimension that it is of, unnamed in its groups; empty: of all
	of    map[group]*sum
}

// The spans that tables look back over, in quarters, months and years.
var (
	quarterSpans = []int{4, 8, 12, 20}
	monthSpans   = []int{12, 24, 36}
	yearSpans    = []int{2, 3, 5}
)

// mostDimensions bounds the choices of dimensions that are added up.
const mostDimensions = 4

// sums are all of them, series by series.
func (l *linker) sums() []*sum {
	var all []*sum
	for _, name := range l.names {
		r := l.results[name]
		dims := dimensions(r)
		if len(dims) > mostDimensions {
			continue
		}
		for _, col := range counts(r) {
			for _, s := range l.ofColumn(name, r, col, dims) {
				groups := make([]*sum, 0, len(s.of))
				for _, one := range s.of {
					groups = append(groups, one)
				}
				slices.SortFunc(groups, func(a, b *sum) int {
					return cmp.Or(strings.Compare(a.period, b.period), strings.Compare(a.groups, b.groups))
				})
				for _, one := range groups {
					one.place = len(all)
					all = append(all, one)
				}
			}
		}
	}
	return all
}

// ofColumn makes the series of a column: its rows; over every choice of its dimensions; by wider periods; over the
// last so many; and of each value of a dimension by itself.
func (l *linker) ofColumn(name string, r *queries.Result, col int, dims []int) []*series {
	var out []*series
	period := slices.IndexFunc(dims, func(d int) bool {
		return slices.ContainsFunc(r.Rows, func(row []queries.Value) bool { _, is := atom(row[d]); return is })
	})
	for choice := range 1 << len(dims) {
		var kept []int
		for i, d := range dims {
			if choice&(1<<i) != 0 {
				kept = append(kept, d)
			}
		}
		if period < 0 {
			out = append(out, l.over(name, r, col, dims, kept, -1, nil))
			continue
		}
		if choice&(1<<period) == 0 {
			out = append(out, l.over(name, r, col, dims, kept, -1, nil))
			for _, in := range spans(r, dims[period]) {
				out = append(out, l.over(name, r, col, dims, kept, -1, in))
			}
			continue
		}
		for steps := range 3 {
			out = append(out, l.over(name, r, col, dims, kept, steps, nil))
		}
	}
	out = slices.DeleteFunc(out, func(s *series) bool { return len(s.of) == 0 })
	if period >= 0 && len(dims) == 2 {
		out = append(out, l.each(name, r, col, dims, 1-period)...)
	}
	return out
}

// over adds up the rows of a column over all dimensions that are not kept, in periods taken wider by so many steps, or
// within a span.
func (l *linker) over(name string, r *queries.Result, col int, dims, kept []int, steps int, in func(row int) bool) *series {
	c := r.Columns[col]
	s := &series{query: name, unit: c.Unit, name: c.Name, of: map[group]*sum{}}
	for row := range r.Rows {
		at, ok := l.out.at[place{name, row, col}]
		if !ok || in != nil && !in(row) || !leaf(r, dims, kept, row) {
			continue
		}
		g := rowGroup(r, kept, row)
		for range max(steps, 0) {
			g.period = wider(g.period)
		}
		if steps > 0 && g.period == "" {
			continue
		}
		one := s.of[g]
		if one == nil {
			one = &sum{series: s, group: g, least: l.o.least(r.Query)}
			s.of[g] = one
		}
		one.value += l.out.Cells[at].Value
		one.parts = append(one.parts, at)
		one.rows = nil
		if len(one.parts) == 1 {
			one.rows = map[printed]bool{{name, row}: true}
		}
	}
	return s
}

// each are the series of each value of a dimension by itself, named by nothing: what another table says of that value
// alone, it need not name.
func (l *linker) each(name string, r *queries.Result, col int, dims []int, by int) (out []*series) {
	var seen []string
	for row := range r.Rows {
		if text, _ := atom(r.Rows[row][dims[by]]); text != "" && !slices.Contains(seen, text) {
			seen = append(seen, text)
		}
	}
	for _, value := range seen {
		in := func(row int) bool { text, _ := atom(r.Rows[row][dims[by]]); return text == value }
		for steps := range 2 {
			s := l.over(name, r, col, dims[1-by:2-by], dims[1-by:2-by], steps, in)
			s.slice = value
			out = append(out, s)
		}
	}
	return out
}

// spans are the rows of the last so many periods, up to the one that the result's period ends in.
func spans(r *queries.Result, dim int) []func(row int) bool {
	var periods []string
	for _, row := range r.Rows {
		if text, is := atom(row[dim]); is && !slices.Contains(periods, text) {
			periods = append(periods, text)
		}
	}
	slices.Sort(periods)
	lengths := yearSpans
	last := ""
	switch {
	case len(periods) == 0:
		return nil
	case quarterLabel.MatchString(periods[0]):
		lengths, last = quarterSpans, queries.QuarterOf(r.Period.To)
	case !yearLabel.MatchString(periods[0]):
		lengths, last = monthSpans, r.Period.To.Format(monthLabel)
	}
	if at, ok := slices.BinarySearch(periods, last); ok {
		periods = periods[:at+1]
	}
	var out []func(row int) bool
	for _, n := range lengths {
		if n >= len(periods) {
			continue
		}
		within := periods[len(periods)-n:]
		out = append(out, func(row int) bool { text, _ := atom(r.Rows[row][dim]); return slices.Contains(within, text) })
	}
	return out
}

// leaf says that a row stands for itself in the dimensions that are added up, not for all.
func leaf(r *queries.Result, dims, kept []int, row int) bool {
	for _, d := range dims {
		if slices.Contains(kept, d) {
			continue
		}
		if text, _ := atom(r.Rows[row][d]); text == "" {
			return false
		}
	}
	return true
}
