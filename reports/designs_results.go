package reports

import (
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// resultDesigns are the figures of findings, sanctions and other outcomes.
func resultDesigns() map[string]design {
	return map[string]design{
		"findings": {
			question: "What was found?",
			measure:  "Individuals by their highest finding in a case, proceedings that ended {year}. Discontinued and stayed stand apart. The bars leave out those whose finding is not recorded.",
			chart: &chart.Spec{Kind: chart.Stacked, Category: "type", Parts: []chart.Part{
				{Column: "gross_misconduct", Name: "Gross misconduct"}, {Column: "misconduct", Name: "Misconduct"},
				{Column: "not_misconduct", Name: "Not misconduct"}, {Column: "discontinued", Name: "Discontinued or stayed"}}},
			say: sayFindings, empty: none("misconduct hearings, meetings or accelerated hearings that ended"),
		},
		"proven_rate": {
			question: "How often is misconduct proven?",
			measure:  "Individuals with a known finding of misconduct or gross misconduct, by the quarter in which the proceeding ended. Lines mark changes of law.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "quarter", Percent: true, K: "proven", N: "known",
				YTitle: "Proven", Parts: rateParts("proven_rate", "Proven")},
			marks: true, fewest: 2, empty: noneAtAll("findings in misconduct proceedings"),
			say: series{period: "quarter", k: "proven", n: "known", rate: "proven_rate",
				what: "known findings in", did: "were misconduct or gross misconduct"}.say,
		},
		"proven_by_regime": {
			question: "Did the changes of law coincide with a shift?",
			measure:  "Known findings by the law in force when the proceeding ended. Dismissals are of those found to have committed gross misconduct at hearings.",
			say:      sayRegimes, empty: noneAtAll("findings in misconduct proceedings"),
		},
		"decision_to_finding": {
			question: "Do decisions hold up?",
			measure:  "Individuals with a final decision that there is a case to answer, in the two years to the end of the period, by what was later found.",
			view:     decisionGrid, say: sayDecisions,
			empty: func(in Input) string {
				return "No final decisions that there is a case to answer in the exports held, in the two years to " + page.Day(in.Period.To) + "."
			},
		},
		"sanctions": {
			question: "What followed a finding of gross misconduct?",
			measure:  "Individuals found to have committed gross misconduct at a hearing, by outcome, {year}. Former officers stand apart.",
			chart: &chart.Spec{Kind: chart.Stacked, Category: "sanction", Parts: []chart.Part{
				{Column: "serving", Name: "Serving"}, {Column: "former", Name: "Former officer"}}},
			say: saySanctions, empty: none("findings of gross misconduct at hearings"),
		},
		"withdrawn": {
			question: "How often do proceedings end without a result?",
			measure:  "Proceedings that ended {year}; withdrawn, discontinued, or no evidence offered.",
			chart: &chart.Spec{Kind: chart.DotCI, Category: "type", Percent: true, K: "withdrawn", N: "ended",
				Parts: rateParts("withdrawn_rate", "Withdrawn or discontinued")},
			fewest: 3, say: sayWithdrawn, empty: none("misconduct or criminal proceedings that ended"),
		},
		"criminal_results": {
			question: "What were the results in the criminal courts?",
			measure:  "Defendants whose case ended, by financial year.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "year", Percent: true, K: "convicted", N: "ended",
				YTitle: "Convicted of at least one count", Parts: rateParts("conviction_rate", "Convicted")},
			fewest: 2, empty: noneAtAll("criminal cases that ended"),
			say: series{period: "year", k: "convicted", n: "ended", rate: "conviction_rate",
				what: "defendants whose case ended in", did: "were convicted"}.say,
		},
		"inquest_conclusions": {
			question: "What did inquests conclude?",
			measure:  "Inquests that concluded {year}. PFD: a report to prevent future deaths was issued.",
			chart: &chart.Spec{Kind: chart.Bars, Category: "conclusion", XTitle: "Inquests",
				Parts: []chart.Part{{Column: "inquests", Name: "Inquests"}}},
			fewest: 4, say: sayConclusions, empty: none("inquests that concluded"),
		},
	}
}

