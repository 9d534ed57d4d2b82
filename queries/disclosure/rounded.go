package disclosure

import "proceedings/queries"

// round rounds the counts of a result that are shown, works shares out from them and withholds what was worked out
// from exact ones: differences, limits, intervals of shares.
func (t *freezer) round() {
	for row := range t.out.Rows {
		for col, c := range t.out.Columns {
			n, ok := t.out.Rows[row][col].(int64)
			if c.Kind == queries.Count && ok {
				t.out.Rows[row][col] = Round(n, t.o.Round)
			}
		}
		for col, c := range t.out.Columns {
			switch {
			case t.out.Rows[row][col] == nil, c.Kind == queries.Count, c.Role != "measure", c.Kind == queries.Duration:
			case c.Kind == queries.Rate && !bound(c.Name):
				t.out.Rows[row][col] = t.share(row, c.Name)
			default:
				t.hide(row, col)
			}
		}
	}
	t.intervals()
	t.all("signal", "position")
}

// share is a share of rounded counts, where the query says which; withheld otherwise and on few records.
func (t *freezer) share(row int, rate string) queries.Value {
	for _, s := range t.in.Query.Then {
		if s.Args["rate"] != rate {
			continue
		}
		k, okK := t.count(row, s.Args["k"])
		n, okN := t.count(row, s.Args["n"])
		if okK && okN && n >= t.o.estimate(t.in.Query) {
			return min(float64(k)/float64(n), 1)
		}
	}
	return queries.Withheld{}
}

// all hides columns whole.
func (t *freezer) all(columns ...string) {
	for _, name := range columns {
		if col, ok := t.index[name]; ok {
			for row := range t.out.Rows {
				t.hide(row, col)
			}
		}
	}
}
