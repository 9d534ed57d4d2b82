package reports

import (
	"proceedings/queries/stats"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// workDesigns are the figures of open and moving work.
func workDesigns() map[string]design {
	return map[string]design{
		"open_proceedings": {
			list:     "oldest_open",
			question: "How much open work is there, and at which stage?",
			measure:  "Officers and others in proceedings not completed {on}. One person in one proceeding counts once.",
			chart: &chart.Spec{Kind: chart.Stacked, Category: "jurisdiction", Parts: []chart.Part{
				{Column: "preparing", Name: "Preparing"}, {Column: "waiting", Name: "Waiting"},
				{Column: "under_way", Name: "Under way"}, {Column: "on_hold", Name: "On hold"}}},
			say: sayOpen, empty: noneNow("open misconduct, criminal or coronial proceedings"),
		},
		"net_flow": {
			question: "Are we opening more than we close?",
			measure:  "Proceedings opened less proceedings closed, each month for three years, all jurisdictions. One person in one proceeding counts once.",
			chart: &chart.Spec{Kind: chart.XmR, Category: "month", Signal: stats.SignalColumn, YTitle: "Opened less closed",
				Parts: []chart.Part{{Column: "net", Name: "Net flow"}}},
			say: sayFlow, empty: noneAtAll("proceedings opened or closed"),
		},
		"open_age": {
			list:     "oldest_open",
			question: "How old is the open work?",
			measure:  "Open proceedings {on} by working days since the notice, or since the start where no notice applies. One person in one proceeding counts once.",
			chart: &chart.Spec{Kind: chart.Stacked, Category: "jurisdiction", Parts: []chart.Part{
				{Column: "wd_0_50", Name: "Up to 50 working days"}, {Column: "wd_51_100", Name: "51 to 100"},
				{Column: "wd_101_200", Name: "101 to 200"}, {Column: "wd_over_200", Name: "Over 200"}}},
			say: sayAge, empty: noneNow("open proceedings to age"),
		},
		"oldest_open": {
			question: "Which cases are oldest, and why?",
			measure:  "The open proceedings with the most working days since they began, {on}.",
			say:      sayOldest, empty: noneNow("open proceedings"),
		},
		"due_soon": {
			list:     "due_list",
			question: "What falls due in the next 30, 60 and 90 days?",
			measure:  "Limits still open {on} and not yet due, by when they fall due. Extensions given in time count.",
			chart: &chart.Spec{Kind: chart.Stacked, Category: "title", Parts: []chart.Part{
				{Column: "days_30", Name: "In 30 days"}, {Column: "days_60", Name: "In 31 to 60"}, {Column: "days_90", Name: "In 61 to 90"}}},
			say: sayDueSoon, empty: func(in Input) string {
				return "No limit in the exports held falls due in the 90 days after " + page.Day(in.Period.AsOf) + "."
			},
		},
		"overdue": {
			list:     "overdue_list",
			question: "Which limits are overdue, and which newly?",
			measure:  "Acts not on record {on} whose last day, extended where that was in time, has passed, with the public notices of hearings still to come. Newly: since {from}.",
			say:      sayOverdue, // its rows say in words how sure each limit is
			empty:    func(in Input) string { return "No limit in the exports held is overdue " + in.on() + "." },
		},
		"overdue_list": {
			question: "Which cases are overdue?",
			measure:  "Each act not on record {on} though its last day has passed. Those that the proceeding has gone past stand last, with what has come since; in each part the last to fall due comes first.",
			say:      sayOverdueList,
			empty:    func(in Input) string { return "No case in the exports held has a limit overdue " + in.on() + "." },
		},
		"due_list": {
			question: "Which cases are they?",
			measure:  "Each limit that falls due within 90 days of the date of the figures.",
			say:      sayDueList,
			empty: func(in Input) string {
				return "No case in the exports held has a limit due in the 90 days after " + page.Day(in.Period.AsOf) + "."
			},
		},
	}
}

func sayOverdue(t rows) finding {
	all, fresh, old := t.sum("overdue"), t.sum("newly_overdue"), t.sum("over_90_days")
	f := finding{
		headline: page.Plural(all, "limit is", "limits are") + " overdue; " + page.Count(fresh) + " became so since " + page.Day(t.in.Period.From),
		also:     []string{page.Count(old) + " of them by more than 90 days. Most frequent: " + t.mostly("overdue") + "."},
	}
	if past := t.sum("gone_past"); past > 0 {
		f.also = append(f.also, "In "+page.Count(past)+" the hearing or a later step is on record: the act was done and not recorded, or not done at all. The other "+page.Count(all-past)+" have no later step on record.")
	}
	return f
}

func sayOverdueList(t rows) finding {
	n, past := int64(0), int64(0)
	for i := range t.Len() {
		if t.Str(i, "since") == "in_period" {
			n++
		}
		if t.Str(i, "later") != "" {
			past++
		}
	}
	f := finding{headline: page.Count(n) + " of the " + page.Plural(int64(t.Len()), "limit", "limits") + " overdue became so since " + page.Day(t.in.Period.From)}
	if past > 0 {
		f.also = []string{"First the " + page.Count(int64(t.Len())-past) + " without a later step on record, then " + page.Count(past) + " that the proceeding has gone past: done and not recorded, or not done at all."}
	}
	return f
}

func sayDueList(t rows) finding {
	first, n := t.Day(0, "due"), int64(0)
	for i := range t.Len() {
		if t.Day(i, "due").Equal(first) {
			n++
		}
	}
	if n > 1 {
		return finding{headline: page.Count(n) + " limits fall due next, on " + page.Day(first)}
	}
	return finding{headline: "The next limit falls due on " + page.Day(first) + ": " + quote(t.text(0, "title")) + ", " + t.caseNamed(0)}
}

func sayOpen(t rows) finding {
	total, hold, way, wait := t.sum("total"), t.sum("on_hold"), t.sum("under_way"), t.sum("waiting")
	var each []string
	for i := range t.Len() {
		if n := t.n(i, "total"); n > 0 {
			each = append(each, page.Count(n)+" "+page.Lower(t.text(i, "jurisdiction")))
		}
	}
	return finding{
		headline: page.Plural(total, "proceeding is", "proceedings are") + " open; " + counted(wait) + " waiting to start",
		also:     []string{sentence(page.List(each), counted(way)+" under way and "+page.Count(hold)+" on hold")},
	}
}

func sayFlow(t rows) finding {
	var opened, closed int64
	months := min(12, t.Len())
	for i := t.Len() - months; i < t.Len(); i++ {
		opened += t.n(i, "opened")
		closed += t.n(i, "closed")
	}
	f := finding{headline: "Over the last " + page.Agree(int64(months), "month", page.Count(int64(months))+" months") + " " + page.Plural(opened, "proceeding", "proceedings") + " opened and " + page.Count(closed) + " closed"}
	switch {
	case opened == 0 && closed > 0:
		f.headline = "Over the last " + page.Agree(int64(months), "month", page.Count(int64(months))+" months") + " " + page.Plural(closed, "proceeding", "proceedings") + " closed, and none is on record as opened"
	case opened > closed:
		f.headline += ": " + page.Count(opened-closed) + " more opened than closed"
	case closed > opened:
		f.headline += ": " + page.Count(closed-opened) + " more closed than opened"
	default:
		f.headline += ", the same number"
	}
	f.also = []string{standsOut(t, "month")}
	return f
}

// standsOut says which months or quarters of a control chart stand out, and whether the last ones do.
func standsOut(t rows, period string) string {
	if _, ok := t.Num(t.Len()-1, stats.UpperColumn); !ok {
		return "Too few " + period + "s or records are shown to tell routine variation from change."
	}
	marked, last := 0, -1
	for i := range t.Len() {
		if t.Str(i, stats.SignalColumn) != "" {
			marked, last = marked+1, i
		}
	}
	if marked == 0 {
		return "Every " + period + " lies within routine variation: no " + period + " stands out and no run or trend shows."
	}
	which := t.text(last, period) + " (" + t.text(last, stats.SignalColumn) + ")."
	s := "One " + period + " stands out from routine variation: " + which
	if marked > 1 {
		s = page.Count(int64(marked)) + " " + period + "s stand out from routine variation, the last of them " + which
	}
	if last < t.Len()-3 {
		s += " The last three " + period + "s lie within it."
	}
	return s
}

func sayAge(t rows) finding {
	old, total := t.sum("wd_over_200"), t.sum("total")
	is := "are"
	if total < page.SmallN {
		is = are(old)
	}
	f := finding{headline: share{k: old, n: total}.of("open proceedings", is+" more than 200 working days old")}
	if n := t.sum("outside_calendar"); n > 0 {
		f.also = append(f.also, page.Plural(n, "proceeding", "proceedings")+" began outside the working-day calendar or without a date and "+have(n)+" no age.")
	}
	return f
}

func sayOldest(t rows) finding {
	held := int64(0)
	for i := range t.Len() {
		if t.Str(i, "stage") == "on_hold" {
			held++
		}
	}
	f := finding{headline: "The oldest open proceeding began " + page.Decimal(num(t, 0, "age_wd")) + " working days ago"}
	if t.Len() > 1 {
		f.headline += "; of the " + page.Count(int64(t.Len())) + " oldest " + counted(held) + " on hold"
	}
	if held > 0 {
		f.also = []string{"A hold does not stop a statutory limit unless the law says so."}
	}
	return f
}

func num(t rows, row int, col string) float64 {
	v, _ := t.Num(row, col)
	return v
}

func sayDueSoon(t rows) finding {
	a, b, c := t.sum("days_30"), t.sum("days_60"), t.sum("days_90")
	f := finding{headline: page.Plural(a, "limit falls", "limits fall") + " due in the next 30 days, and " + page.Count(b+c) + " more within 90"}
	if a == 0 {
		f.headline = "No limit falls due in the next 30 days, and " + page.Count(b+c) + " within 90"
	}
	if s := t.mostly("days_30"); s != "" {
		f.also = []string{"Most frequent in the next 30 days: " + s + "."}
	}
	return f
}

// mostly names the limits with the largest count: “Misconduct hearing” (6).
func (t rows) mostly(column string) string {
	first, most := t.top(func(i int) int64 { return t.n(i, column) })
	switch len(first) {
	case 0:
		return ""
	case 1:
		return t.quoted(first, "title") + " (" + page.Count(most) + ")"
	}
	return t.quoted(first, "title") + " (" + page.Count(most) + " each)"
}