func sayFindings(t rows) finding {
	gross, mis, not := t.sum("gross_misconduct"), t.sum("misconduct"), t.sum("not_misconduct")
	known := gross + mis + not
	if known == 0 {
		return finding{headline: "No proceeding that ended has a known finding"}
	}
	f := finding{headline: "Misconduct or gross misconduct was found for " + ofPeople(gross+mis, known, "individuals")}
	clauses := []string{page.Count(gross) + " gross misconduct, " + page.Count(mis) + " misconduct, " + page.Count(not) + " neither"}
	if d := t.sum("discontinued"); d > 0 {
		clauses = append(clauses, page.Count(d)+" discontinued or stayed")
	}
	if u := t.sum("not_recorded"); u > 0 {
		clauses = append(clauses, "the finding of "+page.Count(u)+" is not recorded")
	}
	f.also = []string{sentence(clauses...)}
	return f
}

// ofPeople writes "41 of 52 individuals (79%)", without the percentage for a
// small n.
func ofPeople(k, n int64, what string) string {
	s := page.Count(k) + " of " + page.Count(n) + " " + what
	if n >= page.SmallN {
		s += " (" + page.Percent(float64(k)/float64(n)) + ")"
	}
	return s
}

func sayRegimes(t rows) finding {
	last := t.latest("known")
	if last < 0 {
		return finding{headline: "No known finding in any period"}
	}
	was := t.before(last, "known")
	now := t.share(last, "proven", "known", "proven_rate")
	f := finding{headline: "Proven " + t.text(last, "period") + ": " + now.String()}
	if was >= 0 {
		then := t.share(was, "proven", "known", "proven_rate")
		f.headline = "The proven rate " + t.text(last, "period") + map[int]string{
			1: " is higher than in the period before", -1: " is lower than in the period before",
			0: " does not differ clearly from the period before"}[now.apart(then)]
		if now.n < page.SmallN || then.n < page.SmallN {
			f.headline = "Too few findings " + t.text(last, "period") + " or before to compare the proven rate"
		}
		f.also = append(f.also, sentence("proven: "+now.long(), now.against(then, "the period "+t.text(was, "period"))))
	}
	if g, g0 := t.latest("gross"), t.before(t.latest("gross"), "gross"); g >= 0 && g0 >= 0 {
		d, d0 := t.share(g, "dismissed", "gross", "dismissal_rate"), t.share(g0, "dismissed", "gross", "dismissal_rate")
		f.also = append(f.also, sentence("dismissed (or, of former officers, would have been), of gross misconduct found: "+d.long(), d.against(d0, "the period "+t.text(g0, "period"))))
	}
	f.also = append(f.also, "A difference between periods is not proof of its cause: the mix of cases changed too.")
	return f
}

func decisionGrid(t rows) (grid, bool) {
	totals, partly := map[string]int64{}, map[string]bool{}
	u := t.unwatched()
	for i := range u.Len() {
		totals[u.Str(i, "decided")] += u.n(i, "individuals")
		partly[u.Str(i, "decided")] = partly[u.Str(i, "decided")] || u.Withheld(i, "individuals")
	}
	g := cross(t, "decided", "result", func(row int) gridCell {
		n, all := t.n(row, "individuals"), totals[t.Str(row, "decided")]
		c := gridCell{Col: "individuals", Raw: page.Raw(t.Value(row, "individuals")), Text: page.Count(n), Class: "s0"}
		if all >= page.SmallN && !partly[t.Str(row, "decided")] {
			c.Sub, c.Class = page.Percent(float64(n)/float64(all)), shade(float64(n)/float64(all))
		}
		return c
	})
	g.reorder(findingOrder)
	g.Heat, g.Corner, g.Scale = true, "Decided", "Percentages and shading are of the row. A stronger shade is more."
	return g, true
}

