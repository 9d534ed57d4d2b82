package disclosure

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"proceedings/queries"
)

// place is a cell as it is printed.
type place struct {
	query    string
	row, col int
}

// linkage is the System of a release and which cell each printed count is.
type linkage struct {
	System
	at map[place]int
}

// link makes the System of a release from its results. Counts of one group, unit and value are one cell, wherever they
// are printed. The columns of a row hang together by the equations of the query's header and as k of n; the rows of a
// table by its totals, over every choice of its dimensions and over months, quarters and years.
//
// It fails where an equation that a header declares does not hold.
func link(results map[string]*queries.Result, o Options) (*linkage, error) {
	l := &linker{o: o, same: alike(results, o), cells: map[identity]int{}, out: &linkage{at: map[place]int{}}}
	names := slices.Sorted(maps.Keys(results))
	for _, name := range names {
		l.print(name, results[name])
	}
	l.unify()
	for _, name := range names {
		if err := l.columns(name, results[name]); err != nil {
			return nil, err
		}
	}
	for _, name := range names {
		l.rollUp(name, results[name])
	}
	l.total()
	return l.out, nil
}

// identity is what makes two counts the same: one measure (see alike) of one group, of one value.
type identity struct {
	group
	measure string
	value   int64
}

type linker struct {
	o     Options
	same  measures
	cells map[identity]int
	out   *linkage
	rolls map[identity]*roll
}

func (l *linker) identify(k group, c queries.Column, value int64) identity {
	return identity{group: k, measure: l.same.of(c), value: value}
}

// counts are the columns of a result that hold counts.
func counts(r *queries.Result) []int {
	var out []int
	for i, c := range r.Columns {
		if c.Kind == queries.Count {
			out = append(out, i)
		}
	}
	return out
}

func rowGroup(r *queries.Result, dims []int, row int) group {
	values := make([]queries.Value, len(dims))
	for i, d := range dims {
		values[i] = r.Rows[row][d]
	}
	return newGroup(values)
}

// print makes the cells of a table.
func (l *linker) print(name string, r *queries.Result) {
	dims, least := dimensions(r), l.o.least(r.Query)
	for row := range r.Rows {
		k := rowGroup(r, dims, row)
		for _, col := range counts(r) {
			value, ok := r.Rows[row][col].(int64)
			if !ok || value < 0 {
				continue
			}
			id := l.identify(k, r.Columns[col], value)
			l.out.at[place{name, row, col}] = l.cell(id, Cell{Value: value, Least: least})
		}
	}
}

// cell is the one of an identity; what is printed twice is held to the higher of two thresholds.
func (l *linker) cell(id identity, c Cell) int {
	at, ok := l.cells[id]
	if !ok {
		at = len(l.out.Cells)
		l.cells[id] = at
		l.out.Cells = append(l.out.Cells, c)
		return at
	}
	have := &l.out.Cells[at]
	have.Least, have.Unprinted = max(have.Least, c.Least), have.Unprinted && c.Unprinted
	return at
}

// unify joins counts of one measure, period and value of which one speaks of the narrower group: that hearings
// due in a year are the hearing limit's due in that year is not said by both tables.
func (l *linker) unify() {
	type close struct {
		period, measure string
		value           int64
	}
	near := map[close][]identity{}
	for id, at := range l.cells {
		if c := l.out.Cells[at]; c.Value >= max(c.Least, 1) {
			near[close{id.period, id.measure, id.value}] = append(near[close{id.period, id.measure, id.value}], id)
		}
	}
	j := newJoins(len(l.out.Cells))
	for _, ids := range near {
		for i, a := range ids {
			for _, b := range ids[:i] {
				if a.within(b.group) || b.within(a.group) {
					j.join(l.cells[a], l.cells[b])
				}
			}
		}
	}
	for id, at := range l.cells {
		l.cells[id] = j.root(at)
	}
	for p, at := range l.out.at {
		keep := &l.out.Cells[j.root(at)]
		keep.Least = max(keep.Least, l.out.Cells[at].Least)
		l.out.at[p] = j.root(at)
	}
}

// joins are sets of cells that are one, each known by its first.
type joins []int

func newJoins(n int) joins {
	j := make(joins, n)
	for i := range j {
		j[i] = i
	}
	return j
}

func (j joins) root(i int) int {
	for j[i] != i {
		i = j[i]
	}
	return i
}

func (j joins) join(a, b int) {
	a, b = j.root(a), j.root(b)
	j[max(a, b)] = min(a, b)
}

// columns adds the equations of rows.
func (l *linker) columns(name string, r *queries.Result) error {
	certain := r.Query.Topic == outcomes || r.Query.Protected
	all := append(sumsOf(r.Query), found(r)...)
	for row := range r.Rows {
		for _, s := range all {
			if err := l.sum(name, r, row, s, certain); err != nil {
				return err
			}
		}
	}
	return nil
}

// outcomes is the topic whose figures say what became of people.
const outcomes = "outcomes"

// sumsOf are the equations of a query's header, and that k is a part of n for every share of it.
func sumsOf(q *queries.Query) []queries.Sum {
	out := slices.Clone(q.Sums)
	add := func(k, n string) {
		if k != "" && n != "" && !slices.ContainsFunc(out, func(s queries.Sum) bool { return s.Total == n && len(s.Parts) == 1 && s.Parts[0] == k }) {
			out = append(out, queries.Sum{Total: n, Parts: []string{k}, Rest: true})
		}
	}
	for _, step := range q.Then {
		add(step.Args["k"], step.Args["n"])
		if step.Func == "newcombe" || step.Func == "rate_ratio" {
			add(step.Args["k1"], step.Args["n1"])
			add(step.Args["k2"], step.Args["n2"])
		}
	}
	return out
}

