package sampledata

import "sort"

// The briefing on the hearings to come, and the checklist of those that are over.

// startLimits are the limits on the first day of a hearing.
var startLimits = []string{"MIS-HRG-100", "MIS-MTG-20", "MIS-ACC-DATE", "MIS-ACC-REDATE", "MIS-APP-MTG-HELD"}

// briefing lists the proceedings with a day in the next thirty.
func (t *truth) briefing() Table {
	listed := make(map[string][]Listing)
	for _, l := range t.Listings {
		if l.ListedDate > t.asOf && l.ListedDate <= t.asOf+30 {
			listed[l.ProceedingRef] = append(listed[l.ProceedingRef], l)
		}
	}
	reviews := make(map[string][]CaseReview)
	for _, v := range t.CaseReviews {
		v.DoneDate = notAfter(v.DoneDate, t.asOf)
		reviews[v.CaseRef] = append(reviews[v.CaseRef], v)
	}
	proceedings := t.described()
	table := newTable("next_listed kind proceeding_ref case_ref force type priority days_listed subjects begun_date limit_due held risk risk_date",
		"restrictions days_late days_early notice_date notice_due")
	notices := make(map[string]Day)
	for _, c := range t.noticesDue() {
		notices[c.proceedingRef] = earliestDay(notices[c.proceedingRef], c.due)
	}
	for ref, days := range listed {
		sort.Slice(days, func(i, j int) bool {
			return days[i].ListedDate < days[j].ListedDate || days[i].ListedDate == days[j].ListedDate && days[i].Kind < days[j].Kind
		})
		distinct := make(map[Day]bool)
		for _, l := range days {
			distinct[l.ListedDate] = true
		}
		first, p := days[0], proceedings[ref]
		if p == nil {
			table.add(dayCell(first.ListedDate), codeCell(first.Kind), ref, nil, nil, nil, nil, len(distinct), 0, nil, nil, 0, nil, nil, 0, nil, nil, nil, nil)
			continue
		}
		if !t.inTerritory(p.CaseRef) {
			continue
		}
		var begun, notice Day
		held := 0
		for _, part := range t.partsIn(ref) {
			begun, notice = earliestDay(begun, part.begun()), earliestDay(notice, part.first["public_notice_published"])
			held += ifOne(part.open() && part.hold != "")
		}
		due := t.startDue(ref)
		late, early := t.outOfTime(ref, begun, due, days)
		var ofCases []CaseReview
		for _, c := range t.casesOf(p) {
			ofCases = append(ofCases, reviews[c]...)
		}
		_, risk, assessed := lastReview(ofCases)
		table.add(dayCell(first.ListedDate), codeCell(first.Kind), ref, p.CaseRef, codeCell(p.Force), p.Type, codeCell(t.caseOf(p.CaseRef).Severity),
			len(distinct), t.stillIn(ref), dayCell(begun), dayCell(due), held, codeCell(risk), dayCell(assessed),
			t.restrictionsOn(p, first.ListedDate), late, early, dayCell(notice), dayCell(notices[ref]))
	}
	table.byText(0, 2)
	return table
}

// outOfTime is by how many days the first day listed of a hearing that has not begun comes after its limit, or before its window opens.
func (t *truth) outOfTime(ref string, begun, due Day, listed []Listing) (late, early any) {
	var day, opens Day
	for _, l := range listed {
		if !oneOf(l.Kind, "prehearing", "pirh") {
			day = earliestDay(day, l.ListedDate)
		}
	}
	for i := range t.clocks {
		c := &t.clocks[i]
		if c.proceedingRef == ref && oneOf(c.limit.id, startLimits...) && oneOf(c.state, stateNotDue, stateInExtension, stateOverdue) {
			opens = max(opens, c.earliest)
		}
	}
	if begun != 0 || day == 0 {
		return nil, nil
	}
	if due != 0 && day > due {
		late = int(day - due)
	}
	if day < opens {
		early = int(opens - day)
	}
	return late, early
}

// startDue is the earliest day by which a hearing must begin for a subject for whom that still runs.
func (t *truth) startDue(ref string) Day {
	var due Day
	for i := range t.clocks {
		c := &t.clocks[i]
		if c.proceedingRef == ref && oneOf(c.limit.id, startLimits...) && oneOf(c.state, stateNotDue, stateInExtension, stateOverdue) {
			due = earliestDay(due, c.lastDay())
		}
	}
	return due
}

// stepWord is the word for a step that is asked, or not, and has a date, or not.
func stepWord(asked, done bool) string {
	switch {
	case !asked:
		return "does not apply"
	case done:
		return "done"
	}
	return "not recorded"
}

// closureChecklist lists the steps after the hearings of six months, those with most left to do first.
func (t *truth) closureChecklist() Table {
	type planned struct{ asked, open bool }
	audits, debriefs := make(map[string]planned), make(map[string]planned)
	for _, a := range t.ExhibitAudits {
		audits[a.CaseRef] = planned{true, audits[a.CaseRef].open || notAfter(a.DoneDate, t.asOf) == 0}
	}
	for _, d := range t.Debriefs {
		debriefs[d.ProceedingRef] = planned{true, debriefs[d.ProceedingRef].open || d.HeldDate == 0}
	}
	table := newTable("proceeding_ref case_ref subject_ref force type completed_date report officer complainant published barred_list exhibits debrief closed",
		"left_to_do")
	for _, p := range t.parts {
		if !oneOf(p.kind, findingKinds...) || !t.inTerritory(p.CaseRef) || p.EndedHow != "concluded" || p.CompletedDate <= t.asOf.AddMonths(-6) {
			continue
		}
		c, audit, debrief := t.caseOf(p.CaseRef), audits[p.CaseRef], debriefs[p.ProceedingRef]
		dismissed := oneOf(p.Sanction, "dismissal_without_notice", "dismissal_with_notice", "would_have_been_dismissed")
		words := []string{
			stepWord(true, p.reached("report_to_aa")), stepWord(true, p.reached("officer_notified")),
			stepWord(c.MatterType == "complaint", p.reached("complainant_notified")), stepWord(p.kind != "MM", p.reached("report_published")),
			stepWord(dismissed, p.reached("barred_list_reported")), stepWord(audit.asked, !audit.open), stepWord(debrief.asked, !debrief.open),
			stepWord(true, c.ClosedDate != 0),
		}
		left := 0
		var cells []any
		for _, word := range words {
			left += ifOne(word == "not recorded")
			cells = append(cells, word)
		}
		table.add(p.ProceedingRef, p.CaseRef, p.SubjectRef, codeCell(p.force), p.kind, dayCell(p.CompletedDate), cells, left)
	}
	table.byText(5, 0, 2)
	last := len(table.Columns) - 1
	sort.SliceStable(table.Rows, func(i, j int) bool { return table.Rows[i][last].(int) > table.Rows[j][last].(int) })
	return table
}
