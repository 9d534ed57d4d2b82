package sampledata

import "time"

// Work around proceedings: counsel, disclosure, exhibits, contact, reviews, restrictions and costs.

// tellCaseWork goes through the proceedings in the order in which they were told.
func (s *story) tellCaseWork() {
	first := s.firstEvents()
	cases := make(map[string]*Case)
	for _, c := range s.cases {
		cases[c.CaseRef] = c
	}
	for i, p := range s.Proceedings {
		r := newRNG(s.Seed, "case work", i)
		w := work{p: p, c: cases[p.CaseRef], ended: s.ended[p.CaseRef], first: first[p.ProceedingRef]}
		if w.ended == 0 || s.open[p.CaseRef] {
			w.ended = storyEnd + 200
		}
		s.instruct(r, w)
		s.disclose(r, w)
		s.audit(r, w)
		s.restrict(r, w)
		s.reviewCase(r, w)
		s.spend(r, w)
	}
	for i, c := range s.cases {
		s.keepInformed(newRNG(s.Seed, "contact", i), c)
	}
}

// work is a proceeding with what the people around it need to know.
type work struct {
	p     Proceeding
	c     *Case
	ended Day
	first map[string]Day // first day of each milestone
}

func (s *story) firstEvents() map[string]map[string]Day {
	first := make(map[string]map[string]Day)
	for _, e := range s.Events {
		if first[e.ProceedingRef] == nil {
			first[e.ProceedingRef] = make(map[string]Day)
		}
		if day, seen := first[e.ProceedingRef][e.Code]; !seen || e.EventDate < day {
			first[e.ProceedingRef][e.Code] = e.EventDate
		}
	}
	return first
}

func (s *story) instruct(r *rng, w work) {
	if w.p.Type != "MH" && w.p.Type != "AH" || !r.chance(72) {
		return
	}
	day := workdayFrom(w.p.StartedDate + Day(r.spread(1, 8, 16, 30, 70)))
	if day > w.ended {
		return
	}
	in := Instruction{InstructionRef: s.number("INS"), CaseRef: w.p.CaseRef, ProceedingRef: w.p.ProceedingRef, InstructedDate: day, trace: trace{known: day}}
	if r.chance(88) {
		in.AdviceDate = workdayFrom(day + Day(r.spread(4, 14, 25, 40, 110)))
	}
	s.Instructions = append(s.Instructions, in)
}

func (s *story) disclose(r *rng, w work) {
	from := w.first["first_appearance"]
	batches := r.spread(1, 2, 3, 5)
	if w.p.Type == "MH" {
		from, batches = w.first["reg30_served"], r.spread(1, 1, 2, 3)
	}
	if from == 0 {
		return
	}
	due := from
	for range batches {
		due = workdayFrom(due + Day(r.spread(14, 24, 30, 45, 80)))
		if due > w.ended {
			return
		}
		s.serveBatch(r, w, due, from)
	}
}

func (s *story) serveBatch(r *rng, w work, due, from Day) {
	b := DisclosureBatch{BatchRef: s.number("DISC"), CaseRef: w.p.CaseRef, ProceedingRef: w.p.ProceedingRef, Force: w.p.Force, DueDate: due,
		trace: trace{known: from}}
	if !r.chance(4) {
		b.ServedDate = max(from+1, due+Day(r.spread(-21, -6, -2, 0, 6, 70)))
	}
	if b.ServedDate != 0 && r.chance(17) {
		b.ReturnedDate = b.ServedDate + Day(r.between(3, 20))
		b.ReturnReason = r.draw([]choice{{"descriptions_inadequate", 44}, {"items_missing", 26}, {"wrong_schedule", 12}, {"late_material", 12}, {"other", 6}})
	}
	s.DisclosureBatches = append(s.DisclosureBatches, b)
}

func (s *story) audit(r *rng, w work) {
	if w.p.Type == "MM" || w.p.Type == "AM" || w.p.Type == "PAT" || !r.chance(45) {
		return
	}
	a := ExhibitAudit{AuditRef: s.number("EXA"), CaseRef: w.p.CaseRef, Force: w.p.Force, DueDate: w.p.StartedDate + Day(r.between(30, 90)),
		Discrepancies: NotCounted, trace: trace{known: w.p.StartedDate + 7}}
	if !r.chance(8) {
		a.DoneDate = workdayFrom(a.DueDate + Day(r.spread(-25, -8, -2, 4, 60)))
		a.Discrepancies = r.spread(0, 0, 0, 1, 5)
	}
	s.ExhibitAudits = append(s.ExhibitAudits, a)
}

