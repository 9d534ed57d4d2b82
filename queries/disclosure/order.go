package disclosure

import (
	"regexp"
	"slices"
	"strings"

	"proceedings/queries"
)

var ordering = regexp.MustCompile(`(?i)\border\s+by\b`)

// orderedBy is what the rows of a statement are put in the order of: its last ORDER BY outside all brackets.
func orderedBy(sql string) string {
	by := ""
	for _, at := range ordering.FindAllStringIndex(sql, -1) {
		if before := sql[:at[0]]; strings.Count(before, "(") == strings.Count(before, ")") {
			by = sql[at[1]:]
		}
	}
	return by
}

// order puts rows last whose place among the others would tell a figure that is hidden.
func (t *freezer) order() {
	text := orderedBy(t.in.Query.SQL)
	var by []int
	for i, c := range t.out.Columns {
		if c.Role == "measure" && regexp.MustCompile(`\b`+regexp.QuoteMeta(c.Name)+`\b`).MatchString(text) {
			by = append(by, i)
		}
	}
	if len(by) == 0 {
		return
	}
	last := func(row []queries.Value) bool {
		return slices.ContainsFunc(by, func(col int) bool { _, is := row[col].(queries.Withheld); return is })
	}
	slices.SortStableFunc(t.out.Rows, func(a, b []queries.Value) int {
		la, lb := last(a), last(b)
		switch {
		case la && lb:
			return strings.Compare(labelled(t.out, a), labelled(t.out, b))
		case la:
			return 1
		case lb:
			return -1
		}
		return 0
	})
}

// labelled is a row's labels in one text.
func labelled(r *queries.Result, row []queries.Value) string {
	var b strings.Builder
	for i, c := range r.Columns {
		if s, ok := row[i].(string); ok && c.Kind == queries.Label {
			b.WriteString(s + separator)
		}
	}
	return b.String()
}
