package sampledata

import "strconv"

// Measures of how long cases, prosecutions and inquests took, and of what was done by the day due.

// chargeCohort is what became of the files sent to the prosecutor in a year.
type chargeCohort struct {
	decided, charged int
	durations        []duration
}

// chargeDecisions is the prosecutor's decisions by the year of the full file: one for each subject with a file.
func (t *truth) chargeDecisions() Table {
	cohorts := make(map[string]*chargeCohort)
	for subject, filed := range t.firstFiles() {
		year := filed.FinancialYear()
		if cohorts[year] == nil {
			cohorts[year] = &chargeCohort{}
		}
		c := cohorts[year]
		decided, charged := t.chargeAfter(subject, filed)
		if decided == 0 {
			c.durations = append(c.durations, duration{int(t.asOf - filed), false})
			continue
		}
		c.decided++
		if charged {
			c.charged++
		}
		c.durations = append(c.durations, duration{int(decided - filed), true})
	}
	table := newTable("year referred decided charged pending", wilsonColumns("charge_rate"), "median_days")
	for _, year := range t.financialYears(6) {
		if c := cohorts[year]; c != nil {
			n := len(c.durations)
			table.add(year, n, c.decided, c.charged, n-c.decided, wilsonCells(c.charged, c.decided), firstAtHalf(survivalCurve(c.durations), survivalOf))
		}
	}
	return table
}

// firstFiles are the days of the first full file for each subject.
func (t *truth) firstFiles() map[subjectKey]Day {
	files := make(map[subjectKey]Day)
	for _, e := range t.Events {
		if e.Code == "full_file_to_cps" {
			k := subjectKey{e.CaseRef, e.SubjectRef}
			files[k] = earliestDay(files[k], e.EventDate)
		}
	}
	return files
}

// chargeAfter is the prosecutor's first decision on or after a day, and whether it was to charge.
func (t *truth) chargeAfter(subject subjectKey, filed Day) (Day, bool) {
	var decided Day
	charged := false
	for _, d := range t.Decisions {
		if d.Decider != "cps" || d.CaseRef != subject.caseRef || d.SubjectRef != subject.subjectRef || d.DecidedDate < filed {
			continue
		}
		if decided == 0 || d.DecidedDate < decided {
			decided, charged = d.DecidedDate, false
		}
		if d.DecidedDate == decided && d.Level == "charge" {
			charged = true
		}
	}
	return decided, charged
}

// caseYear is the cases received in a year.
type caseYear struct {
	cases, closed, reversed, noStart int
	durations                        []duration
}

// caseTime is how long cases took, by territory and calendar year of receipt.
func (t *truth) caseTime() Table {
	byTerritory := make(map[string]map[string]*caseYear)
	for _, c := range t.Cases {
		received, year := receipt(c), "not recorded"
		if received != 0 {
			year = strconv.Itoa(received.Year())
		}
		years := byTerritory[named(c.Territory)]
		if years == nil {
			years = make(map[string]*caseYear)
			byTerritory[named(c.Territory)] = years
		}
		if years[year] == nil {
			years[year] = &caseYear{}
		}
		years[year].count(received, c.ClosedDate, t.asOf)
	}
	table := newTable("territory year cases closed open reversed no_start median_days")
	for _, territory := range sortedLabels(byTerritory) {
		years := byTerritory[territory]
		for _, year := range sortedLabels(years) {
			n := years[year]
			table.add(territory, year, n.cases, n.closed, n.cases-n.closed, n.reversed, n.noStart, firstAtHalf(survivalCurve(n.durations), survivalOf))
		}
	}
	return table
}

// receipt is the day a case came in.
func receipt(c Case) Day {
	for _, d := range []Day{c.RecordedDate, c.ComplaintMadeDate, c.AttentionDate} {
		if d != 0 {
			return d
		}
	}
	return 0
}

// count adds a case. One closed before it came in is counted, but says nothing about time.
func (n *caseYear) count(received, closed, asOf Day) {
	n.cases++
	if closed != 0 {
		n.closed++
	}
	switch {
	case received == 0:
		n.noStart++
	case closed == 0:
		n.durations = append(n.durations, duration{int(asOf - received), false})
	case closed < received:
		n.reversed++
	default:
		n.durations = append(n.durations, duration{int(closed - received), true})
	}
}

// dueTally counts what fell due by whether it was done.
type dueTally struct{ due, inTime, late, overdue int }

// count adds one thing that was due on a day and done on another, or not.
func (n *dueTally) count(due, done Day) {
	n.due++
	switch {
	case done == 0:
		n.overdue++
	case done <= due:
		n.inTime++
	default:
		n.late++
	}
}

// dueByQuarter is what fell due in eight quarters and had done so by asOf.
func (t *truth) dueByQuarter(table Table, each func(yield func(due, done Day))) Table {
	for _, q := range t.lastQuarters(8) {
		var n dueTally
		each(func(due, done Day) {
			if q.has(due) && due <= t.asOf {
				n.count(due, done)
			}
		})
		table.add(q.label, n.due, n.inTime, n.late, n.overdue, wilsonCells(n.inTime, n.due))
	}
	return table
}

// disclosureTimeliness is whether batches were served by the day due.
func (t *truth) disclosureTimeliness() Table {
	table := newTable("quarter due in_time late overdue", wilsonColumns("in_time_rate"))
	return t.dueByQuarter(table, func(yield func(due, done Day)) {
		for _, b := range t.DisclosureBatches {
			yield(b.DueDate, b.ServedDate)
		}
	})
}