func (s *story) restrict(r *rng, w work) {
	if !r.chance(8) || w.p.Type == "MM" || w.p.Type == "AM" {
		return
	}
	x := Restriction{RestrictionRef: s.number("RES"), CaseRef: w.p.CaseRef, ProceedingRef: w.p.ProceedingRef,
		Kind: r.draw([]choice{{"anonymity", 45}, {"reporting", 35}, {"private_hearing", 20}}), FromDate: w.p.StartedDate + Day(r.between(20, 100))}
	if w.p.Type != "INQ" && w.p.Type != "INQ-J" && r.chance(60) {
		x.SubjectRef = "1"
	}
	if r.chance(40) {
		x.UntilDate = x.FromDate + Day(r.between(120, 700))
	}
	x.known = x.FromDate
	s.Restrictions = append(s.Restrictions, x)
}

// reviewCase plans a review every half year while the case is open; the next one is planned when one is done.
func (s *story) reviewCase(r *rng, w work) {
	known := w.p.StartedDate
	for due := w.p.StartedDate + 182; due < w.ended && due < storyEnd+200; due += 182 {
		v := CaseReview{CaseRef: w.p.CaseRef, DueDate: due, trace: trace{known: known}}
		if r.chance(91) {
			v.DoneDate = workdayFrom(due + Day(r.spread(-14, -4, 0, 7, 50)))
			v.Risk = r.draw([]choice{{"low", 50}, {"medium", 36}, {"high", 12}, {"", 2}})
		}
		s.CaseReviews = append(s.CaseReviews, v)
		known = due
	}
}

func (s *story) spend(r *rng, w work) {
	start := w.first["hearing_day_start"]
	if start == 0 || w.p.Type == "MM" || w.p.Type == "AM" {
		return
	}
	days := 0
	for _, l := range s.Listings {
		if l.ProceedingRef == w.p.ProceedingRef && l.Used == "used" && l.Kind == "hearing" {
			days++
		}
	}
	for _, k := range []struct {
		kind      string
		low, high int // pounds a day
		percent   int
	}{{"counsel", 900, 2400, 90}, {"legally_qualified_person", 450, 650, 85}, {"venue", 150, 900, 70}, {"transcript", 200, 420, 50}} {
		if !r.chance(k.percent) {
			continue
		}
		day := workdayFrom(start + Day(r.spread(5, 14, 25, 40, 90)))
		amount := int64(r.between(k.low*100, k.high*100)) * int64(max(days, 1))
		s.Costs = append(s.Costs, Cost{ProceedingRef: w.p.ProceedingRef, Kind: k.kind, IncurredDate: day, AmountPence: amount, trace: trace{known: day}})
	}
}

// contactStart is when the tracker began to hold updates.
var contactStart = Date(2024, time.July, 1)

// keepInformed tells the updates to those who wait for the case: about every four weeks, now and then with a long gap.
func (s *story) keepInformed(r *rng, c *Case) {
	audience := ""
	switch c.MatterType {
	case "complaint":
		audience = "complainant"
	case "dsi_matter":
		audience = "family"
	}
	if audience == "" && r.chance(25) {
		audience = r.draw([]choice{{"officer", 40}, {"team", 30}, {"stakeholder", 30}})
	}
	if audience == "" || c.known == 0 || !r.chance(75) {
		return
	}
	until := storyEnd
	if c.ClosedDate > c.known {
		until = min(until, c.ClosedDate)
	}
	for day := max(c.known+Day(r.between(5, 28)), contactStart+Day(r.below(28))); day < until; day += Day(r.spread(8, 20, 26, 28, 34, 75)) {
		s.ContactUpdates = append(s.ContactUpdates, ContactUpdate{CaseRef: c.CaseRef, Audience: audience, ContactDate: day,
			Quality: r.draw([]choice{{"", 82}, {"pass", 14}, {"fail", 3}, {"not_applicable", 1}}), trace: trace{known: day}})
	}
}
