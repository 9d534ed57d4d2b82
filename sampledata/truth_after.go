package sampledata

import "strconv"

// Measures of what comes before and after a hearing: counsel, closure, telling people, publication, explanations of delay.

// waitYear is the waits that began in a year.
type waitYear struct {
	started, done, ended int
	durations            []duration
}

// add counts a wait from a day: done on another, else over by a third, else still open.
func (n *waitYear) add(from, done, over, asOf Day) {
	n.started++
	switch {
	case done != 0:
		n.done++
		n.durations = append(n.durations, duration{max(int(done-from), 0), true})
	case over != 0:
		n.ended++
		n.durations = append(n.durations, duration{max(int(over-from), 0), false})
	default:
		n.durations = append(n.durations, duration{int(asOf - from), false})
	}
}

// waitsByYear are waits by the financial year in which they began.
type waitsByYear map[string]*waitYear

func (w waitsByYear) of(from Day) *waitYear {
	year := from.FinancialYear()
	if w[year] == nil {
		w[year] = &waitYear{}
	}
	return w[year]
}

// median is the cells of the median wait with its interval.
func (n *waitYear) median() []any {
	curve := survivalCurve(n.durations)
	return []any{firstAtHalf(curve, survivalOf), firstAtHalf(curve, lowOf), firstAtHalf(curve, highOf)}
}

// proceedingEnds are the days on which proceedings had ended for all their subjects, by proceeding.
func (t *truth) proceedingEnds() map[string]Day {
	ends, open := make(map[string]Day), make(map[string]bool)
	for _, p := range t.parts {
		open[p.ProceedingRef] = open[p.ProceedingRef] || p.open()
		ends[p.ProceedingRef] = max(ends[p.ProceedingRef], p.CompletedDate)
	}
	for ref := range open {
		if open[ref] {
			delete(ends, ref)
		}
	}
	return ends
}

// counselInstructed is how soon counsel was instructed after a referral, and how soon the advice was in.
func (t *truth) counselInstructed() Table {
	ends := t.proceedingEnds()
	instructed, advice := make(waitsByYear), make(waitsByYear)
	for _, p := range t.Proceedings {
		var referred, first Day
		for _, e := range t.events[p.CaseRef] {
			if e.Code == "referral_decided" && e.ProceedingRef == p.ProceedingRef {
				referred = earliestDay(referred, e.EventDate)
			}
		}
		if !oneOf(p.Type, "MH", "AH") || referred == 0 {
			continue
		}
		for _, i := range t.Instructions {
			if i.ProceedingRef == p.ProceedingRef || i.ProceedingRef == "" && i.CaseRef == p.CaseRef {
				first = earliestDay(first, i.InstructedDate)
			}
		}
		instructed.of(referred).add(referred, first, ends[p.ProceedingRef], t.asOf)
	}
	for _, i := range t.Instructions {
		if i.InstructedDate != 0 && (i.AdviceDate == 0 || i.AdviceDate >= i.InstructedDate) {
			advice.of(i.InstructedDate).add(i.InstructedDate, i.AdviceDate, ends[i.ProceedingRef], t.asOf)
		}
	}
	table := newTable("step year started done open ended median_days median_low median_high")
	for _, step := range []struct {
		label string
		waits waitsByYear
	}{{"instructed", instructed}, {"advice", advice}} {
		for _, year := range t.financialYears(6) {
			if n := step.waits[year]; n != nil {
				table.add(step.label, year, n.started, n.done, n.started-n.done-n.ended, n.ended, n.median())
			}
		}
	}
	return table
}

// closureTime is how long cases stayed open once all their proceedings had ended.
func (t *truth) closureTime() Table {
	last, open := make(map[string]Day), make(map[string]bool)
	for _, p := range t.parts {
		last[p.CaseRef] = max(last[p.CaseRef], p.CompletedDate)
		open[p.CaseRef] = open[p.CaseRef] || p.open()
	}
	years := make(waitsByYear)
	for ref, end := range last {
		if c := t.caseOf(ref); t.inTerritory(ref) && !open[ref] && (c.ClosedDate == 0 || c.ClosedDate >= end) {
			years.of(end).add(end, c.ClosedDate, 0, t.asOf)
		}
	}
	table := newTable("year concluded closed still_open median_days median_low median_high")
	for _, year := range t.financialYears(6) {
		if n := years[year]; n != nil {
			table.add(year, n.started, n.done, n.started-n.done, n.median())
		}
	}
	return table
}

