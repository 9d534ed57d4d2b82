package reports

import (
	"strings"

	"proceedings/queries"
	"proceedings/reports/page"
)

// plainDesign is the figure of a query that has no design of its own: its question, its title in
// place of a finding, how many rows of what there are, and its table.
func plainDesign(q *queries.Query) design {
	return design{
		question: q.Question,
		measure:  q.Population + ".",
		say: func(t rows) finding {
			grain := strings.TrimPrefix(strings.TrimPrefix(q.Grain, "One row "), "one row ")
			return finding{headline: q.Title, also: []string{page.Plural(int64(t.Len()), "row", "rows") + ", one for " + grain + "."}}
		},
	}
}

// Drawn reports whether a query's rows are the curve of another query's figure.
func Drawn(name string) bool {
	for _, d := range designs() {
		if d.curve == name {
			return true
		}
	}
	return false
}
