package reports

import (
	"slices"

	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// learningDesigns are the figures of recommendations, debriefs and actions.
func learningDesigns() map[string]design {
	responses := []chart.Part{{Column: "accepted", Name: "Accepted"}, {Column: "accepted_in_part", Name: "Accepted in part"},
		{Column: "not_accepted", Name: "Not accepted"}, {Column: "awaiting", Name: "Awaiting a response"}}
	return map[string]design{
		"recommendation_acceptance": {
			question: "Is learning accepted by those it was sent to?",
			measure:  "Recommendations made since {since}, by legal basis and response. The acceptance rate is of responses received. The bars leave out those that another has superseded.",
			chart:    &chart.Spec{Kind: chart.Stacked, Category: "legal_basis", Parts: responses},
			say:      sayAcceptance, empty: func(in Input) string {
				return "No recommendations made since " + page.Day(in.fiveYears()) + " in the exports held."
			},
		},
		"recommendation_due_dates": {
			question: "Do the sources’ own due dates follow the law?",
			measure:  "Paragraph 28A recommendations that carry both a day made and a due date. By law the day made is day 1 of {LRN-28A-RESP|#|the limit}, so the limit ends one day sooner than counting from the day after would have it. This law is of paragraph 28A alone: other legal bases have a count of their own or no limit.",
			say:      sayDueDates, empty: noneAtAll("recommendations with both dates"),
		},
		"debriefs_held": {
			question: "Were debriefs held when due?",
			measure:  "Debriefs whose {LRN-DEBRIEF-30|#|limit} ended in the quarter; share held by then. The limit is a local standard.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "quarter", Percent: true, K: "in_time", N: "due",
				YTitle: "Held within {LRN-DEBRIEF-30|#|the limit}", Parts: rateParts("in_time_rate", "Held in time")},
			fewest: 2, empty: noneAtAll("debriefs"),
			say: series{period: "quarter", k: "in_time", n: "due", rate: "in_time_rate",
				what: "debriefs due in", did: "were held in time"}.say,
		},
		"themes": {
			question: "Which themes recur?",
			measure:  "Debriefs in which a theme was recorded, by the quarter of the debrief. One debrief can have several themes.",
			view:     themeGrid, say: sayThemes, empty: noneAtAll("debrief themes"),
		},
		"actions": {
			list:     "actions_open",
			question: "Are the actions done when they said?",
			measure:  "Actions due in the quarter; share done by their due date.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "quarter", Percent: true, K: "done_in_time", N: "due",
				YTitle: "Done in time", Parts: rateParts("in_time_rate", "Done in time")},
			fewest: 2, say: sayActions, empty: noneAtAll("actions with a due date"),
		},
		"contact_updates": {
			list:     "contact_gaps",
			question: "Are complainants and families kept informed?",
			measure:  "Intervals between updates that ended {year}, and open intervals already longer than {MIS-CMP-UPD|#|the standard}; share within {MIS-CMP-UPD|#|the standard}.",
			chart: &chart.Spec{Kind: chart.DotCI, Category: "audience", Percent: true, K: "within_28", N: "intervals",
				Parts: rateParts("within_rate", "Within {MIS-CMP-UPD|#|the standard}")},
			fewest: 2, say: sayContacts, empty: none("updates to complainants or families"),
		},
	}
}

func sayAcceptance(t rows) finding {
	responded, made, awaiting := t.sum("responded"), t.sum("made"), t.sum("awaiting")
	if responded == 0 {
		return finding{headline: "No response is on record to " + page.Plural(made, "recommendation made", "recommendations made")}
	}
	s := share{k: t.sum("accepted"), n: responded}.wilson()
	f := finding{headline: s.of("recommendations answered", "were accepted")}
	f.also = []string{sentence(s.interval(), page.Count(t.sum("accepted_in_part"))+" more in part",
		page.Count(awaiting)+" of "+page.Count(made)+" made "+have(awaiting)+" no response on record")}
	return f
}

