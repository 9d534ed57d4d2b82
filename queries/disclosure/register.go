package disclosure

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"proceedings/queries"
)

// Earlier is what a shareable release of before has published: whoever has both can take one from the other.
type Earlier struct {
	Release      string // its name
	SamePosition bool   // it speaks for the same position and period
	values       map[string]string
	nameless     []nameless // what it published of rows whose names it withholds
	before       *before    // what it was made from; nil where that cannot be asked again
}

// nameless is what was published in a row some of whose names are withheld.
type nameless struct {
	query, column string
	names         []string
	value         string
}

// before is what an earlier release was made from, as its System, and what became of each cell.
type before struct {
	*linkage
	results  map[string]*queries.Result
	fates    []Fate
	withheld map[string]int64 // what it withholds, by name
}

// Add takes in the data of a query as the release published them: CSV with a line of column names.
func (e *Earlier) Add(q *queries.Query, data io.Reader) error {
	lines, err := csv.NewReader(data).ReadAll()
	if err != nil {
		return fmt.Errorf("%s of release %s: %w", q.Name, e.Release, err)
	}
	if len(lines) == 0 {
		return nil
	}
	if e.values == nil {
		e.values = map[string]string{}
	}
	at := map[string]int{}
	for i, name := range lines[0] {
		at[name] = i
	}
	for _, line := range lines[1:] {
		var names []string
		for _, c := range q.Columns {
			if i, ok := at[c.Name]; ok && c.Role == "dimension" {
				names = append(names, strings.TrimPrefix(line[i], "'")) // as CSV keeps formulas from running
			}
		}
		for _, c := range q.Columns {
			if i, ok := at[c.Name]; ok && (c.Kind == queries.Count || curve.MatchString(c.Name)) {
				if slices.Contains(names, queries.WithheldMark) {
					e.nameless = append(e.nameless, nameless{q.Name, c.Name, names, line[i]})
				}
				e.values[published(q.Name, names, c.Name)] = line[i]
			}
		}
	}
	return nil
}

func published(query string, names []string, column string) string {
	return query + separator + strings.Join(names, separator) + separator + column
}

// shows says whether the release shows the count of a place of what it was made from, which may stand in a row without its name.
func (e *Earlier) shows(p place, r *queries.Result, n int64) bool {
	if value, ok := e.values[p.name(r)]; ok {
		return value != queries.WithheldMark
	}
	value, names := strconv.FormatInt(n, 10), p.names(r)
	return slices.ContainsFunc(e.nameless, func(of nameless) bool {
		return of.query == p.query && of.column == r.Columns[p.col].Name && of.value == value &&
			slices.EqualFunc(of.names, names, func(a, b string) bool { return a == b || a == queries.WithheldMark })
	})
}

// number is what the release published of a cell; false where it is none.
func (e *Earlier) number(name string) (int64, bool) {
	n, err := strconv.ParseInt(e.values[name], 10, 64)
	return n, err == nil
}

// name is that of a place in what releases publish.
func (p place) name(r *queries.Result) string {
	return published(p.query, p.names(r), r.Columns[p.col].Name)
}

// names are what the row of a place is about.
func (p place) names(r *queries.Result) (names []string) {
	for i, c := range r.Columns {
		if c.Role != "dimension" {
			continue
		}
		text := ""
		switch v := r.Rows[p.row][i].(type) {
		case string:
			text = v
		case interface{ Format(string) string }:
			text = v.Format("2006-01-02")
		}
		names = append(names, text)
	}
	return names
}

// known marks the cells that an earlier release has shown, as they still are. What readers know is not worth hiding
// for another's sake, and hides nothing. A release that withholds a cell in one place and has its number in another shows some
// other count there, by another period: it tells nothing of this one.
func (l *linkage) known(results map[string]*queries.Result, earlier []Earlier) []bool {
	known := make([]bool, len(l.Cells))
	for _, e := range earlier {
		shown, withheld := make([]bool, len(l.Cells)), make([]bool, len(l.Cells))
		for p, at := range l.at {
			name := p.name(results[p.query])
			if n, ok := e.number(name); ok && n == l.Cells[at].Value {
				shown[at] = true
			}
			withheld[at] = withheld[at] || e.withholds(name, l.Cells[at].Value)
		}
		for at := range known {
			known[at] = known[at] || shown[at] && !withheld[at]
		}
	}
	return known
}

// follows marks what follows from what readers have: the one cell of an equation that they do not, and the parts of a nought. Such
// a cell counts as known where others are protected, and cannot be protected itself. Those that would be hidden for their own
// sake are returned: nobody is told them once more.
func (l *linkage) follows() (lost []int) {
	for more := true; more; {
		more = false
		for _, e := range l.Equations {
			var open []int
			for _, at := range append(slices.Clone(e.Parts), e.Total) {
				if !l.Cells[at].Given {
					open = append(open, at)
				}
			}
			total := l.Cells[e.Total]
			if len(open) == 1 || total.Given && total.Value == 0 {
				for _, at := range open {
					l.Cells[at].Given, more = true, true
					if cell := l.Cells[at]; cell.small() || cell.Sensitive {
						lost = append(lost, at)
					}
				}
			}
		}
	}
	return lost
}

