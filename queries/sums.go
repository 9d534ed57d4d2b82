package queries

import (
	"slices"
	"strings"
)

// Sum says that in every row the columns Parts add up to the column Total, or with Rest to a part of it.
type Sum struct {
	Total string
	Parts []string
	Rest  bool
}

// sums reads the equations of a header's totals, such as "met + late = due_passed" or, where something remains,
// "done <= due"; what has no equals sign is for readers.
func sums(totals string) []Sum {
	var out []Sum
	for _, one := range strings.FieldsFunc(totals, func(r rune) bool { return r == ';' || r == ',' }) {
		left, right, ok := strings.Cut(one, "=")
		if !ok {
			continue
		}
		s := Sum{Total: strings.TrimSpace(right), Rest: strings.HasSuffix(left, "<")}
		left = strings.TrimSuffix(left, "<")
		for _, part := range strings.Split(left, "+") {
			s.Parts = append(s.Parts, strings.TrimSpace(part))
		}
		out = append(out, s)
	}
	return out
}

// checkSums wants every equation to be of columns that are counts.
func checkSums(q *Query, add func(string, ...any)) {
	for _, s := range q.Sums {
		for _, name := range append(slices.Clone(s.Parts), s.Total) {
			if !slices.ContainsFunc(q.Columns, func(c Column) bool { return c.Name == name && c.Kind == Count }) {
				add("totals: %q is no column of counts", name)
			}
		}
	}
}