func sayDueDates(t rows) finding {
	at := t.find("legal_basis", "para_28A")
	both, late, legal := t.n(at, "both_dates"), t.n(at, "due_56_after"), t.n(at, "due_55_after")
	if both == 0 {
		return finding{headline: "No paragraph 28A recommendation carries both a day made and a due date"}
	}
	f := finding{headline: share{k: late, n: both}.of("paragraph 28A due dates in the sources", page.Agree(late, "falls", "fall")+" one day after the legal limit")}
	if late == 0 {
		f.headline = "No paragraph 28A due date in the sources falls one day after the legal limit"
	}
	f.also = []string{sentence(counted(legal)+" on the legal day (the day made is day 1)", page.Count(t.n(at, "other"))+" on another day"),
		"Rates here use the legal day, not the source’s date."}
	return f
}

func themeGrid(t rows) (grid, bool) {
	most := 1.0
	for i, shown := 0, t.unwatched(); i < t.Len(); i++ {
		most = max(most, num(shown, i, "debriefs"))
	}
	g := cross(t, "theme", "quarter", func(row int) gridCell {
		n := t.n(row, "debriefs")
		return gridCell{Col: "debriefs", Raw: page.Raw(t.Value(row, "debriefs")), Text: page.Count(n), Class: shade(float64(n) / most * 0.999)}
	})
	g.Heat, g.Corner, g.Scale = true, "Theme", "Number of debriefs. A stronger shade is more."
	return g, true
}

func sayThemes(t rows) finding {
	quarters, names := t.distinct("quarter"), t.distinct("theme")
	late := quarters[max(0, len(quarters)-4):]
	total, recent := map[string]int64{}, map[string]int64{}
	for i := range t.Len() {
		theme, n := t.Str(i, "theme"), t.n(i, "debriefs")
		total[theme] += n
		if slices.Contains(late, t.Str(i, "quarter")) {
			recent[theme] += n
		}
	}
	var first []string // the themes named most often
	most, newest := int64(0), int64(0)
	for _, theme := range names {
		if total[theme] > most {
			first, most, newest = nil, total[theme], recent[theme]
		}
		if total[theme] == most {
			first = append(first, page.Lower(t.text(t.find("theme", theme), "theme")))
		}
	}
	in := " in " + page.Plural(int64(len(quarters)), "quarter", "quarters")
	themes := page.Plural(int64(len(names)), "theme was", "themes were") + " recorded in all"
	switch {
	case most == 1:
		return finding{headline: "No theme recurs: each was recorded once" + in, also: []string{sentence(themes)}}
	case len(first) > 1:
		return finding{headline: page.Upper(page.List(first)) + " recur most: " + page.Count(most) + " mentions each" + in, also: []string{sentence(themes)}}
	}
	f := finding{headline: page.Upper(first[0]) + " recurs most: " + page.Count(most) + " mentions" + in}
	if len(quarters) > len(late) {
		themes = page.Count(newest) + " of them in the last four quarters; " + themes
	}
	f.also = []string{sentence(themes)}
	return f
}

func sayActions(t rows) finding {
	f := series{period: "quarter", k: "done_in_time", n: "due", rate: "in_time_rate",
		what: "actions due in", did: "were done in time"}.say(t)
	if n := t.sum("overdue"); n > 0 {
		f.also = append(f.also, page.Plural(n, "action", "actions")+" of the last eight quarters "+are(n)+" still overdue.")
	}
	return f
}

func sayContacts(t rows) finding {
	var each []string
	for i := range t.Len() {
		if n := t.n(i, "intervals"); n > 0 {
			each = append(each, page.Lower(t.text(i, "audience"))+" "+t.share(i, "within_28", "intervals", "within_rate").String())
		}
	}
	return finding{headline: t.in.fill("Updated within {MIS-CMP-UPD|#|the standard} ") + t.in.year() + ": " + page.List(each)}
}
