package reports

import (
	"strings"

	"proceedings/queries"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// exploreDesigns are the figures of the page that can be filtered.
func exploreDesigns() map[string]design {
	nothing := func(what string) func(Input) string {
		return func(in Input) string { return page.Upper(in.choice.scope(in) + "no " + what + " in the exports held.") }
	}
	return map[string]design{
		"explore_flow": {
			question: "How much came, how much went, and what is left?",
			measure:  "Proceedings opened and closed in each quarter of the last six financial years that is over. One person in one proceeding counts once.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "quarter", YTitle: "Proceedings", Parts: []chart.Part{
				{Column: "opened", Name: "Opened"}, {Column: "closed", Name: "Closed"}}},
			fewest: 2, say: sayChosenFlow, empty: nothing("proceedings"),
		},
		"explore_time": {
			question: "How long does it take?",
			measure:  "Days from the start of a proceeding to its end, by the year of its start. Those not ended count for as long as they have run. No median is given on fewer than ten.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "year", YTitle: "Median days", Parts: []chart.Part{
				{Column: "median_days", Name: "Median days", Low: "median_low", High: "median_high"}}},
			fewest: 2, strict: true, say: sayChosenTime, empty: nothing("proceedings started"),
		},
		"explore_limits": {
			question: "Are limits met?",
			measure:  "Limits whose original due date fell in the years chosen and has passed. An open limit past its date is a miss. They are told apart by jurisdiction, not by type of proceeding.",
			chart: &chart.Spec{Kind: chart.DotCI, Category: "title", Percent: true, K: "met", N: "due_passed",
				Parts: []chart.Part{{Column: "rate_original", Name: "Met in the original limit", Low: "rate_original_low", High: "rate_original_high"}}},
			marked: "standard_id", say: sayChosenLimits, empty: nothing("limits that fell due"),
		},
		"explore_findings": {
			question: "How often is misconduct proven?",
			measure:  "Individuals whose misconduct hearing, meeting or accelerated hearing ended in the year with a known finding. Lines mark changes of law.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "year", Percent: true, K: "proven", N: "known", YTitle: "Proven",
				Parts: rateParts("proven_rate", "Proven")},
			marks: true, fewest: 2, say: sayChosenFindings, empty: noChosenFindings,
		},
	}
}

// inYear says whether a row's quarter or year is in the year chosen.
func (t rows) inYear(row int, column string) bool {
	y := t.in.choice.Year
	return y == "" || y == All || strings.HasPrefix(t.Str(row, column), y)
}

func sayChosenFlow(t rows) finding {
	var opened, closed int64
	last := -1
	for i := range t.Len() {
		if t.inYear(i, "quarter") {
			opened += t.n(i, "opened")
			closed += t.n(i, "closed")
			last = i
		}
	}
	if last < 0 {
		return finding{headline: t.in.choice.scope(t.in) + "no quarter is over yet"}
	}
	f := finding{headline: t.in.choice.scope(t.in) + page.Count(opened) + " opened and " + page.Count(closed) + " closed"}
	if y := t.in.choice.Year; y != All && y != "" && !strings.HasSuffix(t.Str(last, "quarter"), "Q4") {
		f.headline += " to the end of " + t.text(last, "quarter")
	}
	f.also = []string{page.Plural(t.n(last, "open_at_end"), "was", "were") + " open at the end of " + t.text(last, "quarter") + "."}
	if y := t.in.choice.Year; y == "" || y == All {
		f.headline += " since " + page.Quarter(t.Str(0, "quarter"))
	}
	return f
}

