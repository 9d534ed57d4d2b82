package disclosure

import (
	"cmp"
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
			if i, ok := at[c.Name]; ok && c.Kind == queries.Count {
				e.values[published(q.Name, names, c.Name)] = line[i]
			}
		}
	}
	return nil
}

func published(query string, names []string, column string) string {
	return query + separator + strings.Join(names, separator) + separator + column
}

// number is what the release published of a cell; false where it is none.
func (e *Earlier) number(name string) (int64, bool) {
	n, err := strconv.ParseInt(e.values[name], 10, 64)
	return n, err == nil
}

// name is that of a place in what releases publish.
func (p place) name(r *queries.Result) string {
	var names []string
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
	return published(p.query, names, r.Columns[p.col].Name)
}

// known marks the cells that an earlier release has shown, as they still are. What readers know is not worth hiding
// for another's sake, and hides nothing.
func (l *linkage) known(results map[string]*queries.Result, earlier []Earlier) []bool {
	known := make([]bool, len(l.Cells))
	for p, at := range l.at {
		name := p.name(results[p.query])
		for _, e := range earlier {
			if n, ok := e.number(name); ok && n == l.Cells[at].Value {
				known[at] = true
			}
		}
	}
	return known
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

// together audits a plan as somebody would who has the earlier releases too.
func (l *linkage) together(ctx context.Context, results map[string]*queries.Result, fates []Fate, known []bool) error {
	if !slices.Contains(known, true) {
		return nil
	}
	with, small := slices.Clone(fates), []string{}
	places := map[int][]place{}
	for p, at := range l.at {
		places[at] = append(places[at], p)
	}
	say := func(at int) string {
		list := places[at]
		if len(list) == 0 {
			return "a remainder"
		}
		return l.words(slices.MinFunc(list, func(a, b place) int {
			return cmp.Or(strings.Compare(a.query, b.query), a.row-b.row, a.col-b.col)
		}), results)
	}
	for at, is := range known {
		if c := l.Cells[at]; is && fates[at] == Primary && c.Value > 0 && c.Value < c.Least {
			small = append(small, say(at))
		}
		if is {
			with[at] = Shown
		}
	}
	if len(small) > 0 {
		return fmt.Errorf("disclosure control: an earlier release shows %d figures that are withheld now: %s. Withdraw it from everyone who has it and remove its folder, or keep to its threshold", len(small), some(small))
	}
	left, err := l.Audit(ctx, with)
	if err != nil {
		return err
	}
	if len(left) == 0 {
		return nil
	}
	for _, e := range left {
		small = append(small, say(e.Cell))
	}
	return fmt.Errorf("disclosure control: with what earlier releases show, %d figures could be worked out that are withheld: %s. Withdraw the earlier releases and remove their folders, or publish for another position", len(left), some(small))
}