// findingOrder is the order of results across a table: the gravest first, then
// what is no finding.
var findingOrder = []string{"gross_misconduct", "misconduct", "not_misconduct", "not_proven_facts", "discontinued",
	"stayed_abuse", "not_recorded", "ended_otherwise", "not_yet_concluded", "no_proceeding"}

func sayDecisions(t rows) finding {
	var same, concluded, ended, open, all int64
	for i := range t.Len() {
		n, result, decided := t.n(i, "individuals"), t.Str(i, "result"), t.Str(i, "decided")
		all += n
		switch result {
		case "not_yet_concluded", "no_proceeding", "not_recorded", "":
			open += n
			continue
		case "ended_otherwise", "discontinued", "stayed_abuse":
			ended += n
			continue
		}
		concluded += n
		if decided == "case_to_answer_"+result {
			same += n
		}
	}
	if concluded == 0 {
		return finding{headline: "No finding is on record yet for " + page.Plural(all, "individual", "individuals") + " with a case to answer"}
	}
	s := share{k: same, n: concluded}.wilson()
	return finding{
		headline: "Of decisions of the two years to " + page.Day(t.in.Period.To) + " the finding matched the level decided for " + ofPeople(same, concluded, "individuals"),
		also: []string{sentence(s.interval(), page.Count(open)+" of "+page.Plural(all, "individual", "individuals")+" "+have(open)+" no finding on record yet",
			page.Count(ended)+" ended without one")},
	}
}

// saySanctions says what followed for those still serving; what is open to a former officer is another list, and they are no part of that share.
func saySanctions(t rows) finding {
	serving, former := t.sum("serving"), t.sum("former")
	first, most := t.top(func(i int) int64 { return t.n(i, "serving") })
	switch {
	case serving == 0:
		return finding{headline: "All " + page.Count(former) + " found to have committed gross misconduct had left the police"}
	case len(first) > 1:
		return finding{headline: page.Upper(t.list(first, "sanction")) + " were the most frequent outcomes for those still serving: " + page.Count(most) + " of " + page.Count(serving) + " each",
			also: []string{formerWords(t, former)}}
	}
	return finding{headline: page.Upper(t.list(first, "sanction")) + " was the most frequent outcome for those still serving: " + page.Share(most, serving), also: []string{formerWords(t, former)}}
}

// formerWords says what followed for former officers, who cannot be dismissed.
func formerWords(t rows, former int64) string {
	if former == 0 {
		return "None of those found to have committed gross misconduct had left the police."
	}
	would := int64(0)
	if at := t.find("sanction", "would_have_been_dismissed"); at >= 0 {
		would = t.n(at, "former")
	}
	return "Former officers are not in that share: " + page.Count(would) + " of " + page.Count(former) + " would have been dismissed."
}

func sayWithdrawn(t rows) finding {
	k, n := t.sum("withdrawn"), t.sum("ended")
	return finding{headline: page.Count(k) + " of " + page.Plural(n, "proceeding", "proceedings") + " that ended did so without a result",
		also: []string{"Kinds of proceeding differ in why they end; read each by itself."}}
}

func sayConclusions(t rows) finding {
	n := t.sum("inquests")
	first, most := t.top(func(i int) int64 { return t.n(i, "inquests") })
	return finding{headline: page.Plural(n, "inquest conclusion", "inquest conclusions") + " " + t.in.year() + "; the most frequent " + page.Agree(int64(len(first)), "was ", "were ") +
		t.list(first, "conclusion") + " (" + page.Count(most) + page.Agree(int64(len(first)), "", " each") + ")",
		also: []string{sentence(page.Count(t.sum("with_jury"))+" with a jury", page.Count(t.sum("pfd"))+" with a report to prevent future deaths")}}
}
