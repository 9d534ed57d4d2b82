package disclosure

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"proceedings/queries"
)

// Earlier is what a shareable release of before has published: whoever has both can take one from the other.
type Earlier struct {
	Release  string    // its name
	Near     bool      // it speaks for the same position, or for one so near that few cases lie between
	Until    time.Time // the last day that it speaks of, of its position and period
	values   map[string]string
	nameless []nameless // what it published of rows whose names it withholds
	before   *before    // what it was made from; nil where that cannot be asked again
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
	counts   map[string]int64 // by name, before rounding
	withheld map[string]bool  // by name
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
			i, ok := at[c.Name]
			if !ok || c.Kind != queries.Count && !curve.MatchString(c.Name) {
				continue
			}
			value := line[i]
			if of, ok := at[c.Of]; ok && c.Kind != queries.Count && value != queries.WithheldMark {
				value = reachedOf(value, line[of])
			}
			if slices.Contains(names, queries.WithheldMark) {
				e.nameless = append(e.nameless, nameless{q.Name, c.Name, names, value})
			}
			e.values[published(q.Name, names, c.Name)] = value
		}
	}
	return nil
}

// reachedOf is the count that a share by a time tells, as published: see reached.
func reachedOf(share, of string) string {
	part, err := strconv.ParseFloat(share, 64)
	n, errOf := strconv.ParseInt(of, 10, 64)
	if err != nil || errOf != nil {
		return ""
	}
	return strconv.FormatInt(int64(math.Round(part*float64(n))), 10)
}

func published(query string, names []string, column string) string {
	return query + separator + strings.Join(names, separator) + separator + column
}

// find looks for the count of a place of what the release was made from where it may stand in a row without its name, and gives it its
// name. Where such rows show the number and withhold it, it counts as withheld.
func (e *Earlier) find(p place, r *queries.Result, n int64) {
	name := p.name(r)
	if _, ok := e.values[name]; ok {
		return
	}
	value, names := strconv.FormatInt(n, 10), p.names(r)
	for _, of := range e.nameless {
		if of.query != p.query || of.column != r.Columns[p.col].Name || e.values[name] == queries.WithheldMark ||
			!slices.EqualFunc(of.names, names, func(a, b string) bool { return a == b || a == queries.WithheldMark }) {
			continue
		}
		if of.value == value || of.value == queries.WithheldMark {
			e.values[name] = of.value
		}
	}
}

// shows says whether the release shows the count of a place of what it was made from.
func (e *Earlier) shows(p place, r *queries.Result) bool {
	value, ok := e.values[p.name(r)]
	return ok && value != queries.WithheldMark
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
		if c.Role == "dimension" {
			names = append(names, queries.Exact(r.Rows[p.row][i]))
		}
	}
	return names
}

// register is what readers have of earlier releases.
type register struct {
	known  []bool // cells that one shows, as they still are
	kept   []bool // cells that are withheld only because one withholds them, as they still are
	sure   []bool // cells of which one speaks that speaks of the same time: others may be the same by chance
	follow []int  // cells to be withheld that follow from what is known
}

// register marks in the system what readers have.
func (l *linkage) register(results map[string]*queries.Result, o Options) register {
	h := register{known: make([]bool, len(l.Cells)), kept: make([]bool, len(l.Cells)), sure: make([]bool, len(l.Cells))}
	for _, e := range o.Earlier {
		l.hadOf(e, results, o.Round, h)
	}
	for at := range l.Cells {
		cell := &l.Cells[at]
		h.kept[at] = h.kept[at] && !cell.Sensitive
		cell.Given, cell.Sensitive = h.known[at], cell.Sensitive || h.kept[at]
	}
	if o.Round <= 1 {
		h.follow = l.follows()
	}
	return h
}