// mostTold is how many places an error names.
const mostTold = 5

// differ refuses a release that differs little from one that speaks for the same position: the difference is a small
// count, of those who were added or taken away.
func (l *linkage) differ(results map[string]*queries.Result, earlier []Earlier, fates []Fate) error {
	var told []string
	for p, at := range l.at {
		if fates[at] != Shown {
			continue
		}
		name, c := p.name(results[p.query]), l.Cells[at]
		for _, e := range earlier {
			n, ok := e.number(name)
			if d := max(n-c.Value, c.Value-n); ok && e.SamePosition && d > 0 && d < c.Least {
				told = append(told, fmt.Sprintf("%s (release %s shows %d)", l.words(p, results), e.Release, n))
			}
		}
	}
	if len(told) == 0 {
		return nil
	}
	return fmt.Errorf("disclosure control: an earlier release speaks for the same position, and %d figures differ from it by so little that the difference tells a small count: %s. Publish for another position, or withdraw that release from everyone who has it and remove its folder",
		len(told), some(told))
}

// words say where a place is.
func (l *linkage) words(p place, results map[string]*queries.Result) string {
	r := results[p.query]
	var of []string
	for _, d := range dimensions(r) {
		if text, _ := atom(r.Rows[p.row][d]); text != "" {
			of = append(of, text)
		}
	}
	return strings.TrimSpace(p.query + " " + strings.Join(of, ", ") + ": " + r.Columns[p.col].Name)
}

func some(told []string) string {
	slices.Sort(told)
	if len(told) > mostTold {
		told = append(told[:mostTold:mostTold], fmt.Sprintf("and %d more", len(told)-mostTold))
	}
	return strings.Join(told, "; ")
}

// told refuses a release that withholds small counts which an earlier one shows.
func (l *linkage) told(results map[string]*queries.Result, known []bool) error {
	var small []string
	for p, at := range l.at {
		if known[at] && l.Cells[at].small() {
			small = append(small, l.words(p, results))
		}
	}
	if len(small) == 0 {
		return nil
	}
	return fmt.Errorf("disclosure control: an earlier release shows %d figures that are to be withheld now: %s. Withdraw it from everyone who has it and remove its folder, or keep to its threshold", len(small), some(small))
}

// Recall takes in the answers that the release was made from, all as they were, and what disclosure control was asked.
// Then the new release withholds what this one does as long as it is unchanged, and is held against it: see reveals.
func (e *Earlier) Recall(was map[string]*queries.Result, o Options) error {
	shown, err := o.shareable(was)
	if err != nil {
		return err
	}
	l, err := link(shown, o)
	if err != nil {
		return err
	}
	fates, withheld := slices.Repeat([]Fate{Secondary}, len(l.Cells)), map[string]int64{}
	for p, at := range l.at {
		if e.shows(p, shown[p.query], l.Cells[at].Value) {
			fates[at] = Shown
		}
	}
	for p, at := range l.at {
		if fates[at] != Shown {
			withheld[p.name(shown[p.query])] = l.Cells[at].Value
		}
	}
	e.before = &before{l, shown, fates, withheld}
	return nil
}

// withhold marks the cells that earlier releases withhold and that are still what they were.
func (l *linkage) withhold(results map[string]*queries.Result, earlier []Earlier) {
	for p, at := range l.at {
		name := p.name(results[p.query])
		if slices.ContainsFunc(earlier, func(e Earlier) bool { return e.withholds(name, l.Cells[at].Value) }) {
			l.Cells[at].Sensitive = true
		}
	}
}

// withholds says whether the release was made from a count under this name and withholds it.
func (e *Earlier) withholds(name string, count int64) bool {
	if e.before == nil {
		return false
	}
	n, ok := e.before.withheld[name]
	return ok && n == count
}

// reveals looks back: whether the new release tells what this earlier one withholds.
func (e Earlier) reveals(ctx context.Context, now *Frozen) error {
	if e.before == nil {
		return nil
	}
	l, shown, later := e.before, e.before.results, now.published()
	fates, told := slices.Clone(l.fates), false
	for p, at := range l.at {
		if n, ok := later[p.name(shown[p.query])]; ok && n == l.Cells[at].Value && fates[at] != Shown {
			fates[at], told = Shown, true
		}
	}
	if !told {
		return nil // it was attacked as it is when it was published
	}
	left, err := l.Audit(ctx, fates)
	if err != nil || len(left) == 0 {
		return err
	}
	var figures []string
	for p, at := range l.at {
		if slices.ContainsFunc(left, func(x Exposed) bool { return x.Cell == at }) {
			figures = append(figures, l.words(p, shown))
		}
	}
	return fmt.Errorf("disclosure control: with this release, %d figures could be worked out that release %s withholds: %s. Publish for another position or with a higher --threshold, or withdraw that release from everyone who has it and remove its folder", len(left), e.Release, some(figures))
}

// published are the counts that frozen results show, by name.
func (f *Frozen) published() map[string]int64 {
	out := map[string]int64{}
	for query, r := range f.results {
		for row := range r.Rows {
			for _, col := range counts(r) {
				if n, ok := r.Rows[row][col].(int64); ok {
					out[place{query, row, col}.name(r)] = n
				}
			}
		}
	}
	return out
}
