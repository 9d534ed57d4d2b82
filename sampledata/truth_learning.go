package sampledata

// Measures of learning: recommendations, debriefs, actions and contact.

// responseTally counts recommendations by their response.
type responseTally struct{ made, responded, accepted, inPart, notAccepted, superseded int }

func (n *responseTally) count(response string) {
	n.made++
	switch response {
	case "accepted":
		n.accepted++
	case "accepted_in_part":
		n.inPart++
	case "not_accepted":
		n.notAccepted++
	case "superseded":
		n.superseded++
	default:
		return
	}
	n.responded++
}

// recommendationAcceptance is the responses to what was recommended in five years, by legal basis. A recommendation without a date belongs to no year.
func (t *truth) recommendationAcceptance() Table {
	years := t.financialYears(5)
	byBasis := make(map[string]*responseTally)
	for _, r := range t.Recommendations {
		if r.Territory != "EW" || r.MadeDate == 0 || !oneOf(r.MadeDate.FinancialYear(), years...) {
			continue
		}
		basis := named(r.LegalBasis)
		if byBasis[basis] == nil {
			byBasis[basis] = &responseTally{}
		}
		byBasis[basis].count(t.responses[r.RecommendationRef].Response)
	}
	table := newTable("legal_basis made responded accepted accepted_in_part not_accepted superseded awaiting", wilsonColumns("acceptance_rate"))
	for _, basis := range sortedLabels(byBasis) {
		n := byBasis[basis]
		table.add(basis, n.made, n.responded, n.accepted, n.inPart, n.notAccepted, n.superseded, n.made-n.responded, wilsonCells(n.accepted, n.responded))
	}
	return table
}

// dueDateTally counts the sources' own due dates by how they were counted.
type dueDateTally struct {
	responseTally
	dayAfter, dayOf int
}

// recommendationDueDates is how sources count fifty-six days, on recommendations with both dates.
func (t *truth) recommendationDueDates() Table {
	byBasis := make(map[string]*dueDateTally)
	for _, r := range t.Recommendations {
		if r.Territory != "EW" || r.MadeDate == 0 || r.DueDate == 0 {
			continue
		}
		basis := named(r.LegalBasis)
		if byBasis[basis] == nil {
			byBasis[basis] = &dueDateTally{}
		}
		n := byBasis[basis]
		n.count(t.responses[r.RecommendationRef].Response)
		switch r.DueDate {
		case dueDayAfter(r.MadeDate, 56):
			n.dayAfter++
		case dueDayOf(r.MadeDate, 56):
			n.dayOf++
		}
	}
	table := newTable("legal_basis both_dates due_56_after due_55_after other accepted accepted_in_part not_accepted awaiting")
	for _, basis := range sortedLabels(byBasis) {
		n := byBasis[basis]
		table.add(basis, n.made, n.dayAfter, n.dayOf, n.made-n.dayAfter-n.dayOf, n.accepted, n.inPart, n.notAccepted, n.made-n.responded)
	}
	return table
}

// debriefsHeld is whether debriefs were held within thirty days.
func (t *truth) debriefsHeld() Table {
	table := newTable("quarter due in_time late overdue", wilsonColumns("in_time_rate"))
	return t.dueByQuarter(table, func(yield func(due, done Day)) {
		for _, d := range t.Debriefs {
			if d.HeldDate == 0 || d.HeldDate >= d.TriggerDate { // held before it was called for is an error, in no column
				yield(d.TriggerDate.Add(30), d.HeldDate)
			}
		}
	})
}

// actions is whether actions were done by the day due.
func (t *truth) actions() Table {
	table := newTable("quarter due done_in_time done_late overdue", wilsonColumns("in_time_rate"))
	return t.dueByQuarter(table, func(yield func(due, done Day)) {
		for _, a := range t.Actions {
			if a.DoneDate == 0 || a.DoneDate >= a.RaisedDate { // done before it was raised is an error, in no column
				yield(a.DueDate, a.DoneDate)
			}
		}
	})
}

// themes is the debriefs of eight quarters at which each theme was found.
func (t *truth) themes() Table {
	quarters := t.lastQuarters(8)
	held := make(map[string]Day)
	for _, d := range t.Debriefs {
		held[d.DebriefRef] = d.HeldDate
	}
	found := make(map[string]map[string]map[string]bool) // theme, quarter, debrief
	for _, x := range t.DebriefThemes {
		for _, q := range quarters {
			if !q.has(held[x.DebriefRef]) {
				continue
			}
			theme := named(x.Theme)
			if found[theme] == nil {
				found[theme] = make(map[string]map[string]bool)
			}
			if found[theme][q.label] == nil {
				found[theme][q.label] = make(map[string]bool)
			}
			found[theme][q.label][x.DebriefRef] = true
		}
	}
	table := newTable("theme quarter debriefs")
	for _, theme := range sortedLabels(found) {
		for _, q := range quarters {
			table.add(theme, q.label, len(found[theme][q.label]))
		}
	}
	return table
}

// contactUpdates is whether those who wait heard within twenty-eight days of the last update, of the intervals whose twenty-eighth day fell in the
// twelve months and had come.
func (t *truth) contactUpdates() Table {
	table := newTable("audience intervals within_28 late", wilsonColumns("within_rate"))
	for _, audience := range []string{"complainant", "family", "officer", "stakeholder", "team"} {
		within, late := 0, 0
		for caseRef, days := range t.contactDays(audience) {
			w, l := t.contactGaps(days, t.cases[caseRef])
			within, late = within+w, late+l
		}
		table.add(audience, within+late, within, late, wilsonCells(within, within+late))
	}
	return table
}

// contactDays are the days of the updates to an audience, by case of England and Wales, each once.
func (t *truth) contactDays(audience string) map[string]map[Day]bool {
	days := make(map[string]map[Day]bool)
	for _, u := range t.ContactUpdates {
		if u.Audience != audience || u.ContactDate == 0 || !t.inTerritory(u.CaseRef) {
			continue
		}
		if days[u.CaseRef] == nil {
			days[u.CaseRef] = make(map[Day]bool)
		}
		days[u.CaseRef][u.ContactDate] = true
	}
	return days
}

// contactGaps counts the intervals after each update that were due: the next update ends them, in time or late; without one they are late, unless the
// case was closed by the day due or nobody knows of the case.
func (t *truth) contactGaps(days map[Day]bool, c *Case) (within, late int) {
	for day := range days {
		due := day + 28
		if due > t.asOf || !t.inYears(due, 1) {
			continue
		}
		switch next := nextDay(days, day); {
		case next != 0 && next <= due:
			within++
		case next != 0, c != nil && (c.ClosedDate == 0 || c.ClosedDate > due):
			late++
		}
	}
	return within, late
}

// nextDay is the earliest of the days after one of them, 0 if it is the last.
func nextDay(days map[Day]bool, day Day) Day {
	var next Day
	for d := range days {
		if d > day && (next == 0 || d < next) {
			next = d
		}
	}
	return next
}
