package disclosure

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"proceedings/queries"
)

// tie is what a header's same says of one group: the cells of both sides, of which the left has the rest less.
type tie struct {
	left, right []int
	rest        int64
	least       int64
}

// declared are the relations that headers state between rows and tables, group by group. Two counts that are made alike agree in the
// figures; where they do not, the figures were made of another period (a quarter that is not over) or of what only one of the two
// can count, and the relation says nothing to a reader: it is left out. A part that is all of the other is taken for the same count,
// since a reader would take it for that.
func (l *linker) declared() []tie {
	var out []tie
	for _, name := range l.names {
		for _, s := range l.results[name].Query.Same {
			years := l.inYears(name, s)
			left, right := l.side(name, s.Left, years), l.side(name, s.Right, years)
			for _, a := range left {
				for _, b := range right {
					if a.fits(b) {
						out = a.tie(b, s, out)
					}
				}
			}
		}
	}
	return out
}

// part is one group of one side of a relation.
type part struct {
	by    map[string]string // by dimension, the value that it is of
	cells []int
	value int64
	least int64
}

// fits says that two groups are of the same values of the dimensions that both name.
func (p *part) fits(o *part) bool {
	for d, v := range p.by {
		if w, ok := o.by[d]; ok && v != w {
			return false
		}
	}
	return true
}

// tie adds what a relation says of two groups to out, unless the figures do not bear it out.
func (p *part) tie(o *part, s queries.Same, out []tie) []tie {
	if s.Nearly && p.value > o.value {
		p, o = o, p
	}
	rest := o.value - p.value
	if rest < 0 || rest > 0 && !s.Rest && !s.Nearly {
		return out
	}
	return append(out, tie{p.cells, o.cells, rest, max(p.least, o.least)})
}

// side are the groups of a sum of terms, of which only those count that every term has rows of.
func (l *linker) side(name string, terms []queries.Term, years bool) []*part {
	var out []*part
	for i, t := range terms {
		parts := l.term(name, t, years)
		if i == 0 {
			out = parts
			continue
		}
		var both []*part
		for _, a := range out {
			for _, b := range parts {
				if a.fits(b) {
					a.cells, a.value, a.least = append(a.cells, b.cells...), a.value+b.value, max(a.least, b.least)
					both = append(both, a)
					break
				}
			}
		}
		out = both
	}
	return out
}

// term are the groups of one term, in the order of their first rows; none where its table is not shown or does not have the quarters.
func (l *linker) term(name string, t queries.Term, years bool) []*part {
	name = cmp.Or(t.Query, name)
	r := l.results[name]
	if r == nil {
		return nil
	}
	within, ok := lastQuarters(r, t.Last)
	if !ok {
		return nil
	}
	at := map[string]*part{}
	var out []*part
	for row := range r.Rows {
		if !within(row) || slices.ContainsFunc(t.Only, func(o queries.Only) bool { return !slices.Contains(o.Values, said(r, row, o.Dimension)) }) {
			continue
		}
		p := &part{by: map[string]string{}, least: l.o.least(r.Query)}
		of := row
		if t.Before {
			of++
		}
		if of == len(r.Rows) {
			continue
		}
		for _, d := range t.By {
			p.by[d.As] = said(r, of, d.Dimension)
			if years || d.As != d.Dimension {
				p.by[d.As] = inYear(p.by[d.As])
			}
		}
		key := fmt.Sprint(p.by)
		if have := at[key]; have != nil {
			p = have
		} else {
			at[key] = p
			out = append(out, p)
		}
		if t.Latest {
			p.cells, p.value = nil, 0
		}
		if cell, ok := l.out.at[l.place(name, r, row, t.Column)]; ok && (!t.First || len(p.cells) == 0) {
			p.cells = append(p.cells, cell)
			p.value += l.out.Cells[cell].Value
		}
	}
	return slices.DeleteFunc(out, func(p *part) bool { return len(p.cells) == 0 })
}

// partOfYear is what a change of law cuts out of a financial year: 2024-25, to 6 May 2024.
var partOfYear = regexp.MustCompile(`^(\d{4}-\d{2}), `)

// inYear is the financial year of a quarter, or of a part of one; of anything else itself.
func inYear(period string) string {
	if m := partOfYear.FindStringSubmatch(period); m != nil {
		return m[1]
	}
	if quarterLabel.MatchString(period) {
		return wider(period)
	}
	return period
}

// said is the value of a row's dimension as text.
func said(r *queries.Result, row int, dimension string) string {
	col := slices.IndexFunc(r.Columns, func(c queries.Column) bool { return c.Name == dimension })
	switch v := r.Rows[row][col].(type) {
	case string:
		return v
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return ""
}

// inYears says that the quarters of one of a relation's tables were put together to years: then the other's are too.
func (l *linker) inYears(name string, s queries.Same) bool {
	return slices.ContainsFunc(slices.Concat(s.Left, s.Right), func(t queries.Term) bool {
		r := l.results[cmp.Or(t.Query, name)]
		return r != nil && r.Merged
	})
}

// lastQuarters are the rows of the last n quarters of a result's period; all where n is 0. It reports false where the table has years in
// place of quarters, and these do not end with the period.
func lastQuarters(r *queries.Result, n int) (within func(row int) bool, ok bool) {
	if n == 0 {
		return func(int) bool { return true }, true
	}
	has := func(row int, label *regexp.Regexp, among []string) bool {
		return slices.ContainsFunc(r.Rows[row], func(v queries.Value) bool {
			text, is := v.(string)
			if partOfYear.MatchString(text) {
				text = inYear(text)
			}
			return is && label.MatchString(text) && (among == nil || slices.Contains(among, text))
		})
	}
	label := yearLabel
	for row := range r.Rows {
		if has(row, quarterLabel, nil) {
			label = quarterLabel
		}
	}
	if label == yearLabel && (n%4 != 0 || !strings.HasSuffix(queries.QuarterOf(r.Period.To), "Q4")) {
		return nil, false
	}
	var last []string
	first := r.Period.To.AddDate(0, 0, 1-r.Period.To.Day())
	for i := range n {
		quarter := queries.QuarterOf(first.AddDate(0, -3*i, 0))
		last = append(last, quarter, wider(quarter))
	}
	return func(row int) bool { return has(row, label, last) }, true
}

// join puts the two cells of a relation that says no more into one.
func (t tie) join(j joins) {
	if t.rest == 0 && len(t.left) == 1 && len(t.right) == 1 {
		j.join(t.left[0], t.right[0])
	}
}

// tie adds a relation as an equation: of its two sums, one is a cell or becomes one that is printed nowhere.
func (l *linker) tie(t tie, j joins) {
	left, right := j.roots(t.left), j.roots(t.right)
	if t.rest > 0 {
		left = append(left, l.unprinted(t.rest, t.least))
	}
	if len(right) > 1 {
		left, right = right, left
	}
	if len(right) > 1 {
		total := l.unprinted(l.value(right), t.least)
		l.out.Equations = append(l.out.Equations, Equation{total, right})
		right = []int{total}
	}
	if !slices.Contains(left, right[0]) {
		l.out.Equations = append(l.out.Equations, Equation{right[0], left})
	}
}

func (l *linker) unprinted(value, least int64) int {
	l.out.Cells = append(l.out.Cells, Cell{Value: value, Least: least, Unprinted: true})
	return len(l.out.Cells) - 1
}

func (l *linker) value(cells []int) (sum int64) {
	for _, c := range cells {
		sum += l.out.Cells[c].Value
	}
	return sum
}
