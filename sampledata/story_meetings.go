package sampledata

// Meetings, accelerated hearings, staff hearings and appeals.

func (s *story) tellMeetings() {
	days := openings(newRNG(s.Seed, "meeting days", 0), []year{
		{2020, 18}, {2021, 38}, {2022, 44}, {2023, 47}, {2024, 50}, {2025, 54}, {2026, 14},
	})
	for i, opened := range days {
		r := newRNG(s.Seed, "meeting", i)
		h := hearing{kind: "MM", force: drawForce(r), opened: opened}
		c, decided := s.investigate(r, h.force, opened, "", 15)
		s.holdMeeting(r, h, c, s.officers(r, h, c, decided))
	}
}

func (s *story) holdMeeting(r *rng, h hearing, c *Case, subjects []ProcSubject) {
	p := s.proceeding(r, h, c, subjects[0].ProceedingRef)
	p.ChairType = r.draw([]choice{{"person_conducting", 92}, {"", 8}})
	s.Proceedings = append(s.Proceedings, p)
	served := AddWorkingDays(h.opened, r.spread(1, 4, 8, 14, 35))
	start := AddWorkingDays(served, r.spread(7, 14, 18, 24, 70))
	reached := false
	for _, ps := range subjects {
		ps.known = p.known
		s.event(r, ps, "referral_decided", h.opened, nil)
		if r.below(1000) >= 12 {
			s.event(r, ps, "reg30_served", served, oddLag)
		}
		s.extendMeeting(r, ps, served, start)
		if r.chance(6) {
			ps.CompletedDate = AddWorkingDays(served, r.between(3, 12))
			ps.endedKnown = ps.CompletedDate + Day(r.spread(0, 4, 10, 30))
			ps.EndedHow = r.draw([]choice{{"withdrawn", 40}, {"discontinued", 30}, {"resigned_closed", 30}})
			if ps.EndedHow != "resigned_closed" {
				ps.Finding = "discontinued"
			}
			s.resign(ps)
			s.finish(ps)
			continue
		}
		reached = true
		if response := AddWorkingDays(served, r.spread(3, 10, 13, 15, 20)); response < start && r.chance(85) {
			s.event(r, ps, "officer_response", response, nil)
		}
		s.heard(r, &ps, p, start, start)
		s.finish(ps)
		if ps.Finding == "misconduct" && r.chance(9) {
			s.appeal(r, h.force, c, ps, "AM")
		}
	}
	if reached {
		s.list(r, Listing{ProceedingRef: p.ProceedingRef, ListedDate: start, Kind: "hearing", Used: "used"}, served)
	}
}

// proceeding makes a proceeding of the case opened on the day of referral.
func (s *story) proceeding(r *rng, h hearing, c *Case, ref string) Proceeding {
	return Proceeding{
		ProceedingRef: ref, CaseRef: c.CaseRef, Type: h.kind, Force: c.Force, ChairType: chairAt(r, h.opened), Presenter: presenterOf(r, c),
		StartedDate: h.opened, trace: trace{known: max(c.known, h.opened+Day(r.spread(0, 1, 3, 6, 21)))},
	}
}

func (s *story) extendMeeting(r *rng, ps ProcSubject, served, start Day) {
	due := AddWorkingDays(served, 20)
	if start <= due || !r.chance(35) {
		return
	}
	s.addExtension(r, Extension{
		ProceedingRef: ps.ProceedingRef, CaseRef: ps.CaseRef, SubjectRef: ps.SubjectRef, StandardID: "MIS-MTG-20", DecidedBy: "chair",
		Reason: r.draw(extensionReasons), DecidedDate: AddWorkingDays(due, r.between(-8, 2)), NewDueDate: max(start, AddWorkingDays(due, 5)),
	})
}

func (s *story) tellAccelerated() {
	days := openings(newRNG(s.Seed, "accelerated days", 0), []year{
		{2020, 7}, {2021, 14}, {2022, 16}, {2023, 18}, {2024, 21}, {2025, 23}, {2026, 6},
	})
	for i, opened := range days {
		r := newRNG(s.Seed, "accelerated", i)
		h := hearing{kind: "AH", force: drawForce(r), opened: opened}
		c, decided := s.investigate(r, h.force, opened, "", 25)
		s.holdAccelerated(r, h, c, s.officers(r, h, c, decided))
	}
}

