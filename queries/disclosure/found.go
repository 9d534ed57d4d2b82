package disclosure

import (
	"slices"

	"proceedings/queries"
)

// fewestRows is in how many rows a pattern must be seen.
const fewestRows = 2

// found are the equations that the figures of a table show, beside those that its header declares: that a column is
// never more than another of its unit, and is then a part of it, and that two columns make up a third. Whoever reads
// the definitions knows them; what only happens to be so is protected for nothing.
func found(r *queries.Result) []queries.Sum {
	cols := counts(r)
	var out []queries.Sum
	declared := func(total int, parts ...int) bool {
		return slices.ContainsFunc(sumsOf(r.Query), func(s queries.Sum) bool {
			return s.Total == r.Columns[total].Name && !slices.ContainsFunc(parts, func(p int) bool { return !slices.Contains(s.Parts, r.Columns[p].Name) })
		})
	}
	for _, total := range cols {
		for i, a := range cols {
			if a == total || r.Columns[a].Unit != r.Columns[total].Unit || declared(total, a) || !holds(r, func(v func(int) int64) (fits, tells bool) {
				return v(a) <= v(total), v(a) > 0 && v(a) < v(total)
			}, a, total) {
				continue
			}
			out = append(out, queries.Sum{Total: r.Columns[total].Name, Parts: []string{r.Columns[a].Name}, Rest: true})
			for _, b := range cols[i+1:] {
				if b == total || r.Columns[b].Unit != r.Columns[total].Unit || declared(total, a, b) {
					continue
				}
				if holds(r, func(v func(int) int64) (fits, tells bool) { return v(a)+v(b) == v(total), v(a) > 0 && v(b) > 0 }, a, b, total) {
					out = append(out, queries.Sum{Total: r.Columns[total].Name, Parts: []string{r.Columns[a].Name, r.Columns[b].Name}})
				}
			}
		}
	}
	return out
}

// holds says that a pattern fits every row that has the columns, and that enough rows tell something of it.
func holds(r *queries.Result, pattern func(v func(col int) int64) (fits, tells bool), cols ...int) bool {
	telling := 0
	for _, row := range r.Rows {
		whole := true
		for _, c := range cols {
			if _, ok := row[c].(int64); !ok {
				whole = false
			}
		}
		if !whole {
			continue
		}
		fits, tells := pattern(func(col int) int64 { return row[col].(int64) })
		if !fits {
			return false
		}
		if tells {
			telling++
		}
	}
	return telling >= fewestRows
}

// repeated are the totals that a table repeats in every row of a group, as the denominator of each: they are one count, and where the
// rows of another column add up to it in every group, they are its parts.
func (l *linker) repeated() []tie {
	var out []tie
	for _, name := range l.names {
		r := l.results[name]
		dims := dimensions(r)
		if len(dims) > mostDimensions {
			continue
		}
		for choice := range 1<<len(dims) - 1 {
			groups := l.groups(r, dims, choice)
			for _, total := range counts(r) {
				same := l.alikeIn(name, groups, total)
				if same == nil {
					continue
				}
				out = append(out, same...)
				for _, part := range counts(r) {
					if part != total && r.Columns[part].Unit == r.Columns[total].Unit {
						out = append(out, l.addUp(name, groups, part, total)...)
					}
				}
			}
		}
	}
	return out
}

// groups are the rows of a result by the values of the dimensions of a choice, in the order of their first rows.
func (l *linker) groups(r *queries.Result, dims []int, choice int) [][]int {
	var kept []int
	for i, d := range dims {
		if choice&(1<<i) != 0 {
			kept = append(kept, d)
		}
	}
	at := map[group]int{}
	var out [][]int
	for row := range r.Rows {
		if !leaf(r, dims, kept, row) {
			continue
		}
		g := rowGroup(r, kept, row)
		i, ok := at[g]
		if !ok {
			i = len(out)
			at[g] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], row)
	}
	return out
}

// alikeIn are the ties of a column that has one value in all rows of each group; none where it has not, or no group tells.
func (l *linker) alikeIn(name string, groups [][]int, col int) (out []tie) {
	for _, rows := range groups {
		first, ok := l.out.at[place{name, rows[0], col}]
		for _, row := range rows {
			at, okRow := l.out.at[place{name, row, col}]
			if !ok || !okRow || l.out.Cells[at].Value != l.out.Cells[first].Value {
				return nil
			}
			if row != rows[0] && l.out.Cells[at].Value > 0 {
				out = append(out, tie{left: []int{at}, right: []int{first}})
			}
		}
	}
	return out
}

// addUp are the ties of a column whose rows add up, in each group, to what another repeats there; none where one does not.
func (l *linker) addUp(name string, groups [][]int, part, total int) (out []tie) {
	for _, rows := range groups {
		t := tie{right: []int{l.out.at[place{name, rows[0], total}]}}
		for _, row := range rows {
			at, ok := l.out.at[place{name, row, part}]
			if !ok {
				return nil
			}
			t.left, t.least = append(t.left, at), max(t.least, l.out.Cells[at].Least)
		}
		if l.value(t.left) != l.out.Cells[t.right[0]].Value {
			return nil
		}
		out = append(out, t)
	}
	return out
}