// outcomeNotified is how soon officers and complainants were told.
func (t *truth) outcomeNotified() Table {
	table := newTable("told year completed notified not_recorded median_days median_low median_high")
	for _, who := range []string{"officer", "complainant"} {
		years := make(waitsByYear)
		for _, p := range t.parts {
			completed := p.first["hearing_completed"]
			c := t.caseOf(p.CaseRef)
			if !oneOf(p.kind, "MH", "MM", "AH") || completed == 0 || who == "complainant" && (c == nil || c.MatterType != "complaint") {
				continue
			}
			var told Day
			for _, day := range p.days[who+"_notified"] {
				if day >= completed {
					told = earliestDay(told, day)
				}
			}
			years.of(completed).add(completed, told, 0, t.asOf)
		}
		for _, year := range t.financialYears(6) {
			if n := years[year]; n != nil {
				table.add(who, year, n.started, n.done, n.started-n.done, n.median())
			}
		}
	}
	return table
}

// publicationYear is the hearings that ended in a year.
type publicationYear struct {
	hearings, private, stayed, early, running, dismissals, barred int
	reports                                                       waitYear
}

// leastStay is the days that a report must stay published.
const leastStay = 28

// publication is whether reports were published and kept up, and dismissals reported to the barred list.
func (t *truth) publication() Table {
	private := func(p *truthPart) bool {
		return len(where(t.Restrictions, func(x Restriction) bool {
			return x.Kind == "private_hearing" && x.ProceedingRef == p.ProceedingRef && about(x.SubjectRef, p.SubjectRef)
		})) > 0
	}
	years := make(map[string]*publicationYear)
	for _, p := range t.parts {
		if !oneOf(p.kind, "MH", "AH") || p.EndedHow != "concluded" || p.CompletedDate == 0 || !t.inTerritory(p.CaseRef) {
			continue
		}
		year := p.CompletedDate.FinancialYear()
		if years[year] == nil {
			years[year] = &publicationYear{}
		}
		years[year].count(p, private(p), t.asOf)
	}
	table := newTable("year hearings in_private public published not_recorded median_days stayed taken_down_early stay_running",
		"dismissals barred_reported barred_not_recorded")
	for _, year := range t.financialYears(5) {
		if n := years[year]; n != nil {
			table.add(year, n.hearings, n.private, n.hearings-n.private, n.reports.done, n.reports.started-n.reports.done, n.reports.median()[0],
				n.stayed, n.early, n.running, n.dismissals, n.barred, n.dismissals-n.barred)
		}
	}
	return table
}

func (n *publicationYear) count(p *truthPart, private bool, asOf Day) {
	n.hearings++
	if oneOf(p.Sanction, "dismissal_without_notice", "dismissal_with_notice", "would_have_been_dismissed") {
		n.dismissals++
		n.barred += ifOne(p.reached("barred_list_reported"))
	}
	if private {
		n.private++
		return
	}
	published, removed := p.first["report_published"], p.first["report_removed"]
	n.reports.add(p.CompletedDate, published, 0, asOf)
	if removed < published {
		removed = 0
	}
	switch kept := dueDayOf(published, leastStay); {
	case published == 0:
	case removed != 0 && removed <= kept:
		n.early++
	case removed != 0 || kept <= asOf:
		n.stayed++
	default:
		n.running++
	}
}

// explanations12Months is whether running investigations past twelve months, and each six more, have an explanation.
func (t *truth) explanations12Months() Table {
	periods, sent := make(map[int]int), make(map[int]int)
	longest := 0
	for _, c := range t.Cases {
		start := c.ComplaintMadeDate
		if start == 0 {
			start = c.AttentionDate
		}
		days := milestoneDays(t.events[c.CaseRef], func(Event) bool { return true })
		if c.Territory != "EW" || start == 0 || c.InvestigationEndDate != 0 || c.ClosedDate != 0 || days["report_submitted"] != nil || days["closed"] != nil {
			continue
		}
		var after Day // the end of the period: an explanation after it counts, until the end of the next
		for months, end := 12, dueMonthsFrom(start, 12); end <= t.asOf; months, end = months+6, dueMonthsFrom(end+1, 6) {
			periods[months]++
			longest = max(longest, months)
			until := dueMonthsFrom(end+1, 6)
			if months > 12 {
				after = end
			}
			for _, day := range days["explanation_sent"] {
				if day > after && day <= until {
					sent[months]++
					break
				}
			}
		}
	}
	table := newTable("months periods sent not_recorded", wilsonColumns("sent_rate"))
	for months := 12; months <= longest; months += 6 {
		n, k := periods[months], sent[months]
		table.add(strconv.Itoa(months), n, k, n-k, wilsonCells(k, n))
	}
	return table
}
