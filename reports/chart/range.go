package chart

import (
	"cmp"
	"slices"
	"strings"

	"proceedings/queries"
	"proceedings/reports/page"
)

// Range says in clauses what a chart shows, for those who do not see it: of each part the first and last value where rows follow
// one another, and the lowest and highest. It reads what may be shown alone, and no share of fewer than ten.
func Range(s Spec, r *queries.Result) []string {
	t, err := newTable(s, r)
	if err != nil {
		return nil
	}
	var out []string
	if s.Kind == Survival {
		cohorts := t.groups(s.Series)
		for _, g := range cohorts[max(0, len(cohorts)-MostCurves):] {
			out = append(out, t.fall(g)...)
		}
		return out
	}
	parts := s.Parts
	if s.Kind == Pareto {
		parts = parts[:1] // the shares stand beside its bars
	}
	for _, p := range parts {
		if p.Name != "" {
			out = append(out, t.span(p)...)
		}
	}
	return out
}

// span is the range of a part.
func (t *table) span(p Part) []string {
	var rows []int
	for row := range t.Len() {
		if _, ok := t.Num(row, p.Column); ok && !t.partly(row, []Part{p}) && !(t.spec.Percent && t.small(row)) {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	size := func(a, b int) int { return cmp.Compare(t.count(a, p), t.count(b, p)) }
	low, high := slices.MinFunc(rows, size), slices.MaxFunc(rows, size)
	if t.spec.Kind == Funnel { // which they are is not said: it names no first and no last
		return []string{p.Name + ", " + page.Count(int64(len(rows))) + " points: lowest " + t.drawn(low, p) + ", highest " + t.drawn(high, p)}
	}
	at := func(row int) string { return t.drawn(row, p) + " (" + t.text(row, t.spec.Category) + ")" }
	first, last := rows[0], rows[len(rows)-1]
	switch {
	case t.count(low, p) == t.count(high, p) && len(rows) > 1:
		return []string{p.Name + ": " + t.drawn(low, p) + " throughout"}
	case len(rows) == 1:
		return []string{p.Name + ": " + at(low)}
	case t.spec.Kind == Lines || t.spec.Kind == XmR:
		return []string{p.Name + ": from " + at(first) + " to " + at(last) + ", lowest " + at(low) + ", highest " + at(high)}
	}
	return []string{p.Name + ": lowest " + at(low) + ", highest " + at(high)}
}

// drawn is what is drawn of a part, in words.
func (t *table) drawn(row int, p Part) string {
	if len(p.And) == 0 {
		return t.text(row, p.Column)
	}
	return page.Decimal(t.count(row, p))
}

// fall is how far a curve falls, as far as it is drawn.
func (t *table) fall(g group) []string {
	data := t.steps(g)
	if len(data) == 0 {
		return nil
	}
	return []string{strings.ReplaceAll(data[len(data)-1].Tip, "\n", ", ")}
}
