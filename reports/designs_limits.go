package reports

import (
	"slices"
	"strings"

	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// limitDesigns are the figures of legal and local limits.
func limitDesigns() map[string]design {
	return map[string]design{
		"limits_met": {
			list:     "overdue_list",
			question: "Are limits being met, and which fail?",
			measure:  "Limits whose original due date fell {year}, finished or not. An open limit past its date is a miss.",
			chart: &chart.Spec{Kind: chart.Stacked, Category: "title", Parts: []chart.Part{
				{Column: "met", Name: "In time"}, {Column: "met_extension", And: []string{"explained", "open_in_extension"}, Name: "Extended or explained"},
				{Column: "late", Name: "Late"}, {Column: "open_overdue", Name: "Overdue"}}},
			say: sayLimits, empty: none("limits with a due date"),
		},
		"limits_by_quarter": {
			question: "Is any limit met more or less often than it was?",
			measure:  "Met within the original limit, by the quarter in which it fell due.",
			unlike:   "Of accelerated hearings the first windows alone count here; the share held in the window counts one that began anew in its place.",
			view:     limitGrid, marked: "standard_id", say: sayLimitQuarters, empty: noneAtAll("limits with a due date"),
		},
		"hearing_100wd": {
			question: "Do misconduct hearings begin within {MIS-HRG-100|#|the limit}?",
			measure:  "Officers whose {MIS-HRG-100|#|limit} from the notice of referral ended in the financial year; share whose hearing began by then.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "year", Percent: true, K: "met", N: "due_passed",
				YTitle: "Hearing begun within the original limit", Parts: rateParts("rate_original", "Within {MIS-HRG-100|#|the limit}")},
			fewest: 2, say: sayHearing, empty: noneAtAll("officers due a misconduct hearing"),
		},
		"recommendation_response": {
			question: "Are recommendations answered within the legal limit?",
			measure:  "Recommendations under paragraph 28A whose {LRN-28A-RESP|#|limit} ended in the quarter; share answered by then.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "quarter", Percent: true, K: "met", N: "due_passed",
				YTitle: "Answered within the limit", Parts: rateParts("rate_original", "Within {LRN-28A-RESP|#|the limit}")},
			fewest: 2, say: sayResponses, empty: func(in Input) string {
				return "No paragraph 28A recommendation in the exports held has a limit that passed in the eight quarters to " + page.Day(in.Period.To) +
					", or the exports do not say when recommendations were answered."
			},
		},
	}
}

func sayLimits(t rows) finding {
	kinds, full := int64(0), int64(0)
	missed := func(i int) int64 {
		return t.n(i, "due_passed") - t.n(i, "met") - t.n(i, "met_extension") - t.n(i, "explained") - t.n(i, "open_in_extension")
	}
	for i := range t.Len() {
		if t.n(i, "due_passed") > 0 {
			kinds++
			if missed(i) == 0 {
				full++
			}
		}
	}
	worst, most := t.top(missed)
	var f finding
	switch {
	case kinds == 0:
		f.headline = "No limit fell due " + t.in.year()
	case most == 0:
		f.headline = noMiss(t.sum("met_extension"), t.sum("open_in_extension"))
	case len(worst) > 1:
		f.headline = "Most misses, " + page.Count(most) + " each late or overdue: " + t.quoted(worst, "title")
	default:
		s := share{k: most, n: t.n(worst[0], "due_passed")}
		f.headline = "Most misses: " + t.quoted(worst, "title") + ", " + s.String() + " late or overdue"
	}
	if most > 0 && kinds > 1 {
		f.also = append(f.also, sentence(unmissed(full, kinds), counted(t.sum("open_overdue"))+" still overdue"))
	}
	if n := t.sum("start_not_recorded"); n > 0 {
		f.also = append(f.also, page.Plural(n, "limit could not be timed because its", "limits could not be timed because their")+
			" start is not recorded; "+page.Agree(n, "it is", "they are")+" in no rate.")
	}
	return f
}

// noMiss says how limits without a miss were met.
func noMiss(extended, open int64) string {
	switch {
	case open > 0:
		return "No limit that fell due was missed; " + page.Plural(open, "is", "are") + " still open within an extension"
	case extended > 0:
		return "Every limit that fell due was met, " + page.Count(extended) + " of them within an extension"
	}
	return "Every limit that fell due was met"
}

func unmissed(full, kinds int64) string {
	if kinds == 1 {
		return "the one kind of limit that fell due was " + page.Agree(full, "never missed", "missed")
	}
	if full == 0 {
		return "each of the " + page.Count(kinds) + " kinds of limit that fell due was missed at least once"
	}
	return page.Count(full) + " of the " + page.Count(kinds) + " kinds of limit that fell due had no miss"
}

