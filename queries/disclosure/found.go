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