// hadOf adds what readers have of one release. What they know is not worth hiding for another's sake, and hides nothing. A release
// that withholds a cell in one place and has its number in another shows some other count there: it tells nothing of this one.
func (l *linkage) hadOf(e Earlier, results map[string]*queries.Result, base int64, h register) {
	shown, withheld := map[int]bool{}, map[int]bool{}
	for p, at := range l.at {
		name, n := p.name(results[p.query]), l.Cells[at].Value
		tells, withholds := e.tells(name, n, base), e.withholds(name, n)
		shown[at], withheld[at] = shown[at] || tells, withheld[at] || withholds
		h.sure[at] = h.sure[at] || (tells || withholds) && (e.Near || p.settled(results[p.query], e.Until))
	}
	for at := range l.Cells {
		h.known[at] = h.known[at] || shown[at] && !withheld[at]
		h.kept[at] = h.kept[at] || withheld[at]
	}
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
				if !l.Cells[at].Given && !slices.Contains(open, at) {
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

// differ refuses a release that differs little from one that speaks for the same position or one near to it: the difference is a small
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
			if d := max(n-c.Value, c.Value-n); ok && e.Near && d > 0 && d < c.Least {
				told = append(told, fmt.Sprintf("%s (release %s shows %d)", l.words(p, results), e.Release, n))
			}
		}
	}
	if len(told) == 0 {
		return nil
	}
	return fmt.Errorf("disclosure control: an earlier release speaks for the same position or for one a few days off, and %d figures differ from it by so little that the difference tells a small count: %s. Publish for a position that is a month away, or withdraw that release from everyone who has it and remove its folder",
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
	e.before = &before{l, shown, slices.Repeat([]Fate{Secondary}, len(l.Cells)), map[string]int64{}, map[string]bool{}}
	for p, at := range l.at {
		e.find(p, shown[p.query], Round(l.Cells[at].Value, o.Round))
		if e.shows(p, shown[p.query]) {
			e.before.fates[at] = Shown
		}
	}
	for p, at := range l.at {
		name := p.name(shown[p.query])
		e.before.counts[name], e.before.withheld[name] = l.Cells[at].Value, e.before.fates[at] != Shown
	}
	return nil
}

// settled says whether a place's row is of a span of time that was over at the position of its result and on a day: what else speaks for
// later than both has it too.
func (p place) settled(r *queries.Result, day time.Time) bool {
	of := false
	for i, c := range r.Columns {
		if !queries.HoldsSpan(c.Name) {
			continue
		}
		_, to, ok := queries.Span(queries.Exact(r.Rows[p.row][i]))
		if !ok || to.After(r.Period.AsOf) || to.After(r.Period.To) || !day.IsZero() && to.After(day) {
			return false
		}
		of = true
	}
	return of
}

// withholds says whether the release was made from a count under this name and withholds it.
func (e *Earlier) withholds(name string, count int64) bool {
	return e.before != nil && e.before.withheld[name] && e.before.counts[name] == count
}

// tells says whether the release shows a count under this name, rounded to a multiple of base. Other counts are rounded to the same.
func (e *Earlier) tells(name string, count, base int64) bool {
	n, ok := e.number(name)
	return ok && n == Round(count, base) && (base <= 1 || e.before == nil || e.before.counts[name] == count)
}

// reveals looks back: whether the new release tells what this earlier one withholds.
func (e Earlier) reveals(ctx context.Context, later map[string]int64, until time.Time, base int64) error {
	if e.before == nil {
		return nil
	}
	l, shown := e.before, e.before.results
	fates, told := slices.Clone(l.fates), false
	for p, at := range l.at {
		r := shown[p.query]
		if !e.Near && !p.settled(r, until) {
			continue // a later release speaks of another time
		}
		if n, ok := later[p.name(r)]; ok && n == l.Cells[at].Value && fates[at] != Shown {
			fates[at], told = Shown, true
		}
	}
	if !told {
		return nil // it was attacked as it is when it was published
	}
	left, err := l.attack(ctx, fates, base)
	if err != nil || len(left) == 0 {
		return err
	}
	var figures []string
	for p, at := range l.at {
		if slices.ContainsFunc(left, func(x Exposed) bool { return x.Cell == at }) {
			figures = append(figures, l.words(p, shown))
		}
	}
	if len(figures) == 0 {
		figures = []string{"counts that it holds nowhere and that follow from its figures"}
	}
	return fmt.Errorf("disclosure control: with this release could be worked out what release %s withholds: %s. Publish for another position or with a higher --threshold, or withdraw that release from everyone who has it and remove its folder", e.Release, some(figures))
}

// attack audits a release, in which what is shown is rounded where base says so.
func (s System) attack(ctx context.Context, fates []Fate, base int64) ([]Exposed, error) {
	if base <= 1 {
		return s.Audit(ctx, fates)
	}
	s.Cells = slices.Clone(s.Cells)
	for at := range s.Cells {
		s.Cells[at].Unprinted = s.Cells[at].Unprinted || fates[at] != Shown
	}
	return s.AuditRounded(base)
}
