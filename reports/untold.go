package reports

import (
	"slices"
	"strings"

	"proceedings/queries"
	"proceedings/reports/page"
)

// untold is the headline in place of one that rests on what is withheld: the last period of which k of n may be shown,
// a total that may be, or the name of the figure alone; a note then says that no finding is stated (see unsaid).
func (in Input) untold(r *queries.Result) finding {
	if r.Query == nil {
		return finding{headline: "Figures", untold: true}
	}
	t, name := in.read(r).unwatched(), strings.TrimSuffix(r.Query.Title, ".")
	if said, ok := t.lastShare(name); ok {
		return finding{headline: name + ": " + said}
	}
	if said, ok := t.inAll(); ok {
		return finding{headline: name + ": " + said}
	}
	return finding{headline: name, untold: true}
}

// mergedNote says what became of the rows of a merged table.
const mergedNote = "Quarters are put together to financial years here, because too few records stand behind a quarter; the last year may not be over."

// periods are the names of columns of periods in which rows follow one another.
var periods = []string{"quarter", "year", "cohort", "month"}

// lastShare says k of n in the last row of which both and the share are shown, where rows are periods: which it is, and
// that it is not the last of all where another follows. What k counts is not said twice where the figure's name says it.
func (t rows) lastShare(name string) (string, bool) {
	first := t.Result.Columns[0]
	at := slices.IndexFunc(t.Result.Query.Then, func(s queries.Step) bool { return s.Func == "wilson" || s.Func == "exact" })
	if at < 0 || !slices.Contains(periods, first.Name) || t.Len() > 0 && t.repeats(first.Name) {
		return "", false
	}
	s := t.Result.Query.Then[at].Args
	for i := t.Len() - 1; i >= 0; i-- {
		if _, ok := t.Num(i, s["rate"]); !ok || t.n(i, s["n"]) < page.SmallN {
			continue
		}
		said := page.Share(t.n(i, s["k"]), t.n(i, s["n"]))
		if did := page.Lower(t.title(s["k"])); !strings.Contains(strings.ToLower(name), did) {
			said += " " + did
		}
		return said + ", in " + t.text(i, first.Name) + t.lastOf(i, first.Name, s), true
	}
	return "", false
}

// lastOf says of a period that others follow, and why none of them is spoken of.
func (t rows) lastOf(row int, name string, share map[string]string) string {
	period := name
	if name == "cohort" {
		period = "year"
	}
	for i := row + 1; i < t.Len(); i++ {
		if t.Withheld(i, share["k"]) || t.Withheld(i, share["n"]) || t.Withheld(i, share["rate"]) {
			return ", the last " + period + " that may be shown"
		}
	}
	if row < t.Len()-1 {
		return ", the last " + period + " with ten records or more"
	}
	return ""
}

// repeats says that rows share a value of a column.
func (t rows) repeats(name string) bool {
	seen := map[string]bool{}
	for i := range t.Len() {
		v := page.Raw(t.Value(i, name))
		if seen[v] {
			return true
		}
		seen[v] = true
	}
	return false
}

// inAll adds up a column of totals, where every one is shown and rows are parts of a whole.
func (t rows) inAll() (string, bool) {
	c, ok := t.Column("total")
	if !ok || slices.Contains(periods, t.Result.Columns[0].Name) {
		return "", false
	}
	for i := range t.Len() {
		if t.Withheld(i, c.Name) {
			return "", false
		}
	}
	return page.Count(t.sum(c.Name)) + " " + c.Unit, true
}