func (s *story) holdAccelerated(r *rng, h hearing, c *Case, subjects []ProcSubject) {
	p := s.proceeding(r, h, c, subjects[0].ProceedingRef)
	p.ChairType = "senior_officer"
	if h.opened >= chairsChange {
		p.ChairType = r.draw([]choice{{"chief_officer", 88}, {"chief_officer_delegate", 8}, {"", 4}})
	}
	s.Proceedings = append(s.Proceedings, p)
	served := AddWorkingDays(h.opened, r.spread(1, 4, 7, 12, 30))
	start := AddWorkingDays(served, acceleratedWait(r))
	back := r.chance(4)
	for _, ps := range subjects {
		ps.known = p.known
		s.event(r, ps, "referral_decided", h.opened, nil)
		if r.below(1000) >= 15 {
			s.event(r, ps, "reg51_served", served, oddLag)
		}
		if back {
			s.returnToPart4(r, h, c, ps, served)
			continue
		}
		s.heard(r, &ps, p, start, start)
		s.finish(ps)
		s.mayAppeal(r, h.force, c, ps)
	}
	if !back {
		s.listHearing(r, p, "hearing", served, start)
	}
}

// acceleratedWait draws the working days from notice to hearing: mostly inside the window of 10 to 15.
func acceleratedWait(r *rng) int {
	switch u := r.below(100); {
	case u < 71:
		return r.between(10, 15)
	case u < 77:
		return r.between(6, 9)
	default:
		return r.spread(16, 18, 22, 45)
	}
}

// returnToPart4 ends the accelerated hearing and begins an ordinary one for the same officer.
func (s *story) returnToPart4(r *rng, h hearing, c *Case, ps ProcSubject, served Day) {
	ps.CompletedDate, ps.EndedHow = AddWorkingDays(served, r.between(4, 9)), "returned_to_part4"
	ps.endedKnown = ps.CompletedDate + 3
	s.finish(ps)
	again := hearing{kind: "MH", force: h.force, opened: ps.CompletedDate}
	ref := s.number(Forces[h.force].Prefix + "-MH")
	s.holdHearing(r, again, c, []ProcSubject{{ProceedingRef: ref, CaseRef: ps.CaseRef, SubjectRef: ps.SubjectRef}})
}

func (s *story) mayAppeal(r *rng, force int, c *Case, ps ProcSubject) {
	if ps.Sanction == "dismissal_without_notice" && r.chance(10) {
		s.appeal(r, force, c, ps, "PAT")
	}
}

// appeal tells an appeal meeting or a Police Appeals Tribunal.
func (s *story) appeal(r *rng, force int, c *Case, from ProcSubject, kind string) {
	h := hearing{kind: kind, force: force, opened: AddWorkingDays(from.CompletedDate, r.between(6, 14))}
	p := s.proceeding(r, h, c, s.number(Forces[force].Prefix+"-"+kind))
	p.ChairType = map[string]string{"AM": "person_conducting", "PAT": "tribunal_chair"}[kind]
	s.Proceedings = append(s.Proceedings, p)
	ps := ProcSubject{ProceedingRef: p.ProceedingRef, CaseRef: c.CaseRef, SubjectRef: from.SubjectRef, trace: trace{known: p.known}}
	if r.chance(12) {
		ps.CompletedDate, ps.EndedHow = h.opened+Day(r.between(10, 60)), "withdrawn"
		ps.endedKnown = ps.CompletedDate + 4
		s.finish(ps)
		return
	}
	start := AddWorkingDays(h.opened, map[string]int{"AM": r.between(14, 30), "PAT": r.spread(50, 75, 100, 140, 260)}[kind])
	s.listHearing(r, p, "hearing", h.opened+20, start)
	s.event(r, ps, "hearing_day_start", start, oddLag)
	s.event(r, ps, "hearing_completed", start, nil)
	ps.CompletedDate, ps.EndedHow = start, "concluded"
	ps.endedKnown = start + Day(r.spread(1, 5, 12, 40))
	s.finish(ps)
}

func (s *story) tellStaff() {
	days := openings(newRNG(s.Seed, "staff days", 0), []year{
		{2020, 3}, {2021, 6}, {2022, 7}, {2023, 8}, {2024, 8}, {2025, 9}, {2026, 2},
	})
	for i, opened := range days {
		r := newRNG(s.Seed, "staff", i)
		h := hearing{kind: "STF", force: drawForce(r), opened: opened}
		c, decided := s.investigate(r, h.force, opened, "conduct_matter", 0)
		p := s.proceeding(r, h, c, s.number(Forces[h.force].Prefix+"-STF"))
		p.ChairType = ""
		sub := s.accuse(r, c, s.newPerson(r, h.force, "staff"), grossCase, decided, p.ProceedingRef)
		ps := ProcSubject{ProceedingRef: p.ProceedingRef, CaseRef: c.CaseRef, SubjectRef: sub.SubjectRef, trace: trace{known: p.known}}
		start := AddWorkingDays(opened, r.spread(15, 25, 35, 55, 120))
		s.Proceedings = append(s.Proceedings, p)
		s.listHearing(r, p, "hearing", opened, start)
		s.event(r, ps, "hearing_day_start", start, oddLag)
		ps.CompletedDate, ps.EndedHow = start, "concluded"
		ps.endedKnown = start + Day(r.spread(1, 5, 12, 40))
		ps.Finding, ps.Sanction = s.outcome(r, ps, "STF", start)
		s.finish(ps)
	}
}
