package reports

import (
	"proceedings/queries/stats"
	"proceedings/reports/chart"
	"proceedings/reports/page"
)

// timeDesigns are the figures of how long things take.
func timeDesigns() map[string]design {
	return map[string]design{
		"time_to_hearing": {
			question: "Is the time to a hearing changing, beyond chance?",
			measure:  "Officers referred to a misconduct hearing, by the year of the notice. Those still waiting count for as long as they have waited. Curves of the last four years, while five or more wait.",
			chart: &chart.Spec{Kind: chart.Survival, Series: "cohort", X: "t", Percent: true, Unit: "working days",
				XTitle: "Working days since the notice of referral", YTitle: "Still without a hearing",
				Parts: []chart.Part{{Column: "survival", Name: "Still without a hearing", Low: "low", High: "high"}}},
			limit: "MIS-HRG-100",
			curve: "time_to_hearing_curve", say: sayTimeToHearing, empty: noneAtAll("officers referred to a misconduct hearing with a dated notice"),
		},
		"hearing_wait_by_month": {
			question: "Does the wait of those heard change beyond routine, month by month?",
			measure:  "Officers whose misconduct hearing began in the month: the median of their working days from the notice of referral. Who still waits is not in it.",
			chart: &chart.Spec{Kind: chart.XmR, Category: "month", Signal: stats.SignalColumn, YTitle: "Median wait in working days", Unit: "working days",
				Parts: []chart.Part{{Column: "median_wait", Name: "Median wait"}}},
			fewest: 12, say: sayWaits, empty: noneAtAll("misconduct hearings begun after a dated notice"),
		},
		"stage_intervals": {
			question: "Where does the time go between milestones?",
			measure:  "Working days between milestones of misconduct hearings; steps that ended {year}. Half of the cases lie within the bar.",
			chart: &chart.Spec{Kind: chart.Interval, Category: "stage", XTitle: "Working days", Unit: "working days",
				Parts: []chart.Part{{Column: "median", Name: "Median", Low: "p25", High: "p75"}}},
			say: sayStages, empty: none("dated milestones of misconduct hearings"),
		},
		"slippage": {
			question: "Why are hearing days lost?",
			measure:  "Listed days of hearings, trials and inquests that were lost, {year}. Beside each bar: days, share, and share with the reasons above it.",
			chart: &chart.Spec{Kind: chart.Pareto, Category: "reason", XTitle: "Days lost", Parts: []chart.Part{
				{Column: "lost_days", Name: "Days lost"}, {Column: "share"}, {Column: "cumulative", Name: "cumulative "}}},
			unlike: "Days of police staff and civil proceedings are counted here; the days used and lost by quarter leave them out.",
			say:    saySlippage, empty: none("lost hearing, trial or inquest days"),
		},
		"charge_decisions": {
			question: "How long do charging decisions take, and how many are charges?",
			measure:  "People whose full file went to the CPS, by the year of the file. Drawn is the share of decisions to charge; how long they took is in the table.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "year", Percent: true, K: "charged", N: "decided",
				YTitle: "Charged, of those decided", Parts: rateParts("charge_rate", "Charged")},
			fewest: 2,
			say:    sayCharges, empty: noneAtAll("full files to the CPS"),
		},
		"inquests": {
			question: "How many inquests take longer than {COR-6M|#|the first term} and {COR-12M|#|the second}?",
			measure:  "Inquests by the year in which the death was reported to the coroner. Beyond: no conclusion by that age.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "year", Percent: true, N: "due_12m",
				YTitle: "Without a conclusion by that age", Parts: []chart.Part{{Column: "beyond_6m_rate", Name: "Beyond {COR-6M|#|the first term}"}, {Column: "beyond_12m_rate", Name: "Beyond {COR-12M|#|the second}"}}},
			fewest: 2,
			say:    sayInquests, empty: noneAtAll("inquests"),
		},
		"case_time": {
			question: "How long do cases take, in each place?",
			measure:  "Cases by the year they came in. Median calendar days to closure, open cases counted for as long as they have been open. Places are under different law: read each by itself.",
			say:      sayCaseTime, empty: noneAtAll("cases with dates"),
		},
		"disclosure_timeliness": {
			question: "Is disclosure served in time?",
			measure:  "Disclosure batches due in the quarter; share served by their due date.",
			chart: &chart.Spec{Kind: chart.Lines, Category: "quarter", Percent: true, K: "in_time", N: "due",
				YTitle: "Served in time", Parts: rateParts("in_time_rate", "Served in time")},
			fewest: 2, empty: noneAtAll("disclosure batches with a due date"),
			say: series{period: "quarter", k: "in_time", n: "due", rate: "in_time_rate",
				what: "disclosure batches due in", did: "were served in time"}.say,
		},
	}
}

