package disclosure

import (
	"regexp"
	"slices"
	"strings"

	"proceedings/queries"
	"proceedings/queries/stats"
)

// freezer takes out of one result what may not be shown.
type freezer struct {
	o     Options
	in    *queries.Result
	out   *queries.Result
	index map[string]int
}

func newFreezer(o Options, r *queries.Result) *freezer {
	out := *r
	out.Rows = make([][]queries.Value, len(r.Rows))
	for i, row := range r.Rows {
		out.Rows[i] = slices.Clone(row)
	}
	out.Notes = slices.Clone(r.Query.Caveats) // others count records
	t := &freezer{o: o, in: r, out: &out, index: map[string]int{}}
	for i, c := range r.Columns {
		t.index[c.Name] = i
	}
	return t
}

func (t *freezer) hide(row, col int) { t.out.Rows[row][col] = queries.Withheld{} }

func (t *freezer) hidden(row, col int) bool {
	_, is := t.out.Rows[row][col].(queries.Withheld)
	return is
}

// withheld is the number of cells that are.
func (t *freezer) withheld() int {
	n := 0
	for row := range t.out.Rows {
		for col := range t.out.Columns {
			if t.hidden(row, col) {
				n++
			}
		}
	}
	return n
}

// estimates takes out, once the counts are, what could tell them.
func (t *freezer) estimates() {
	for row := range t.out.Rows {
		for col, c := range t.out.Columns {
			if (c.Kind != queries.Count || c.Extreme) && c.Role == "measure" && !bound(c.Name) && t.out.Rows[row][col] != nil && t.tells(row, col) {
				t.hide(row, col)
			}
		}
	}
	t.steps()
	t.money()
	t.intervals()
}

// bound says that a column is a limit of an interval, which is shown where its estimate is: see intervals.
func bound(name string) bool {
	return strings.HasSuffix(name, "_low") || strings.HasSuffix(name, "_high")
}

// tells says that an estimate may not be shown for what it rests on.
func (t *freezer) tells(row, col int) bool {
	c := t.out.Columns[col]
	switch {
	case c.Extreme, t.dominated(row, c), t.fewLeft(row, c):
		return true
	case t.o.excepted(t.in.Query.Name):
		return false
	case c.Of == "":
		return t.anyHidden(row)
	case c.Kind != queries.Duration && !curve.MatchString(c.Name) && t.workable(row, c):
		return true
	}
	n, known := t.count(row, c.Of)
	if !known {
		return true
	}
	if c.Less != "" {
		less, known := t.count(row, c.Less)
		if !known {
			return true
		}
		n -= less
	}
	if n < t.o.estimate(t.in.Query) || float64(n)*tail(c.Name) < float64(t.o.least(t.in.Query)) {
		return true
	}
	rate, ok := t.in.Rows[row][col].(float64)
	return ok && c.Kind == queries.Rate && t.reveals(rate, n)
}

// count is a count that is shown.
func (t *freezer) count(row int, column string) (int64, bool) {
	i, ok := t.index[column]
	if !ok {
		return 0, false
	}
	n, ok := t.out.Rows[row][i].(int64)
	return n, ok
}

// reveals says that a share of n gives away a small count, or, where it says what became of people, that it was the
// same for all.
func (t *freezer) reveals(rate float64, n int64) bool {
	least := float64(t.o.least(t.in.Query))
	k := rate * float64(n)
	rest := float64(n) - k
	if small := func(x float64) bool { return x > 0.5 && x < least-0.5 }; small(k) || small(rest) {
		return true
	}
	certain := t.in.Query.Topic == outcomes || t.in.Query.Protected
	return certain && (k < 0.5 || rest < 0.5)
}

// curve names shares by a time, which are read off a curve and are no count divided by another.
var curve = regexp.MustCompile(`(^|_)by_\d+$`)

// workable says that a share, times the records it is of, would tell a count that is hidden: its own where the query
// says which that is, else any of the row.
func (t *freezer) workable(row int, rate queries.Column) bool {
	of := rate.Parts()
	for _, s := range t.in.Query.Then {
		if s.Args["rate"] == rate.Name && s.Args["k"] != "" {
			of = append(of, s.Args["k"])
		}
	}
	if len(of) == 0 {
		return t.anyHidden(row)
	}
	return slices.ContainsFunc(of, func(k string) bool { _, known := t.count(row, k); return !known })
}

func (t *freezer) anyHidden(row int) bool {
	return slices.ContainsFunc(counts(t.out), func(col int) bool { return t.hidden(row, col) })
}

var quantile = regexp.MustCompile(`^p(\d\d)(_|$)`)

// tail is the share of records beyond a quantile; half of them for a median and for what is none.
func tail(name string) float64 {
	m := quantile.FindStringSubmatch(name)
	if m == nil {
		return 0.5
	}
	p := float64(m[1][0]-'0')*0.1 + float64(m[1][1]-'0')*0.01
	return min(p, 1-p)
}

