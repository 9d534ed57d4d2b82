package disclosure

import (
	"fmt"
	"maps"
	"math"
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

// link makes the System of a release from its results. The columns of a row hang together by the equations of the
// query's header, as k of n, and by what the figures show (see found); tables by the sums that are the same count (see
// sums), whatever they are called, and by what headers declare of them (see declared).
//
// It fails where an equation that a header declares does not hold.
func link(results map[string]*queries.Result, o Options) (*linkage, error) {
	l := &linker{o: o, results: results, names: slices.Sorted(maps.Keys(results)), out: &linkage{at: map[place]int{}}}
	l.print()
	all := l.sums()
	l.same(all)
	l.number(all, append(l.declared(), l.repeated()...))
	for _, name := range l.names {
		if err := l.columns(name, results[name]); err != nil {
			return nil, err
		}
	}
	return l.out, nil
}

type linker struct {
	o       Options
	results map[string]*queries.Result
	names   []string
	out     *linkage
}

// counts are the columns of a result that hold counts.
func counts(r *queries.Result) []int {
	var out []int
	for i, c := range r.Columns {
		if c.Kind == queries.Count && !c.Extreme {
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

// print makes a cell of every count that is printed.
func (l *linker) print() {
	for _, name := range l.names {
		r := l.results[name]
		least := l.o.least(r.Query)
		for row := range r.Rows {
			for _, col := range counts(r) {
				if value, ok := r.Rows[row][col].(int64); ok && value >= 0 {
					l.printed(place{name, row, col}, value, least)
				}
			}
			for col := range r.Columns {
				if value, ok := l.o.reached(r, row, col); ok {
					l.printed(place{name, row, col}, value, least)
				}
			}
		}
	}
}

func (l *linker) printed(p place, value, least int64) {
	l.out.at[p] = len(l.out.Cells)
	l.out.Cells = append(l.out.Cells, Cell{Value: value, Least: least})
}

// reached is the count that a share by a time tells: how many had got there. Of whom some are not followed so long it is an estimate,
// which tells the count nearly. Where few stand behind it the share is not shown.
func (o Options) reached(r *queries.Result, row, col int) (int64, bool) {
	c := r.Columns[col]
	of := slices.IndexFunc(r.Columns, func(e queries.Column) bool { return e.Name == c.Of })
	if c.Kind != queries.Rate || !curve.MatchString(c.Name) || of < 0 || o.Round > 1 {
		return 0, false
	}
	share, ok := r.Rows[row][col].(float64)
	n, okN := r.Rows[row][of].(int64)
	return int64(math.Round(share * float64(n))), ok && okN && n >= o.estimate(r.Query)
}

// number puts cells that are one count into one, and adds the equations of the sums that a reader has: those that are
// printed, or that rows add up to in two ways, and those that headers declare.
func (l *linker) number(all []*sum, declared []tie) {
	j := newJoins(len(l.out.Cells))
	classes := map[*sum][]*sum{}
	for _, s := range all {
		classes[s.root()] = append(classes[s.root()], s)
	}
	roots := slices.Collect(maps.Keys(classes))
	slices.SortFunc(roots, func(a, b *sum) int { return a.place - b.place })
	for _, root := range roots {
		first := -1
		for _, s := range classes[root] {
			if len(s.parts) != 1 {
				continue
			}
			if first >= 0 {
				j.join(first, s.parts[0])
			}
			first = s.parts[0]
		}
	}
	for _, t := range declared {
		t.join(j)
	}
	l.join(j)
	for _, root := range roots {
		l.total(classes[root], j)
	}
	for _, t := range declared {
		l.tie(t, j)
	}
}

// join puts the cells of each set into its first.
func (l *linker) join(j joins) {
	for p, at := range l.out.at {
		to := j.root(at)
		l.out.Cells[to].Least = max(l.out.Cells[to].Least, l.out.Cells[at].Least)
		l.out.at[p] = to
	}
	for at := range l.out.Cells {
		if j.root(at) != at {
			l.out.Cells[at] = Cell{} // no longer anywhere
		}
	}
}

// total adds the equations of one count.
func (l *linker) total(class []*sum, j joins) {
	at := -1
	var ways [][]int
	least := int64(0)
	for _, s := range class {
		least = max(least, s.least)
		parts := make([]int, len(s.parts))
		for i, p := range s.parts {
			parts[i] = j.root(p)
		}
		slices.Sort(parts)
		if len(parts) == 1 {
			at = parts[0]
		} else if !slices.ContainsFunc(ways, func(w []int) bool { return slices.Equal(w, parts) }) {
			ways = append(ways, parts)
		}
	}
	if at < 0 && len(ways) < 2 {
		return
	}
	if at < 0 {
		at = len(l.out.Cells)
		l.out.Cells = append(l.out.Cells, Cell{Value: class[0].value, Least: least, Unprinted: true})
	}
	slices.SortFunc(ways, slices.Compare)
	for _, parts := range ways {
		if !slices.Contains(parts, at) { // two parts that are one count stand there twice
			l.out.Equations = append(l.out.Equations, Equation{Total: at, Parts: parts})
		}
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

func (j joins) roots(all []int) []int {
	out := make([]int, len(all))
	for i, one := range all {
		out[i] = j.root(one)
	}
	return out
}

func (j joins) join(a, b int) {
	a, b = j.root(a), j.root(b)
	j[max(a, b)] = min(a, b)
}

// columns adds the equations of rows.
func (l *linker) columns(name string, r *queries.Result) error {
	certain := r.Query.Topic == outcomes || r.Query.Protected
	declared := sumsOf(r.Query)
	all := append(slices.Clone(declared), found(r)...)
	for row := range r.Rows {
		for i, s := range all {
			if i >= len(declared) && s.Rest && !l.little(name, r, row, s) {
				continue
			}
			if err := l.sum(name, r, row, s, certain && i < len(declared)); err != nil {
				return err
			}
		}
	}
	return nil
}

// little says that what a column leaves of another is a small count. Where it is none, that the one is never more than
// the other is of no use to a reader.
func (l *linker) little(name string, r *queries.Result, row int, s queries.Sum) bool {
	total, ok := l.out.at[l.place(name, r, row, s.Total)]
	part, okPart := l.out.at[l.place(name, r, row, s.Parts[0])]
	if !ok || !okPart {
		return false
	}
	rest := l.out.Cells[total].Value - l.out.Cells[part].Value
	return rest > 0 && rest < l.out.Cells[total].Least
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
	for _, c := range q.Columns {
		if c.Less == "" && len(c.Parts()) == 1 {
			add(c.K, c.Of)
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
