package sampledata

// Measures of the window of accelerated hearings and of extensions.

// windowYear counts accelerated hearings whose window closed in a year.
type windowYear struct{ early, in, inExtension, late, overdue, openInExtension, notApplicable int }

func (n *windowYear) passed() int {
	return n.early + n.in + n.inExtension + n.late + n.overdue + n.openInExtension
}

// count adds a clock. A hearing that never came before the proceeding ended another way, after the window, was not begun when it closed: overdue.
func (n *windowYear) count(c *truthClock) {
	switch c.state {
	case stateMet:
		n.in++
	case stateMetExtended:
		n.inExtension++
	case stateMetLate:
		if c.end < c.earliest {
			n.early++
		} else {
			n.late++
		}
	case stateOverdue, stateMissed:
		n.overdue++
	case stateInExtension:
		n.openInExtension++
	case stateNotApplicable:
		n.notApplicable++
	}
}

// acceleratedWindow is whether accelerated hearings were held in their window, by the year in which it closed.
func (t *truth) acceleratedWindow() Table {
	years := make(map[string]*windowYear)
	for i := range t.clocks {
		c := &t.clocks[i]
		if !oneOf(c.limit.id, "MIS-ACC-DATE", "MIS-ACC-REDATE") || c.due == 0 || c.due > t.asOf {
			continue
		}
		year := c.due.FinancialYear()
		if years[year] == nil {
			years[year] = &windowYear{}
		}
		years[year].count(c)
	}
	table := newTable("year due_passed early in_window in_extension late overdue open_in_extension", wilsonColumns("rate_in_window"), "not_applicable")
	for _, year := range t.financialYears(6) {
		if n := years[year]; n != nil && n.passed()+n.notApplicable > 0 {
			table.add(year, n.passed(), n.early, n.in, n.inExtension, n.late, n.overdue, n.openInExtension, wilsonCells(n.in, n.passed()), n.notApplicable)
		}
	}
	return table
}

// extensionTally counts subjects with a limit by what extensions of it came to.
type extensionTally struct {
	subjects, inTime, retrospective, noEffect, days int
	added                                           []int
}

// extensions is how often limits were extended that fell due in the twelve months, those that cannot be judged among them.
func (t *truth) extensions() Table {
	byLimit := make(map[string]*extensionTally)
	all := append(append([]truthClock(nil), t.clocks...), t.unjudged...)
	for i := range all {
		c := &all[i]
		if c.limit.on != onPart || !t.inYears(c.due, 1) {
			continue
		}
		if byLimit[c.limit.id] == nil {
			byLimit[c.limit.id] = &extensionTally{}
		}
		byLimit[c.limit.id].count(c, t.extensionsOf(c))
	}
	table := newTable("standard_id subjects extended", wilsonColumns("extended_rate"), "in_time retrospective no_effect days_added median_added")
	for _, id := range sortedLabels(byLimit) {
		n := byLimit[id]
		extended := n.inTime + n.retrospective + n.noEffect
		table.add(id, n.subjects, extended, wilsonCells(extended, n.subjects), n.inTime, n.retrospective, n.noEffect, n.days, quantile(n.added, 0.5))
	}
	return table
}

// extensionsOf are the extensions of a clock's limit for its subject.
func (t *truth) extensionsOf(c *truthClock) []Extension {
	var all []Extension
	for _, x := range t.Extensions {
		if x.StandardID == c.limit.id && x.CaseRef == c.caseRef && x.ProceedingRef == c.proceedingRef && about(x.SubjectRef, c.subjectRef) {
			all = append(all, x)
		}
	}
	return all
}

// count adds a clock. Retrospective is a decision after the date then due, the original one, as none was made in time.
func (n *extensionTally) count(c *truthClock, extensions []Extension) {
	n.subjects++
	if len(extensions) == 0 {
		return
	}
	if c.extended != 0 {
		n.inTime++
		n.days += int(c.extended - c.due)
		n.added = append(n.added, int(c.extended-c.due))
		return
	}
	for _, x := range extensions {
		if x.DecidedDate > c.due {
			n.retrospective++
			return
		}
	}
	n.noEffect++
}

// extensionReasons is the extensions decided in the twelve months, by reason.
func (t *truth) extensionReasons() Table {
	reasons, total := make(map[string]int), 0
	for _, x := range t.Extensions {
		if t.inYears(x.DecidedDate, 1) {
			reasons[named(x.Reason)]++
			total++
		}
	}
	table := newTable("reason extensions share cumulative")
	sum := 0
	for _, reason := range mostFirst(reasons) {
		sum += reasons[reason]
		table.add(reason, reasons[reason], rateCell(reasons[reason], total), rateCell(sum, total))
	}
	return table
}

// listedDays counts listed days by what became of them.
type listedDays struct{ used, lost, notNoted int }

// hearingDays is the days listed in eight quarters, by jurisdiction.
func (t *truth) hearingDays() Table {
	kinds := make(map[string]string)
	for _, p := range t.Proceedings {
		kinds[p.ProceedingRef] = p.Type
	}
	table := newTable("quarter jurisdiction listed used lost not_noted noted", wilsonColumns("lost_rate"))
	for _, q := range t.lastQuarters(8) {
		counts := make(map[string]*listedDays)
		for _, l := range t.Listings {
			by := t.listedFor(l, kinds)
			if by == "" || !q.has(l.ListedDate) || l.ListedDate > t.asOf {
				continue
			}
			if counts[by] == nil {
				counts[by] = &listedDays{}
			}
			counts[by].count(l.Used)
		}
		for _, j := range workOrder {
			if n := counts[j]; n != nil {
				noted := n.used + n.lost
				table.add(q.label, j, noted+n.notNoted, n.used, n.lost, n.notNoted, noted, wilsonCells(n.lost, noted))
			}
		}
	}
	return table
}

// listedFor is the jurisdiction that a day was listed in: that of the proceeding, else that of the kind of listing; empty for any other day.
func (t *truth) listedFor(l Listing, kinds map[string]string) string {
	by := map[string]string{"hearing": "misconduct", "trial": "criminal", "inquest": "coronial"}[l.Kind]
	if kind, known := kinds[l.ProceedingRef]; by != "" && known {
		by = truthJurisdictions[kind]
	}
	if !oneOf(by, workOrder...) {
		return ""
	}
	return by
}

func (n *listedDays) count(used string) {
	switch used {
	case "used":
		n.used++
	case "lost":
		n.lost++
	default:
		n.notNoted++
	}
}