func sayTimeToHearing(t rows) finding {
	at := settledMedian(t, t.Len())
	if at < 0 {
		return finding{headline: "No year’s referrals have a median time to a hearing that can be relied on yet"}
	}
	f := finding{headline: "Officers referred in " + t.text(at, "cohort") + " waited a median of " + page.Decimal(num(t, at, "median_wd")) + " working days for a hearing"}
	f.also = append(f.also, medians(t, at, settledMedian(t, at)))
	if last := t.Len() - 1; at != last {
		heard, waiting := t.n(last, "heard"), t.n(last, "waiting")
		f.also = append(f.also, "Of "+page.Count(t.n(last, "referred"))+" referred in "+t.text(last, "cohort")+", "+
			page.Count(heard)+" "+have(heard)+" had a hearing and "+page.Count(waiting)+" still "+page.Agree(waiting, "waits", "wait")+": too early for a median.")
	}
	if closed, ok := t.Num(at, "closed_only_median"); ok && closed < num(t, at, "median_wd") {
		f.also = append(f.also, "Counting only the cases already heard would give "+page.Decimal(closed)+" working days: it leaves out those who still wait and those whose proceedings ended another way.")
	}
	return f
}

// settledMedian is the last row before another with ten people or more and a
// median whose interval has both ends; -1 where none is. A young year reaches
// a median on a handful of quick cases, and its interval then has no end.
func settledMedian(t rows, before int) int {
	for i := before - 1; i >= 0; i-- {
		_, median := t.Num(i, "median_wd")
		_, high := t.Num(i, "median_high")
		if median && high && t.n(i, "referred") >= page.SmallN {
			return i
		}
	}
	return -1
}

// medians compares a median with an earlier one by their intervals.
func medians(t rows, at, was int) string {
	own := "95% interval " + t.text(at, "median_low") + " to " + t.text(at, "median_high")
	if was < 0 {
		return sentence(own)
	}
	then := t.text(was, "cohort") + ", whose median was " + page.Decimal(num(t, was, "median_wd"))
	switch {
	case num(t, at, "median_low") > num(t, was, "median_high"):
		return sentence(own, "longer than in "+then)
	case num(t, at, "median_high") < num(t, was, "median_low"):
		return sentence(own, "shorter than in "+then)
	}
	return sentence(own, "it overlaps the interval of "+then)
}

func sayWaits(t rows) finding {
	n := t.sum("heard")
	f := finding{headline: page.Plural(n, "officer had a hearing", "officers had a hearing") + " begun in the " + page.Count(int64(t.Len())) + " months to " + page.Month(t.Day(t.Len()-1, "month"))}
	f.also = []string{page.Upper(t.variation()) + "."}
	return f
}

