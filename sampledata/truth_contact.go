package sampledata

import "sort"

// Measures of who was told, and how well.

// updateQuality is whether the updates sampled were good, of all that were made.
func (t *truth) updateQuality() Table {
	quarters := t.lastQuarters(8)
	counts := make(map[string]map[string]*[3]int)
	for _, u := range t.ContactUpdates {
		for _, q := range quarters {
			if !q.has(u.ContactDate) || !t.inTerritory(u.CaseRef) {
				continue
			}
			if counts[u.Audience] == nil {
				counts[u.Audience] = make(map[string]*[3]int)
				for _, every := range quarters {
					counts[u.Audience][every.label] = &[3]int{}
				}
			}
			n := counts[u.Audience][q.label]
			n[0]++
			if oneOf(u.Quality, "pass", "fail") {
				n[1]++
			}
			if u.Quality == "pass" {
				n[2]++
			}
		}
	}
	table := newTable("audience quarter made sampled passed", wilsonColumns("pass_rate"))
	for _, audience := range sortedLabels(counts) {
		for _, q := range quarters {
			n := counts[audience][q.label]
			table.add(named(audience), q.label, n[0], n[1], n[2], finiteCells(n[2], n[1], n[0]))
		}
	}
	return table
}

// waitingFor is an audience of a case that waits for an update.
type waitingFor struct {
	c        *Case
	audience string
	last     Day
}

// contactGapList lists the audiences of open cases whose next update was due, the longest wait first.
func (t *truth) contactGapList() Table {
	last := make(map[[2]string]Day)
	for _, u := range t.ContactUpdates {
		k := [2]string{u.CaseRef, u.Audience}
		last[k] = max(last[k], u.ContactDate)
	}
	var waits []waitingFor
	for k, day := range last {
		c := t.cases[k[0]]
		if c != nil && c.Territory == "EW" && c.ClosedDate == 0 && day != 0 && day+28 <= t.asOf {
			waits = append(waits, waitingFor{c, k[1], day})
		}
	}
	sort.Slice(waits, func(i, j int) bool {
		a, b := waits[i], waits[j]
		if a.last != b.last {
			return a.last < b.last
		}
		return a.c.CaseRef < b.c.CaseRef || a.c.CaseRef == b.c.CaseRef && a.audience < b.audience
	})
	table := newTable("case_ref force audience last_update due_date days_since")
	for _, w := range waits {
		table.add(w.c.CaseRef, codeCell(w.c.Force), named(w.audience), dayCell(w.last), dayCell(w.last+28), t.daysSince(w.last))
	}
	return table
}

// attendance is whether those due on listed days came, by role and quarter.
func (t *truth) attendance() Table {
	quarters := t.lastQuarters(4)
	lost := t.lostDays()
	counts := make(map[string]map[string]*[4]int)
	for _, a := range t.Attendances {
		for _, q := range quarters {
			if !q.has(a.ListedDate) || a.ListedDate > t.asOf {
				continue
			}
			if counts[a.Role] == nil {
				counts[a.Role] = make(map[string]*[4]int)
				for _, every := range quarters {
					counts[a.Role][every.label] = &[4]int{}
				}
			}
			n := counts[a.Role][q.label]
			switch a.Attended {
			case Yes:
				n[0]++
			case No:
				n[1]++
				if lost[listedDay{a.ProceedingRef, a.ListedDate}] {
					n[2]++
				}
			default:
				n[3]++
			}
		}
	}
	table := newTable("role quarter expected attended absent absent_lost not_recorded", wilsonColumns("attended_rate"))
	for _, role := range sortedLabels(counts) {
		for _, q := range quarters {
			n := counts[role][q.label]
			table.add(named(role), q.label, n[0]+n[1], n[0], n[1], n[2], n[3], wilsonCells(n[0], n[0]+n[1]))
		}
	}
	return table
}

// listedDay is a day of a proceeding.
type listedDay struct {
	proceedingRef string
	day           Day
}

// lostDays are the listed days on which something was lost.
func (t *truth) lostDays() map[listedDay]bool {
	lost := make(map[listedDay]bool)
	for _, l := range t.Listings {
		if l.Used == "lost" {
			lost[listedDay{l.ProceedingRef, l.ListedDate}] = true
		}
	}
	return lost
}

// logged collects the days of a milestone by proceeding, whoever it is about.
func (t *truth) logged(code string) map[string][]Day {
	days := make(map[string][]Day)
	for _, e := range t.Events {
		if e.Code == code && e.EventDate != 0 {
			days[e.ProceedingRef] = append(days[e.ProceedingRef], e.EventDate)
		}
	}
	return days
}

// witnessCare is whether witnesses were offered contact, came, and were told of days lost.
func (t *truth) witnessCare() Table {
	firstListed := make(map[string]Day)
	for _, l := range t.Listings {
		if oneOf(l.Kind, "hearing", "trial", "inquest") && l.ListedDate <= t.asOf {
			firstListed[l.ProceedingRef] = earliestDay(firstListed[l.ProceedingRef], l.ListedDate)
		}
	}
	offers, notices, lost := t.logged("witness_contact_offered"), t.logged("witness_stood_down"), t.lostDays()
	table := newTable("quarter proceedings offered", wilsonColumns("offered_rate"), "days_due attended", wilsonColumns("attended_rate"),
		"days_lost told", wilsonColumns("told_rate"))
	for _, q := range t.lastQuarters(8) {
		var n, offered, due, attended, dropped, told int
		for ref, day := range firstListed {
			if q.has(day) {
				n++
				offered += ifOne(upTo(offers[ref], day))
			}
		}
		for _, a := range t.Attendances {
			if a.Role != "witness" || !q.has(a.ListedDate) || a.ListedDate > t.asOf {
				continue
			}
			if lost[listedDay{a.ProceedingRef, a.ListedDate}] {
				dropped++
				told += ifOne(upTo(notices[a.ProceedingRef], a.ListedDate))
				continue
			}
			due++
			attended += ifOne(a.Attended == Yes)
		}
		table.add(q.label, n, offered, wilsonCells(offered, n), due, attended, wilsonCells(attended, due), dropped, told, wilsonCells(told, dropped))
	}
	return table
}

// upTo says whether any of the days is on or before a day.
func upTo(days []Day, last Day) bool {
	first := earliestDay(days...)
	return first != 0 && first <= last
}

// ifOne is one for yes.
func ifOne(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