// limitGrid lays standards out by quarter.
func limitGrid(t rows) (grid, bool) {
	g := cross(t, "standard_id", "quarter", func(row int) gridCell {
		k, n := t.n(row, "met"), t.n(row, "due_passed")
		c := gridCell{Col: "rate_original", Raw: page.Raw(t.Value(row, "rate_original")), Class: "s0"}
		rate, ok := t.Num(row, "rate_original")
		switch {
		case !ok || n == 0:
			c.Text = "none due"
		case n < page.SmallN:
			c.Text = page.Count(k) + " of " + page.Count(n)
		default:
			c.Text, c.Sub = page.Percent(rate), page.Count(k)+" of "+page.Count(n)
		}
		return c
	})
	g.Corner = "Limit"
	for i := range g.Sides {
		row := g.Sides[i].Cells[0].Row
		g.Sides[i].Code = t.Str(row, "standard_id")
		g.Sides[i].Name = t.text(row, "title") + t.in.mark(g.Sides[i].Code)
	}
	return g, true
}

// sayLimitQuarters compares the last quarter with the one before it, and with
// the same quarter a year earlier.
func sayLimitQuarters(t rows) finding {
	quarters := t.distinct("quarter")
	last := len(quarters) - 1
	if last == 0 {
		return finding{headline: "Limits fell due in " + page.Quarter(quarters[0]) + " only: there is no quarter to compare with"}
	}
	head, more := t.limitChange(quarters[last-1], quarters[last])
	f := finding{headline: head}
	if more != "" {
		f.also = append(f.also, more)
	}
	if last > 1 {
		head, more := t.limitChange(quarters[0], quarters[last])
		f.also = append(f.also, strings.TrimSpace(sentence(head)+" "+more))
	}
	f.also = append(f.also, "A difference is clear where its own 95% interval leaves out nought and each quarter has ten or more due.")
	return f
}

func (t rows) limitChange(from, to string) (headline, more string) {
	var up, down []string
	enough := false
	for _, id := range t.distinct("standard_id") {
		i, j := t.at(id, from), t.at(id, to)
		then, now := t.share(i, "met", "due_passed", "rate_original"), t.share(j, "met", "due_passed", "rate_original")
		enough = enough || then.n >= page.SmallN && now.n >= page.SmallN
		words := quote(t.text(j, "title")) + " (" + then.String() + " then, " + now.String() + " now)"
		switch now.apart(then) {
		case 1:
			up = append(up, words)
		case -1:
			down = append(down, words)
		}
	}
	between := " between " + page.Quarter(from) + " and " + page.Quarter(to)
	if !enough {
		return "No limit fell due often enough to be compared" + between, ""
	}
	if len(up)+len(down) == 0 {
		return "No limit’s rate differs clearly" + between, ""
	}
	var parts []string
	if len(up) > 0 {
		parts = append(parts, "met more often: "+page.List(up))
	}
	if len(down) > 0 {
		parts = append(parts, "met less often: "+page.List(down))
	}
	return page.Plural(int64(len(up)+len(down)), "limit differs", "limits differ") + " clearly" + between, sentence(parts...)
}

// at is the row of a limit in a quarter; -1 where there is none.
func (t rows) at(id, quarter string) int {
	for i := range t.Len() {
		if t.Str(i, "standard_id") == id && t.Str(i, "quarter") == quarter {
			return i
		}
	}
	return -1
}

// distinct are the values of a column, in the order they come.
func (t rows) distinct(column string) []string {
	var out []string
	for i := range t.Len() {
		if s := t.Str(i, column); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func sayHearing(t rows) finding {
	f := series{period: "year", k: "met", n: "due_passed", rate: "rate_original",
		what: "officers due a hearing in", did: "had it begin in time"}.say(t)
	at := (series{n: "due_passed"}).row(t)
	if at < 0 {
		return f
	}
	var clauses []string
	if n := t.n(at, "met_extension"); n > 0 {
		clauses = append(clauses, page.Count(n)+" more had it begin within an extension given in time")
	}
	if n := t.n(at, "open_overdue"); n > 0 {
		clauses = append(clauses, page.Count(n)+" had no hearing yet and "+page.Agree(n, "was", "were")+" overdue "+t.in.on())
	}
	if len(clauses) > 0 {
		f.also = append(f.also, "Of those due in "+t.text(at, "year")+", "+strings.Join(clauses, "; ")+".")
	}
	return f
}

func sayResponses(t rows) finding {
	return series{period: "quarter", k: "met", n: "due_passed", rate: "rate_original",
		what: "recommendations due in", did: "were answered in time"}.say(t)
}