// steps takes out what a statistic worked out from a series of which not all is shown: limits, pooled rates, signals.
func (t *freezer) steps() {
	for _, s := range t.in.Query.Then {
		switch s.Func {
		case "xmr", "p_prime", "t_chart", "g_chart":
			from := append([]string{s.Args["x"], s.Args["k"], s.Args["n"], s.Args["days"], s.Args["between"]}, strings.Fields(s.Args["counts"])...)
			t.wholly(from, stats.MeanColumn, stats.LowerColumn, stats.UpperColumn, stats.SignalColumn, "variation", "assurance")
		case "funnel", "poisson_funnel":
			t.wholly([]string{s.Args["k"], s.Args["n"], s.Args["exposure"]}, "overall", "low95", "high95", "low998", "high998", "position")
		case "newcombe", "rate_ratio":
			t.between(s)
		}
	}
	if i, ok := t.index["share"]; ok && t.out.Columns[i].Of == "" { // shares of the table's own total
		t.wholly(t.countNames(), "share", "cumulative")
	}
}

func (t *freezer) countNames() []string {
	var names []string
	for _, col := range counts(t.out) {
		names = append(names, t.out.Columns[col].Name)
	}
	return names
}

// wholly hides columns in all rows where one of those they are made from is hidden in any.
func (t *freezer) wholly(from []string, columns ...string) {
	for _, name := range from {
		col, ok := t.index[name]
		if !ok || !slices.ContainsFunc(t.out.Rows, func(row []queries.Value) bool { _, is := row[col].(queries.Withheld); return is }) {
			continue
		}
		for _, name := range columns {
			if col, ok := t.index[name]; ok {
				for row := range t.out.Rows {
					t.hide(row, col)
				}
			}
		}
		return
	}
}

// between hides the difference or ratio of two shares unless both are shown whole. Where there is none, because a group is too small
// or is the one compared with, the noughts in its place go with what the row withholds: each would say that the group is small.
func (t *freezer) between(s queries.Step) {
	col, ok := t.index[s.Args["difference"]+s.Args["ratio"]]
	if !ok {
		return
	}
	for row := range t.out.Rows {
		for _, arg := range []string{"k1", "n1"} {
			if n, known := t.count(row, s.Args[arg]); known && n == 0 && s.Func == "rate_ratio" && t.anyHidden(row) {
				t.hide(row, t.index[s.Args[arg]])
			}
		}
		for _, arg := range []string{"k1", "n1", "k2", "n2"} {
			n, known := t.count(row, s.Args[arg])
			if !known || arg[0] == 'n' && n < t.o.estimate(t.in.Query) {
				t.hide(row, col)
			}
		}
	}
}

// intervals hides the limits of what is hidden.
func (t *freezer) intervals() {
	for col, c := range t.out.Columns {
		base, found := strings.CutSuffix(c.Name, "_low")
		if !found {
			base, found = strings.CutSuffix(c.Name, "_high")
		}
		if !found {
			continue
		}
		of := slices.IndexFunc(t.out.Columns, func(e queries.Column) bool {
			return e.Name == base || strings.HasPrefix(e.Name, base+"_") && e.Name != base+"_low" && e.Name != base+"_high"
		})
		for row := range t.out.Rows {
			if of >= 0 && t.hidden(row, of) {
				t.hide(row, col)
			}
		}
	}
}

// labels hides values that came with an export and that nobody can vouch for: of a column with a list, those that the
// list does not hold; of one of words as typed, those that no list holds and no count large enough stands behind. A
// name typed into the wrong field is one of them.
func (t *freezer) labels(borne map[string]bool) {
	for col, c := range t.out.Columns {
		if c.Kind != queries.Label || c.List == "" && !c.Typed {
			continue
		}
		for row := range t.out.Rows {
			code, ok := t.out.Rows[row][col].(string)
			switch {
			case !ok, code == "", t.own(code), t.o.known(c.List, code):
			case !c.Typed || !borne[code]:
				t.hide(row, col)
			}
		}
	}
}

// bear adds the words of columns as typed that a count shown stands behind.
func (t *freezer) bear(borne map[string]bool) {
	for col, c := range t.out.Columns {
		if !c.Typed {
			continue
		}
		for row := range t.out.Rows {
			for _, n := range counts(t.out) {
				if v, ok := t.out.Rows[row][n].(int64); ok && v >= t.o.threshold() {
					if word, ok := t.out.Rows[row][col].(string); ok {
						borne[word] = true
					}
				}
			}
		}
	}
}

// own says that the query itself writes the value.
func (t *freezer) own(code string) bool {
	return code == "not recorded" || allLabel.MatchString(code) || strings.Contains(t.in.Query.SQL, "'"+code+"'")
}