// sum adds one equation of a row; nothing where a column of it is empty.
func (l *linker) sum(name string, r *queries.Result, row int, s queries.Sum, certain bool) error {
	total, ok := l.out.at[l.place(name, r, row, s.Total)]
	if !ok {
		return nil
	}
	e := Equation{Total: total}
	var added int64
	for _, part := range s.Parts {
		at, ok := l.out.at[l.place(name, r, row, part)]
		if !ok {
			return nil
		}
		e.Parts = append(e.Parts, at)
		added += l.out.Cells[at].Value
	}
	rest := l.out.Cells[total].Value - added
	switch {
	case rest < 0 || rest > 0 && !s.Rest:
		if slices.ContainsFunc(r.Query.Sums, func(d queries.Sum) bool { return d.Total == s.Total && slices.Equal(d.Parts, s.Parts) }) {
			return fmt.Errorf("disclosure control: in %s, row %d, %s = %s does not hold: nothing is published", name, row+1, strings.Join(s.Parts, " + "), s.Total)
		}
		return nil // shares of something else than a part
	case s.Rest:
		e.Parts = append(e.Parts, len(l.out.Cells))
		l.out.Cells = append(l.out.Cells, Cell{Value: rest, Least: l.out.Cells[total].Least, Unprinted: true})
	}
	if certain {
		l.certain(e)
	}
	l.out.Equations = append(l.out.Equations, e)
	return nil
}

func (l *linker) place(name string, r *queries.Result, row int, column string) place {
	return place{name, row, slices.IndexFunc(r.Columns, func(c queries.Column) bool { return c.Name == column })}
}

// certain marks the parts of a group of which all are in one part: to know that somebody is of the group would be to
// know what became of them.
func (l *linker) certain(e Equation) {
	total := l.out.Cells[e.Total].Value
	if total == 0 {
		return
	}
	for _, at := range e.Parts {
		if l.out.Cells[at].Value == total {
			for _, each := range e.Parts {
				l.out.Cells[each].Sensitive = true
			}
			return
		}
	}
}

// roll is a total of rows that may be printed elsewhere, or be that of another table too.
type roll struct {
	value  int64
	least  int64
	column queries.Column
	from   map[string]bool
	parts  [][]int // one list a table and way of adding up
}

// rollUp finds what the rows of a table add up to, over each choice of its dimensions and by each wider period.
func (l *linker) rollUp(name string, r *queries.Result) {
	if l.rolls == nil {
		l.rolls = map[identity]*roll{}
	}
	dims, least := dimensions(r), l.o.least(r.Query)
	if len(dims) > mostDimensions {
		return
	}
	for _, col := range counts(r) {
		for choice := range 1 << len(dims) {
			for _, step := range []int{0, 1, 2} {
				l.add(name, r, col, dims, choice, step, least)
			}
		}
	}
}

// mostDimensions bounds the choices of dimensions that are added up.
const mostDimensions = 4

// add adds up the rows of a column that are alike in the dimensions of choice (a bit each) and in their period, taken
// wider by so many steps.
func (l *linker) add(name string, r *queries.Result, col int, dims []int, choice, step int, least int64) {
	kept := make([]int, 0, len(dims))
	for i, d := range dims {
		if choice&(1<<i) != 0 {
			kept = append(kept, d)
		}
	}
	parts, sums := map[group][]int{}, map[group]int64{}
	for row := range r.Rows {
		at, ok := l.out.at[place{name, row, col}]
		if !ok || !l.leaf(r, dims, kept, row) {
			continue
		}
		k := rowGroup(r, kept, row)
		for range step {
			k.period = wider(k.period)
		}
		if step > 0 && k.period == "" {
			continue
		}
		parts[k] = append(parts[k], at)
		sums[k] += l.out.Cells[at].Value
	}
	for k, list := range parts {
		if len(list) < 2 {
			continue
		}
		id := l.identify(k, r.Columns[col], sums[k])
		one := l.rolls[id]
		if one == nil {
			one = &roll{value: sums[k], column: r.Columns[col], from: map[string]bool{}}
			l.rolls[id] = one
		}
		one.least, one.from[name+"."+r.Columns[col].Name] = max(one.least, least), true
		slices.Sort(list)
		if !slices.ContainsFunc(one.parts, func(p []int) bool { return slices.Equal(p, list) }) {
			one.parts = append(one.parts, list)
		}
	}
}

// leaf says that a row stands for itself in the dimensions that are added up, not for all.
func (l *linker) leaf(r *queries.Result, dims, kept []int, row int) bool {
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

// total makes the cells and equations of those totals that a reader has: one that is printed, or that rows of two
// tables add up to.
func (l *linker) total() {
	ids := slices.SortedFunc(maps.Keys(l.rolls), func(a, b identity) int {
		return cmp.Or(strings.Compare(a.period, b.period), strings.Compare(a.groups, b.groups), strings.Compare(a.measure, b.measure), cmp.Compare(a.value, b.value))
	})
	for _, id := range ids {
		one := l.rolls[id]
		at, printed := l.cells[id]
		if !printed && len(one.parts) < 2 {
			continue
		}
		if !printed {
			at = l.cell(id, Cell{Value: one.value, Least: one.least, Unprinted: true})
		}
		slices.SortFunc(one.parts, slices.Compare)
		for _, parts := range one.parts {
			if !slices.Contains(parts, at) {
				l.out.Equations = append(l.out.Equations, Equation{Total: at, Parts: parts})
			}
		}
	}
}
