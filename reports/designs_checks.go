package reports

import (
	"slices"
	"strings"

	"proceedings/queries"
	"proceedings/reports/page"
)

// checksGrid shows the checks that some row fails, by source. They stand first in the result.
func checksGrid(t rows) (grid, bool) {
	failing := t.where("outcome", "fails")
	if failing.len() == 0 {
		return grid{}, false
	}
	failing.nameChecks("side")
	g := cross(failing, "side", "source", func(row int) gridCell {
		k, n := failing.n(row, "failing"), failing.n(row, "looked")
		c := gridCell{Col: "failing", Raw: page.Raw(failing.value(row, "failing")), Class: missingShade(1 - float64(k)/float64(n)), Text: page.Count(k) + " of " + page.Count(n)}
		if n >= page.SmallN {
			c.Sub = page.Percent(float64(k) / float64(n))
		}
		return c
	})
	g.Heat, g.Corner, g.Scale = true, "What fails", "Rows that fail, of the rows judged. Darker: a larger share fails."
	return g, true
}

// where keeps the rows whose column holds a code. Rows keep their place only
// where those kept stand first.
func (t rows) where(name, code string) rows {
	kept := *t.r
	kept.Rows = nil
	for i := range t.len() {
		if t.str(i, name) == code {
			kept.Rows = append(kept.Rows, t.r.Rows[i])
		}
	}
	return t.in.read(&kept)
}

// nameChecks adds a column that names the check of each row, with the severity where its rows have several.
func (t rows) nameChecks(column string) {
	severities := map[string]string{}
	for i := range t.len() {
		rule, severity := t.str(i, "rule"), t.str(i, "severity")
		if had, ok := severities[rule]; ok && had != severity {
			severity = ""
		}
		severities[rule] = severity
	}
	t.index[column] = len(t.r.Columns)
	t.r.Columns = append(slices.Clone(t.r.Columns), queries.Column{Name: column, Kind: queries.Label})
	for i, row := range t.r.Rows {
		name := t.str(i, "id") + ": " + t.str(i, "rule")
		if severities[t.str(i, "rule")] == "" {
			name += " (" + t.str(i, "severity") + ")"
		}
		t.r.Rows[i] = append(slices.Clone(row), name)
	}
}

func sayChecks(t rows) finding {
	failing, made := map[string]bool{}, map[string]bool{}
	for i := range t.len() {
		switch t.str(i, "outcome") {
		case "fails":
			failing[t.str(i, "rule")] = true
			fallthrough
		case "none_fails":
			made[t.str(i, "rule")] = true
		}
	}
	n := int64(len(failing))
	f := finding{headline: page.Count(n) + " of " + plural(int64(len(made)), "check", "checks") + " made " + agree(n, "finds", "find") + " rows that fail"}
	if first, _ := t.top(func(i int) int64 { return t.n(i, "failing") }); len(first) > 0 {
		i := first[0]
		f.also = append(f.also, "The most rows fail "+quote(t.text(i, "rule"))+" ("+t.text(i, "source")+"): "+page.Share(t.n(i, "failing"), t.n(i, "looked"))+".")
	}
	for i := range t.len() {
		if t.str(i, "outcome") == "not_checked" {
			why := strings.TrimPrefix(t.text(i, "meaning"), "Not checked: ")
			f.also = append(f.also, t.text(i, "id")+", "+quote(t.text(i, "rule"))+", is not checked: "+why)
		}
	}
	return f
}
