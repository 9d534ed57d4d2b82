package sampledata

// Measures of listed days, of plans and of letters to and from the prosecutor.

// pirh is the pre-inquest reviews listed and held, by quarter.
func (t *truth) pirh() Table {
	listed, held := make(map[listedDay]bool), make(map[listedDay]bool)
	for _, e := range t.Events {
		if e.Code == "pirh_held" {
			held[listedDay{e.ProceedingRef, e.EventDate}] = true
		}
	}
	for _, l := range t.Listings {
		if l.Kind == "pirh" {
			listed[listedDay{l.ProceedingRef, l.ListedDate}] = true
		}
	}
	table := newTable("quarter listed held vacated not_recorded held_unlisted")
	for _, q := range t.lastQuarters(8) {
		var n [5]int
		for _, l := range t.Listings {
			if l.Kind != "pirh" || !q.has(l.ListedDate) || l.ListedDate > t.asOf {
				continue
			}
			n[0]++
			switch {
			case l.Used == "used" || held[listedDay{l.ProceedingRef, l.ListedDate}]:
				n[1]++
			case l.Used == "lost":
				n[2]++
			default:
				n[3]++
			}
		}
		for day := range held {
			n[4] += ifOne(q.has(day.day) && !listed[day])
		}
		table.add(q.label, n[0], n[1], n[2], n[3], n[4])
	}
	return table
}

// cpsCorrespondence is how soon letters of the prosecutor and the defence were answered.
func (t *truth) cpsCorrespondence() Table {
	answers := map[string]string{"cps_action_plan": "cps_action_plan_answered", "defence_statement": "disclosure_served"}
	table := newTable("kind quarter received days_28 later waiting ended")
	for _, kind := range sortedLabels(answers) {
		for _, q := range t.lastQuarters(8) {
			var n [5]int
			for _, p := range t.parts {
				received := p.first[kind]
				if p.jurisdiction != "criminal" || !t.inTerritory(p.CaseRef) || !q.has(received) {
					continue
				}
				var answered Day
				for _, day := range p.days[answers[kind]] {
					if day >= received {
						answered = earliestDay(answered, day)
					}
				}
				n[0]++
				switch {
				case answered != 0 && answered <= received+28:
					n[1]++
				case answered != 0:
					n[2]++
				case p.open():
					n[3]++
				default:
					n[4]++
				}
			}
			table.add(kind, q.label, n[0], n[1], n[2], n[3], n[4])
		}
	}
	return table
}

// hearingUtilisation is how many of the days listed in the twelve months were used, by force.
func (t *truth) hearingUtilisation() Table {
	proceedings := t.described()
	counts := make(map[string]*[3]int)
	for _, l := range t.Listings {
		if oneOf(l.Kind, "prehearing", "pirh") || !t.inYears(l.ListedDate, 1) || l.ListedDate > t.asOf {
			continue
		}
		force := "not recorded"
		if p := proceedings[l.ProceedingRef]; p != nil {
			force = named(p.Force)
		}
		if counts[force] == nil {
			counts[force] = &[3]int{}
		}
		n := counts[force]
		n[0]++
		n[1] += ifOne(l.Used == "used")
		n[2] += ifOne(l.Used == "lost")
	}
	table := newTable("force listed known used lost not_recorded", wilsonColumns("used_rate"))
	for _, force := range sortedLabels(counts) {
		n := counts[force]
		known := n[1] + n[2]
		table.add(force, n[0], known, n[1], n[2], n[0]-known, wilsonCells(n[1], known))
	}
	return table
}

// planSteps are the milestones that stand for a plan.
var planSteps = []string{
	"counsel_instructed", "chair_appointed", "chair_delegated", "hearing_date_fixed", "prehearing_listed", "pirh_listed", "trial_fixed", "reg52_date_set",
	"dg_presenting_decision",
}

// planInPlace is how soon after the referral a first step towards a hearing was taken, by type of proceeding.
func (t *truth) planInPlace() Table {
	listed := make(map[string]bool)
	for _, l := range t.Listings {
		listed[l.ProceedingRef] = true
	}
	ends := t.proceedingEnds()
	counts := make(map[string]*[7]int)
	for i := range t.Proceedings {
		p := &t.Proceedings[i]
		referred, step := t.referralAndStep(p)
		if !oneOf(truthJurisdictions[p.Type], workOrder...) || !t.inTerritory(p.CaseRef) || !t.inYears(referred, 1) {
			continue
		}
		if counts[p.Type] == nil {
			counts[p.Type] = &[7]int{}
		}
		n := counts[p.Type]
		n[0]++
		switch {
		case step != 0 && step <= referred+28:
			n[1]++
		case step != 0 && step <= referred+56:
			n[2]++
		case step != 0:
			n[3]++
		case listed[p.ProceedingRef]:
			n[4]++
		case ends[p.ProceedingRef] != 0:
			n[5]++
		default:
			n[6]++
		}
	}
	table := newTable("type proceedings days_28 days_56 days_more listed_only ended none_yet")
	for _, kind := range sortedLabels(counts) {
		n := counts[kind]
		table.add(kind, n[0], n[1], n[2], n[3], n[4], n[5], n[6])
	}
	return table
}

// referralAndStep are the day a proceeding was referred, else opened, and the first step of a plan.
func (t *truth) referralAndStep(p *Proceeding) (referred, step Day) {
	for _, e := range t.events[p.CaseRef] {
		switch {
		case e.ProceedingRef != p.ProceedingRef:
		case e.Code == "referral_decided":
			referred = earliestDay(referred, e.EventDate)
		case oneOf(e.Code, planSteps...):
			step = earliestDay(step, e.EventDate)
		}
	}
	for _, i := range t.Instructions {
		if i.ProceedingRef == p.ProceedingRef || i.ProceedingRef == "" && i.CaseRef == p.CaseRef {
			step = earliestDay(step, i.InstructedDate)
		}
	}
	if referred == 0 {
		referred = p.StartedDate
	}
	return referred, step
}
