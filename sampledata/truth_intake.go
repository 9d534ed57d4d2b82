package sampledata

import "sort"

// Measures of what comes in and how it is written down.

// complete says whether the five key fields of a case are filled.
func (c *Case) complete() bool {
	return c.MatterType != "" && c.Mode != "" && c.Force != "" && c.IncidentDate != 0 && c.came() != 0
}

// came is the day a matter came to attention; a complaint the day it was made.
func (c *Case) came() Day {
	if c.MatterType == "complaint" {
		return c.ComplaintMadeDate
	}
	return c.AttentionDate
}

// attended is the day from which a matter counts: a complaint's making where that is recorded, else the day it came to attention.
func (c *Case) attended() Day {
	if c.MatterType == "complaint" && c.ComplaintMadeDate != 0 {
		return c.ComplaintMadeDate
	}
	return c.AttentionDate
}

// intake is the cases recorded in twelve months.
func (t *truth) intake() Table {
	table := newTable("month cases referred complete complete_rate decided waiting median_days")
	for _, m := range t.completeMonths(12) {
		var cases, referred, complete int
		var days []int
		for _, c := range t.Cases {
			if c.Territory != "EW" || !m.has(c.RecordedDate) {
				continue
			}
			cases++
			complete += ifOne(c.complete())
			if c.ReferredDate == 0 {
				continue
			}
			referred++
			if decided := firstDays(milestoneDays(t.events[c.CaseRef], func(Event) bool { return true }))["moi_decision"]; decided != 0 {
				days = append(days, int(decided-c.ReferredDate))
			}
		}
		table.add(dayCell(m.first), cases, referred, complete, rateCell(complete, cases), len(days), referred-len(days), quantile(days, 0.5))
	}
	return table
}

// intakeByForce is the cases recorded in the twelve months by force, with what they lack.
func (t *truth) intakeByForce() Table {
	counts := make(map[string]*[7]int)
	for _, c := range t.Cases {
		if c.Territory != "EW" || !t.inYears(c.RecordedDate, 1) {
			continue
		}
		if counts[named(c.Force)] == nil {
			counts[named(c.Force)] = &[7]int{}
		}
		n := counts[named(c.Force)]
		for i, yes := range []bool{true, c.ReferredDate != 0, c.complete(), c.MatterType == "", c.Mode == "", c.IncidentDate == 0, c.came() == 0} {
			n[i] += ifOne(yes)
		}
	}
	table := newTable("force cases referred complete no_matter no_mode no_incident no_attention", wilsonColumns("complete_rate"))
	for _, force := range sortedLabels(counts) {
		n := counts[force]
		table.add(force, n[0], n[1], n[2], n[3], n[4], n[5], n[6], wilsonCells(n[2], n[0]))
	}
	return table
}

// sourceOf is the kind of export that holds an event. What the tracker logs is in no other.
func (t *truth) sourceOf(e Event, jurisdictions map[string]string) string {
	switch {
	case milestoneLabels.has(e.Code):
		return "psu-tracker"
	case e.ProceedingRef == "":
		return "caseline-cases"
	case oneOf(jurisdictions[e.ProceedingRef], "criminal", "coronial"):
		return "national-register"
	}
	return "caseline-proceedings"
}

// has says whether a code is among the labels.
func (l *labels) has(code string) bool {
	for _, p := range l.pairs {
		if p.code == code {
			return true
		}
	}
	return false
}

// recordingLagBySource is how soon each source wrote down the events of the twelve months.
func (t *truth) recordingLagBySource() Table {
	jurisdictions := make(map[string]string)
	for _, p := range t.Proceedings {
		jurisdictions[p.ProceedingRef] = truthJurisdictions[p.Type]
	}
	type tally struct {
		events, before, unknown int
		lags                    []int
	}
	counts := make(map[string]*tally)
	for _, e := range t.Events {
		if !t.inTerritory(e.CaseRef) || !t.inYears(e.EventDate, 1) {
			continue
		}
		source := t.sourceOf(e, jurisdictions)
		if counts[source] == nil {
			counts[source] = &tally{}
		}
		n := counts[source]
		n.events++
		switch {
		case e.RecordedDate == 0:
			n.unknown++
		case e.RecordedDate < e.EventDate:
			n.before++
		default:
			n.lags = append(n.lags, int(e.RecordedDate-e.EventDate))
		}
	}
	table := newTable("source events timed before_event not_recorded median_days p90_days")
	for _, source := range sortedLabels(counts) {
		n := counts[source]
		table.add(source, n.events, len(n.lags), n.before, n.unknown, quantile(n.lags, 0.5), nineInTen(n.lags))
	}
	return table
}

