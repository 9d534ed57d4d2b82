package sampledata

// Measures of inquests.

// inquestYear is the inquests reported in a year.
type inquestYear struct {
	total, open, suspended int
	marks                  [2]inquestMark // six and twelve months
	durations              []duration
}

// inquestMark is the inquests whose months have passed, those beyond them, and of these the ones ever suspended.
type inquestMark struct{ due, beyond, suspended int }

// inquests is how inquests went by the year of the report to the coroner. An inquest ends with its conclusion, or on the day it ended where none is on
// record; it is beyond a mark if it had not ended by then.
func (t *truth) inquests() Table {
	years := make(map[string]*inquestYear)
	for _, p := range t.parts {
		reported := p.first["reported_to_coroner"]
		if !oneOf(p.kind, inquestKinds...) || reported == 0 {
			continue
		}
		year := reported.FinancialYear()
		if years[year] == nil {
			years[year] = &inquestYear{}
		}
		t.countInquest(years[year], p, reported)
	}
	mark := func(m string) string {
		return " due_" + m + " beyond_" + m + " beyond_" + m + "_suspended " + wilsonColumns("beyond_"+m+"_rate")
	}
	table := newTable("year inquests concluded open suspended", mark("6m"), mark("12m"), "median_days median_low median_high maturity")
	for _, year := range t.financialYears(6) {
		n := years[year]
		if n == nil {
			continue
		}
		var marks []any
		for _, m := range n.marks {
			marks = append(append(marks, m.due, m.beyond, m.suspended), wilsonCells(m.beyond, m.due)...)
		}
		curve := survivalCurve(n.durations)
		table.add(year, n.total, n.total-n.open, n.open, n.suspended, marks,
			firstAtHalf(curve, survivalOf), firstAtHalf(curve, lowOf), firstAtHalf(curve, highOf), maturity(n.open))
	}
	return table
}

func (t *truth) countInquest(n *inquestYear, p *truthPart, reported Day) {
	n.total++
	end := p.first["conclusion"]
	if end == 0 {
		end = p.CompletedDate
	}
	switch {
	case end == 0:
		n.open++
		if t.suspended(p, true) {
			n.suspended++
		}
		n.durations = append(n.durations, duration{int(t.asOf - reported), false})
	case end >= reported:
		n.durations = append(n.durations, duration{int(end - reported), true})
	}
	for i, months := range []int{6, 12} {
		due, m := dueMonthsOf(reported, months), &n.marks[i]
		if due > t.asOf {
			continue
		}
		m.due++
		if end == 0 || end > due {
			m.beyond++
			if t.suspended(p, false) {
				m.suspended++
			}
		}
	}
}

// suspended says whether the coroner's investigation was ever suspended, or stands suspended now.
func (t *truth) suspended(p *truthPart, now bool) bool {
	for _, h := range t.Holds {
		if h.Kind == "coroner_suspension" && h.CaseRef == p.CaseRef && about(h.SubjectRef, p.SubjectRef) && (!now || h.EndDate == 0) {
			return true
		}
	}
	return false
}