func sayStages(t rows) finding {
	at := -1
	for i := range t.Len() {
		if t.n(i, "n") >= page.SmallN && (at < 0 || num(t, i, "median") > num(t, at, "median")) {
			at = i
		}
	}
	if at < 0 {
		return finding{headline: "No step has ten cases or more: read each with care"}
	}
	return finding{
		headline: "The longest step, " + quote(t.text(at, "stage")) + ", takes a median of " + page.Decimal(num(t, at, "median")) + " working days",
		also: []string{"For that step half of " + page.Plural(t.n(at, "n"), "case lies", "cases lie") + " between " +
			page.Decimal(num(t, at, "p25")) + " and " + page.Decimal(num(t, at, "p75")) + " working days."},
	}
}

func saySlippage(t rows) finding {
	total := t.sum("lost_days")
	f := t.reasons("lost_days", "lost hearing days")
	if first, _ := t.top(func(i int) int64 { return t.n(i, "lost_days") }); t.Len() > 2 && len(first) < 3 && len(f.also) == 0 {
		f.also = []string{"The first two reasons together: " + page.Share(t.n(0, "lost_days")+t.n(1, "lost_days"), total) + "."}
	}
	return f
}

func sayCharges(t rows) finding {
	at := (series{n: "decided"}).row(t)
	if at < 0 {
		return finding{headline: "No charging decision is recorded on any file sent"}
	}
	s := t.share(at, "charged", "decided", "charge_rate")
	f := finding{headline: s.of("decisions on files sent in "+t.text(at, "year"), "were to charge")}
	clauses := []string{s.interval()}
	if d, ok := t.Num(at, "median_days"); ok {
		clauses = append(clauses, "a median of "+page.Decimal(d)+" days to the decision, those still undecided counted for as long as they have waited")
	}
	if n := t.n(at, "pending"); n > 0 {
		clauses = append(clauses, page.Count(n)+" "+are(n)+" still undecided")
	}
	if s := sentence(clauses...); s != "" {
		f.also = append(f.also, s)
	}
	return f
}

func sayInquests(t rows) finding {
	at := t.latest("due_12m")
	open := t.sum("open")
	f := finding{headline: page.Plural(open, "inquest", "inquests") + " reported since " + t.text(0, "year") + page.Agree(open, " is", " are") + " open; " + counted(t.sum("suspended")) + " suspended"}
	if open == 0 {
		f.headline = "No inquest reported since " + t.text(0, "year") + " is open"
	}
	work := t.in.rows("open_proceedings")
	if n := work.n(work.find("jurisdiction", "coronial"), "total"); n > 0 && n != open {
		f.also = append(f.also, "The open work counts "+page.Plural(n, "coronial proceeding", "coronial proceedings")+": also those without a report to the coroner on record, reported earlier, or concluded and not ended.")
	}
	if at >= 0 {
		f.also = append(f.also, sentence("Of inquests reported in "+t.text(at, "year")+t.in.fill(" that are {COR-12M|# old|old enough}, ")+
			page.Share(t.n(at, "beyond_12m"), t.n(at, "due_12m"))+" had no conclusion by that age"))
	}
	return f
}

func sayCaseTime(t rows) finding {
	type place struct{ cases, open int64 }
	var names []string
	by := map[string]place{}
	for i := range t.Len() {
		name := t.text(i, "territory")
		if _, ok := by[name]; !ok {
			names = append(names, name)
		}
		p := by[name]
		by[name] = place{p.cases + t.n(i, "cases"), p.open + t.n(i, "open")}
	}
	var each []string
	for _, name := range names {
		each = append(each, name+": "+page.Plural(by[name].cases, "case", "cases")+", "+page.Count(by[name].open)+" open")
	}
	f := finding{headline: each[0]}
	if len(each) > 1 {
		f.headline = "The exports hold cases of " + page.Plural(int64(len(each)), "place", "places")
		f.also = append(f.also, sentence(each...))
	}
	if n := t.sum("reversed"); n > 0 {
		f.also = append(f.also, page.Plural(n, "case was", "cases were")+" closed before being received, as recorded, and "+are(n)+" left out of the medians.")
	}
	return f
}
