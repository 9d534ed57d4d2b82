package reports

import (
	"math"

	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// measureDesigns are the figures of windows, extensions, days, costs and whole times: tables, each with one
// sentence of what it holds.
func measureDesigns() map[string]design {
	return map[string]design{
		"accelerated_window": {
			question: "Are accelerated hearings held neither too early nor too late?",
			unlike:   "A window that began anew counts here in place of the first; the limits by kind and by quarter count first and new windows apart.",
			measure:  "Officers with notice of an accelerated hearing, by the year in which its window closed. Early and late stand apart.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "year", Percent: true, K: "in_window", N: "due_passed",
				YTitle: "Held in the window", Parts: rateParts("rate_in_window", "Held in the window")},
			fewest: 2,
			say: series{period: "year", k: "in_window", n: "due_passed", rate: "rate_in_window",
				what: "accelerated hearings whose window closed in", did: "were held in it"}.say,
			empty: noneAtAll("accelerated hearings whose window has closed"),
		},
		"extensions": {
			question: "How often are legal limits extended?",
			measure:  "Officers with a limit that fell due {year}; extensions decided in time and afterwards stand apart.",
			say:      saySum("extended", "subjects", "limits that fell due {year}", "were extended at least once"), empty: none("limits that fell due"),
		},
		"extension_reasons": {
			question: "Why are limits extended?",
			measure:  "Extensions decided {year}, by reason. Beside each bar: extensions, share, and share with the reasons above it.",
			chart: &chart.Spec{Kind: chart.Pareto, Category: "reason", XTitle: "Extensions", Parts: []chart.Part{
				{Column: "extensions", Name: "Extensions"}, {Column: "share"}, {Column: "cumulative", Name: "cumulative "}}},
			say: sayExtensionReasons, empty: none("extensions"),
		},
		"hearing_days": {
			question: "How many listed days are used, and how many lost?",
			measure:  "Days listed for hearings, trials and inquests in the last eight quarters. Days whose use nobody noted are in no share.",
			unlike:   "Days of police staff and civil proceedings are not counted here; the lost days by reason and the days used by force count them.",
			say:      saySum("lost", "noted", "listed days of the last eight quarters whose use was noted", "were lost"), empty: noneAtAll("listed days"),
		},
		"hearing_costs": {
			question: "What do hearings cost?",
			measure:  "Pounds by the financial year in which they were incurred. The cost of a day is of proceedings that used one in that year.",
			say:      sayRows("years and kinds of cost are on record"), empty: noneAtAll("costs"),
		},
		"hearings_forecast": {
			list:     "hearing_calendar",
			question: "How many of those now waiting will be heard soon?",
			measure:  "Officers waiting for a misconduct hearing, as the last three years went. Referrals still to come are not in it.",
			say:      sayForecast, empty: noneNow("officers waiting for a misconduct hearing"),
		},
		"time_to_trial": {
			question: "How long does it take from first appearance to the end of the trial?",
			measure:  "Defendants by the year of their first appearance. Those still to be tried count for as long as they have waited.",
			say:      sayToTrial, empty: noneAtAll("defendants with a first appearance"),
		},
		"end_to_end_time": {
			question: "How long does a matter take from coming to attention to its final outcome?",
			measure:  "Subjects by the year of attention, gross and net of recorded holds; the two clocks are of the same subjects.",
			say:      sayEndToEnd, empty: noneAtAll("subjects with dates"),
		},
		"completed_12_months": {
			question: "What share of investigations is completed within twelve months?",
			measure:  "Cases by the quarter in which the clock of the law started, beside cases by the quarter in which they were completed, which is drawn.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "quarter", Percent: true, K: "within_365", N: "completed_in_quarter",
				YTitle: "Completed in 365 days or less", Parts: rateParts("within_rate", "Completed in 365 days or less")},
			fewest: 2,
			say: series{period: "quarter", k: "within_365", n: "completed_in_quarter", rate: "within_rate",
				what: "investigations completed in", did: "had taken 365 days or less"}.say,
			empty: noneAtAll("investigations with dates"),
		},
		"pfd_responses": {
			question: "Are reports to prevent future deaths answered in time?",
			measure:  "Addressees of coroners’ reports, by the quarter in which the answer was due.",
			say: series{period: "quarter", k: "met", n: "due_passed", rate: "rate_original",
				what: "answers due in", did: "came in time"}.say,
			empty: noneAtAll("reports to prevent future deaths"),
		},
		"reference_class": {
			question: "How does each case compare with its like?",
			measure:  "Officers whose proceeding is open or ended in the last 24 months, beside others heard in the last five years.",
			say:      sayRows("officers are set beside a class of others"), empty: noneNow("proceedings with a notice"),
		},
	}
}