func sayChosenTime(t rows) finding {
	u, all := t.in.rows("explore_time"), t.in.explorer.row("explore_time", t.in.choice)
	if all < 0 {
		return finding{headline: t.in.choice.scope(t.in) + "none started"}
	}
	started, open, reversed := u.n(all, "subjects"), u.n(all, "open"), u.n(all, "reversed")
	f := finding{also: []string{page.Count(started) + " started; " + counted(open) + " still open."}}
	if reversed > 0 {
		f.also = append(f.also, page.Plural(reversed, "ended before it started and is", "ended before they started and are")+" in no time.")
	}
	median, ok := u.Num(all, "median_days")
	switch {
	case u.few(all, "median_days"):
		f.headline = t.in.choice.scope(t.in) + page.Plural(started-reversed, "proceeding is", "proceedings are") + " too few for a median"
	case !ok:
		f.headline = t.in.choice.scope(t.in) + "half have not ended yet: too early for a median"
	default:
		f.headline = t.in.choice.scope(t.in) + "a median of " + page.Decimal(median) + " days from start to end"
		if lo, ok := u.Num(all, "median_low"); ok {
			words := "95% interval " + page.Decimal(lo)
			if hi, ok := u.Num(all, "median_high"); ok {
				words += " to " + page.Decimal(hi)
			} else {
				words += " or more"
			}
			f.also = append([]string{words + " days."}, f.also...)
		}
	}
	return f
}

func sayChosenLimits(t rows) finding {
	var worst []int
	var most float64
	var full, kinds, enough, dueInAll, missedInAll int64
	for i := range t.Len() {
		n, met := t.n(i, "due_passed"), t.n(i, "met")+t.n(i, "met_otherwise")
		kinds++
		if met+t.n(i, "open_in_extension") == n {
			full++
		}
		missed := t.n(i, "late") + t.n(i, "open_overdue")
		dueInAll, missedInAll = dueInAll+n, missedInAll+missed
		if n < page.SmallN {
			continue
		}
		if enough++; missed == 0 {
			continue
		}
		if rate := float64(missed) / float64(n); len(worst) == 0 || rate > most {
			worst, most = []int{i}, rate
		} else if rate == most {
			worst = append(worst, i)
		}
	}
	f := finding{also: []string{sentence(unmissed(full, kinds)), "Limits with fewer than ten due are not compared."}}
	switch {
	case enough == 0:
		f.headline = t.in.choice.scope(t.in) + "too few due of any limit to compare; late or overdue in all: " + page.Count(missedInAll) + " of " + page.Count(dueInAll)
		return f
	case len(worst) == 0:
		f.headline = t.in.choice.scope(t.in) + "no limit with ten or more due was missed"
		return f
	}
	i := worst[0]
	s := share{k: t.n(i, "late") + t.n(i, "open_overdue"), n: t.n(i, "due_passed")}
	f.headline = t.in.choice.scope(t.in) + "missed most often: " + t.quoted(worst, "title") + ", " + s.String() + " late or overdue"
	return f
}

func sayChosenFindings(t rows) finding {
	u, at := t.in.rows("explore_findings"), t.in.explorer.row("explore_findings", t.in.choice)
	if at < 0 || u.n(at, "known") == 0 {
		return finding{headline: t.in.choice.scope(t.in) + "no known finding"}
	}
	s := u.share(at, "proven", "known", "proven_rate")
	f := finding{headline: t.in.choice.scope(t.in) + s.of("known findings", "were proven")}
	if words := s.interval(); words != "" {
		f.also = append(f.also, sentence(words))
	}
	if c := t.in.choice; c.Force != All {
		c.Force = All
		together := u.share(t.in.explorer.row("explore_findings", c), "proven", "known", "proven_rate")
		f.also = append(f.also, t.in.label(queries.Column{Name: "force"}, All)+" together: "+together.String()+". Whether a force differs beyond chance is for the funnel of the trend review.")
	}
	return f
}

// noChosenFindings also says so where findings are not made.
func noChosenFindings(in Input) string {
	at := Choice{All, in.choice.Proceedings, All}
	if chosen(at.Proceedings) && in.explorer != nil && in.explorer.row("explore_findings", at) < 0 {
		return at.scope(in) + "findings are counted of misconduct hearings, meetings and accelerated hearings alone."
	}
	return page.Upper(in.choice.scope(in) + "no misconduct proceedings that ended in the exports held.")
}
