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
	if failing.Len() == 0 {
		return grid{}, false
	}
	failing = failing.nameChecks("side")
	g := cross(failing, "side", "source", func(row int) gridCell {
		k, n := failing.n(row, "failing"), failing.n(row, "looked")
		c := gridCell{Col: "failing", Raw: page.Raw(failing.Value(row, "failing")), Class: missingShade(1 - float64(k)/float64(n)), Text: page.Count(k) + " of " + page.Count(n)}
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
	kept := *t.Result
	kept.Rows = nil
	for i := range t.Len() {
		if t.Str(i, name) == code {
			kept.Rows = append(kept.Rows, t.Result.Rows[i])
		}
	}
	return t.in.read(&kept)
}

// nameChecks adds a column that names the check of each row, with the severity where its rows have several.
func (t rows) nameChecks(column string) rows {
	severities := map[string]string{}
	for i := range t.Len() {
		rule, severity := t.Str(i, "rule"), t.Str(i, "severity")
		if had, ok := severities[rule]; ok && had != severity {
			severity = ""
		}
		severities[rule] = severity
	}
	named := *t.Result
	named.Columns = append(slices.Clone(t.Result.Columns), queries.Column{Name: column, Kind: queries.Label})
	named.Rows = make([][]queries.Value, t.Len())
	for i, row := range t.Result.Rows {
		name := t.Str(i, "id") + ": " + t.Str(i, "rule")
		if severities[t.Str(i, "rule")] == "" {
			name += " (" + t.Str(i, "severity") + ")"
		}
		named.Rows[i] = append(slices.Clone(row), name)
	}
	return t.in.read(&named)
}

func sayChecks(t rows) finding {
	failing, made := map[string]bool{}, map[string]bool{}
	for i := range t.Len() {
		switch t.Str(i, "outcome") {
		case "fails":
			failing[t.Str(i, "rule")] = true
			fallthrough
		case "none_fails":
			made[t.Str(i, "rule")] = true
		}
	}
	n := int64(len(failing))
	f := finding{headline: page.Count(n) + " of " + page.Plural(int64(len(made)), "check", "checks") + " made " + page.Agree(n, "finds", "find") + " rows that fail"}
	if first, _ := t.top(func(i int) int64 { return t.n(i, "failing") }); len(first) > 0 {
		i := first[0]
		f.also = append(f.also, "The most rows fail "+quote(t.text(i, "rule"))+" ("+t.text(i, "source")+"): "+page.Share(t.n(i, "failing"), t.n(i, "looked"))+".")
	}
	for i := range t.Len() {
		if t.Str(i, "outcome") == "not_checked" {
			why := strings.TrimPrefix(t.text(i, "meaning"), "Not checked: ")
			f.also = append(f.also, t.text(i, "id")+", "+quote(t.text(i, "rule"))+", is not checked: "+why)
		}
	}
	return f
}