// fairnessDesigns are the figures of whether decisions hold and whether people are treated alike, as tables.
func fairnessDesigns() map[string]design {
	return map[string]design{
		"decision_agreement": {
			question: "How often was misconduct found at the level decided?",
			measure:  "Individuals with a case to answer, by the quarter of the decision. Those not yet concluded are shown and are in no share.",
			say:      sayMatched, empty: noneAtAll("decisions of a case to answer"),
		},
		"publication": {
			question: "Are reports of public hearings published and kept up, and dismissals reported to the barred list?",
			measure:  "Hearings concluded with each officer or member of staff, by the year of the end, five years at most.",
			unlike:   "Each dismissal at a hearing is counted here, also of police staff and for less than gross misconduct; the dismissal rate counts officers found to have committed gross misconduct, each once in a case.",
			say:      saySum("published", "public", "public hearings concluded", "have a report of the outcome on record"), empty: noneAtAll("hearings concluded"),
		},
		"dismissal_rate": {
			question: "How often does gross misconduct end in dismissal?",
			measure:  "Individuals found to have committed gross misconduct, by year and law in force; the second set of hearings holds the first.",
			unlike:   "Police staff and dismissals for less than gross misconduct are not counted here, and who was dismissed twice in a case is counted once; the outcome reports count each dismissal at a hearing.",
			say:      sayDismissal, empty: noneAtAll("findings of gross misconduct"),
		},
		"proven_by_presenter": {
			question: "Do results differ by who presented?",
			measure:  "Known findings of the last 36 months. Compare within a type; nothing is ranked.",
			say:      sayPresenters, empty: none("findings in misconduct proceedings"),
		},
		"disproportionality_referral": {
			question: "Are some rank bands referred more often than others?",
			measure:  "Individuals referred in the last five whole financial years, for each thousand officers a year.",
			say:      saySum("referred", "officer_years", "officer-years of the forces with a headcount", "brought a referral"), empty: none("headcounts"),
		},
		"disproportionality_finding": {
			question: "Is misconduct proven more often for some groups than for others?",
			measure:  "Individuals whose proceeding ended in the last five years, by ethnic group, sex and age.",
			say:      sayRows("groups are shown, not recorded among them"), empty: none("misconduct proceedings that ended"),
		},
	}
}

// saySum says what share of all rows together did something.
func saySum(k, n, what, did string) func(rows) finding {
	return func(t rows) finding {
		return finding{headline: share{k: t.sum(k), n: t.sum(n)}.of(t.in.fill(what), did)}
	}
}

func sayToTrial(t rows) finding {
	return saySum("waiting", "defendants", "defendants with a first appearance since "+t.text(0, "year"), "are still to be tried")(t)
}

// sayEndToEnd counts the subjects once: each stands in a row of either clock.
func sayEndToEnd(t rows) finding {
	var open, subjects int64
	for i := range t.Len() {
		if t.Str(i, "basis") == t.Str(0, "basis") {
			open += t.n(i, "open")
			subjects += t.n(i, "subjects")
		}
	}
	return finding{headline: share{k: open, n: subjects}.of("subjects", "have no final outcome yet")}
}

// sayMatched says of which decisions the share is: those of all quarters shown, not of the two years of the other figure of decisions.
func sayMatched(t rows) finding {
	k, n := t.sum("same"), t.sum("known")
	return finding{headline: share{k: k, n: n}.of("individuals with a decision from "+t.text(0, "quarter")+" to "+t.text(t.Len()-1, "quarter")+" and a known finding", "were found at the level decided")}
}

// reasons names the most frequent reason, as its code is called. What was recorded as “other” names none, and is said apart.
func (t rows) reasons(n, what string) finding {
	total := t.sum(n)
	first, most := t.top(func(i int) int64 {
		if t.Str(i, "reason") == otherReason {
			return 0
		}
		return t.n(i, n)
	})
	if most == 0 {
		return finding{headline: "No reason is named for " + page.Count(total) + " " + what}
	}
	f := finding{headline: "The most frequent reason for " + what + " was " + t.quoted(first, "reason") + ": " + page.Share(most, total)}
	if len(first) > 1 {
		f.headline = "The most frequent reasons for " + what + " were " + t.quoted(first, "reason") + ": " + page.Count(most) + " of " + page.Count(total) + " each"
	}
	if at := t.find("reason", otherReason); t.n(at, n) >= most {
		f.also = append(f.also, page.Share(t.n(at, n), total)+" were recorded as "+quote(t.text(at, "reason"))+", which names no reason.")
	}
	return f
}

// otherReason is the code of lists of reasons that names none of them.
const otherReason = "other"

func sayExtensionReasons(t rows) finding { return t.reasons("extensions", "extensions") }

// sayRows says how much the table holds where no one figure speaks for it.
func sayRows(what string) func(rows) finding {
	return func(t rows) finding { return finding{headline: page.Count(int64(t.Len())) + " " + what} }
}

func sayForecast(t rows) finding {
	f := finding{headline: "Of " + page.Count(t.n(0, "open")) + " officers waiting, about " + page.Count(int64(math.Round(num(t, 0, "expected")))) +
		" are to be expected to be heard by the end of the next quarter"}
	f.also = []string{"Between " + page.Count(t.n(0, "low")) + " and " + page.Count(t.n(0, "high")) + " with 95% probability, if the next quarter goes as the last three years did."}
	return f
}

func sayPresenters(t rows) finding {
	return finding{headline: "Proven where the IOPC presented: " + page.Share(t.n(0, "iopc_proven"), t.n(0, "iopc_known")) +
		"; where the authority did: " + page.Share(t.n(0, "aa_proven"), t.n(0, "aa_known"))}
}

// sayDismissal says the rate of the last period of one law, with accelerated hearings and without.
func sayDismissal(t rows) finding {
	var f finding
	for i := range t.Len() { // the last row counts all hearings, the one before it hearings alone
		s := t.share(i, "dismissed", "gross", "dismissal_rate")
		if t.Str(i, "hearings") == "Misconduct hearings alone" {
			f.also = []string{"Of misconduct hearings alone: " + s.long() + "."}
			continue
		}
		f.headline = s.of("individuals found to have committed gross misconduct, proceedings ended in "+t.text(i, "period")+",", "were dismissed or would have been")
	}
	return f
}
