package sampledata

// Measures of how long matters and investigations took.

// matterYear is the subjects whose matter came to attention in a year.
type matterYear struct {
	subjects, ended, reversed, noStart, held int
	gross, net                               []duration
}

// endToEndTime is the time from attention to the final outcome, with and without holds, by the year of attention.
func (t *truth) endToEndTime() Table {
	years := make(map[string]*matterYear)
	for _, s := range t.Subjects {
		if !t.inTerritory(s.CaseRef) {
			continue
		}
		year := "not recorded"
		attention := t.attention(*t.cases[s.CaseRef])
		if attention != 0 {
			year = attention.FinancialYear()
		}
		if years[year] == nil {
			years[year] = &matterYear{}
		}
		t.countMatter(years[year], s, attention)
	}
	table := newTable("year basis subjects ended open reversed no_start held median_days median_low median_high p25 p75",
		"by_182 by_273 by_365 by_547 by_730 maturity")
	for _, year := range append(t.financialYears(6), "not recorded") {
		n := years[year]
		if n == nil {
			continue
		}
		for i, durations := range [][]duration{n.gross, n.net} {
			curve := survivalCurve(durations)
			table.add(year, []string{"Gross", "Net of holds"}[i], n.subjects, n.ended, n.subjects-n.ended, n.reversed, n.noStart, n.held,
				firstAtHalf(curve, survivalOf), firstAtHalf(curve, lowOf), firstAtHalf(curve, highOf), firstAtShare(curve, 0.75), firstAtShare(curve, 0.25),
				shareBy(curve, 182), shareBy(curve, 273), shareBy(curve, 365), shareBy(curve, 547), shareBy(curve, 730), maturity(n.subjects-n.ended))
		}
	}
	return table
}

// attention is the day a matter came to attention: a complaint's own day of receipt if it has one, otherwise whichever is earlier, the case's date or
// the first event.
func (t *truth) attention(c Case) Day {
	if c.MatterType == "complaint" && c.ComplaintMadeDate != 0 {
		return c.ComplaintMadeDate
	}
	first := c.AttentionDate
	for _, e := range t.events[c.CaseRef] {
		if e.Code == "came_to_attention" {
			first = earliestDay(first, e.EventDate)
		}
	}
	return first
}

func (t *truth) countMatter(n *matterYear, s Subject, attention Day) {
	n.subjects++
	outcome := t.finalOutcome(s)
	if outcome != 0 {
		n.ended++
	}
	until := outcome
	if until == 0 {
		until = t.asOf
	}
	held := t.heldDays(s, attention, until)
	if held > 0 {
		n.held++
	}
	switch {
	case attention == 0:
		n.noStart++
	case until < attention:
		n.reversed++
	default:
		days := int(until - attention)
		n.gross = append(n.gross, duration{days, outcome != 0})
		n.net = append(n.net, duration{days - held, outcome != 0})
	}
}

// finalOutcome is the day the last of the subject's proceedings ended once all have, or, without one or where one has not ended, the day the case was
// closed. A proceeding returned to Part 4 is none of them.
func (t *truth) finalOutcome(s Subject) Day {
	var last Day
	for _, p := range t.parts {
		if p.CaseRef != s.CaseRef || p.SubjectRef != s.SubjectRef || !oneOf(p.kind, findingKinds...) || p.EndedHow == "returned_to_part4" {
			continue
		}
		if p.open() {
			last = 0
			break
		}
		last = max(last, p.CompletedDate)
	}
	if last == 0 {
		return t.cases[s.CaseRef].ClosedDate
	}
	return last
}

// heldDays counts the days after the first and up to the last on which a hold of the subject was on; without a first, all up to the last.
func (t *truth) heldDays(s Subject, first, last Day) int {
	held := make(map[Day]bool)
	for _, h := range t.holdsOf(s) {
		end := last
		if h.EndDate != 0 {
			end = min(end, h.EndDate)
		}
		for d := max(h.StartDate, first+1); d <= end; d++ {
			held[d] = true
		}
	}
	return len(held)
}

// holdsOf are the holds of a subject or of all of its case that hold up misconduct work; a coroner's suspension does not.
func (t *truth) holdsOf(s Subject) []Hold {
	var all []Hold
	for _, h := range t.Holds {
		if h.CaseRef == s.CaseRef && h.StartDate != 0 && about(h.SubjectRef, s.SubjectRef) && holdsUp(h.Kind, "misconduct") {
			all = append(all, h)
		}
	}
	return all
}

// investigation is a case's investigation: its start, its completion, and else the day the case was closed without.
type investigation struct{ start, completed, closed Day }

// investigations are those of cases of England and Wales.
func (t *truth) investigations() []investigation {
	var all []investigation
	for _, c := range t.Cases {
		if c.Territory != "EW" {
			continue
		}
		i := investigation{start: t.attention(c), closed: c.ClosedDate}
		days := milestoneDays(t.events[c.CaseRef], func(e Event) bool { return e.Code == "report_submitted" })
		ends := append(days["report_submitted"], c.InvestigationEndDate)
		i.completed = earliestDay(where(ends, func(d Day) bool { return d >= i.start })...)
		if i.completed == 0 { // all of them before the start
			i.completed = earliestDay(ends...)
		}
		if i.completed != 0 {
			i.closed = 0
		}
		all = append(all, i)
	}
	return all
}

// completed12Months is the share of investigations completed by day 365, of those started and of those completed in each of twenty quarters.
func (t *truth) completed12Months() Table {
	table := newTable("quarter started completed closed_otherwise open undecided completed_by_365 completed_by_365_low completed_by_365_high closed_by_365",
		"completed_in_quarter within_365", wilsonColumns("within_rate"), "maturity")
	all := t.investigations()
	for _, q := range t.lastQuarters(20) {
		var started, completed, closed, open, undecided, ended, within int
		var fates []fate
		for _, i := range all {
			if i.reversed() {
				continue
			}
			if q.has(i.completed) && i.start != 0 {
				ended++
				if i.completed-i.start <= 365 {
					within++
				}
			}
			if !q.has(i.start) {
				continue
			}
			started++
			f := i.fate(t.asOf)
			fates = append(fates, f)
			switch f.how {
			case theEvent:
				completed++
			case endedAnother:
				closed++
			default:
				open++
				if f.t < 365 {
					undecided++
				}
			}
		}
		table.add(q.label, started, completed, closed, open, undecided, incidenceCells(fates, 365), ended, within, wilsonCells(within, ended), maturity(undecided))
	}
	return table
}

// reversed says whether an investigation ended before it started.
func (i investigation) reversed() bool {
	end := max(i.completed, i.closed)
	return i.start != 0 && end != 0 && end < i.start
}

func (i investigation) fate(asOf Day) fate {
	switch {
	case i.completed != 0:
		return fate{int(i.completed - i.start), theEvent}
	case i.closed != 0:
		return fate{int(i.closed - i.start), endedAnother}
	}
	return fate{int(asOf - i.start), stillWaiting}
}