// nineInTen is the least value that nine in ten of the values do not exceed.
func nineInTen(values []int) any {
	if len(values) == 0 {
		return nil
	}
	sorted := append([]int(nil), values...)
	sort.Ints(sorted)
	return sorted[(9*len(sorted)+9)/10-1]
}

// decisionLog is the decisions and events of the twelve months as they were written down, by type of matter.
func (t *truth) decisionLog() Table {
	counts := make(map[string]*[9]int)
	of := func(caseRef string) *[9]int {
		matter := named(t.caseOf(caseRef).MatterType)
		if counts[matter] == nil {
			counts[matter] = &[9]int{}
		}
		return counts[matter]
	}
	for _, d := range t.Decisions {
		if !t.inTerritory(d.CaseRef) || !t.inYears(d.DecidedDate, 1) {
			continue
		}
		n := of(d.CaseRef)
		switch d.IsFinal {
		case No:
			n[0]++
		case Yes:
			n[1]++
			n[2] += ifOne(t.madeAgain(d))
		}
	}
	lagColumns := map[string]int{"0-1": 4, "2-7": 4, "8-30": 5, "31-90": 6, "over 90": 6, "before event": 7, "not recorded": 8}
	for _, e := range t.Events {
		if t.inTerritory(e.CaseRef) && t.inYears(e.EventDate, 1) {
			n := of(e.CaseRef)
			n[3]++
			n[lagColumns[lagBand(e)]]++
		}
	}
	table := newTable("matter_type provisional final made_again events days_7 days_30 later before not_recorded")
	for _, matter := range sortedLabels(counts) {
		n := counts[matter]
		table.add(matter, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8])
	}
	return table
}

// madeAgain says whether a final decision at another level had been made before on the same allegation, or by the prosecutor on the same person.
func (t *truth) madeAgain(d Decision) bool {
	for _, e := range t.Decisions {
		same := e.CaseRef == d.CaseRef && e.SubjectRef == d.SubjectRef && e.AllegationRef == d.AllegationRef && (d.AllegationRef != "" || d.Decider == "cps" && e.Decider == "cps")
		if same && e.IsFinal == Yes && e.Level != d.Level && e.DecidedDate < d.DecidedDate {
			return true
		}
	}
	return false
}

// riskRows is the order of risks before and now.
var riskRows = []string{"first review", "high", "medium", "low", "not recorded"}

// riskChanges is the risks of the reviews of the twelve months beside those of the reviews before.
func (t *truth) riskChanges() Table {
	counts := make(map[[2]string]int)
	for _, v := range t.CaseReviews {
		if !t.inTerritory(v.CaseRef) || !t.inYears(v.DoneDate, 1) {
			continue
		}
		before := "first review"
		last := CaseReview{}
		for _, o := range t.CaseReviews {
			if o.CaseRef == v.CaseRef && o.DoneDate != 0 && o.doneBefore(v) && (before == "first review" || last.doneBefore(o)) {
				before, last = named(o.Risk), o
			}
		}
		counts[[2]string{before, named(v.Risk)}]++
	}
	table := newTable("before now reviews")
	for _, before := range riskRows {
		for _, now := range riskRows {
			if n := counts[[2]string{before, now}]; n > 0 {
				table.add(before, now, n)
			}
		}
	}
	return table
}

// doneBefore says whether a review was done before another; of two done on one day the one that was due first was.
func (v CaseReview) doneBefore(other CaseReview) bool {
	return v.DoneDate < other.DoneDate || v.DoneDate == other.DoneDate && v.DueDate < other.DueDate
}
