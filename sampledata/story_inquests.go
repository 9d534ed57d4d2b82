package sampledata

// Inquests: deaths that were referred to the national body.

func (s *story) tellInquests() {
	days := openings(newRNG(s.Seed, "inquest days", 0), []year{
		{2020, 38}, {2021, 55}, {2022, 58}, {2023, 60}, {2024, 62}, {2025, 62}, {2026, 15},
	})
	for i, reported := range days {
		s.tellInquest(newRNG(s.Seed, "inquest", i), reported)
	}
}

func (s *story) tellInquest(r *rng, reported Day) {
	force := drawForce(r)
	attention := reported - Day(r.spread(0, 0, 0, 1, 4))
	o := opening{force: force, matter: "dsi_matter", mode: r.draw([]choice{{"independent", 60}, {"local", 40}}), attention: attention}
	o.reported = attention + Day(r.spread(60, 140, 220, 320, 600))
	c := s.openCase(r, o)
	c.IncidentDate = attention
	if r.chance(22) {
		s.accuse(r, c, s.meet(r, force, ""), "no_case_to_answer", o.reported+Day(r.between(5, 40)), "")
	}
	p := Proceeding{ProceedingRef: s.number("OCP-I"), CaseRef: c.CaseRef, Type: r.draw([]choice{{"INQ", 66}, {"INQ-J", 34}}), Force: c.Force,
		StartedDate: reported, trace: trace{known: max(c.known, reported+Day(r.spread(0, 2, 5, 12, 60)))}}
	s.Proceedings = append(s.Proceedings, p)
	s.finish(s.inquire(r, c, p))
}

var conclusions = []choice{
	{"natural_causes", 14}, {"suicide", 19}, {"unlawful_killing", 3}, {"lawful_killing", 3}, {"accident_or_misadventure", 15},
	{"road_traffic_collision", 14}, {"alcohol_or_drug_related", 11}, {"open", 4}, {"narrative", 16}, {"", 1},
}

// inquire tells one inquest.
func (s *story) inquire(r *rng, c *Case, p Proceeding) ProcSubject {
	ps := ProcSubject{ProceedingRef: p.ProceedingRef, CaseRef: c.CaseRef, Jury: No, trace: trace{known: p.known}}
	if p.Type == "INQ-J" {
		ps.Jury = Yes
	}
	ps.Article2 = pick(r, []Flag{Yes, Yes, No, No, No, Unset})
	if p.Type == "INQ-J" && r.chance(60) {
		ps.Article2 = Yes
	}
	s.entered(ps, "reported_to_coroner", p.StartedDate)
	opened := workdayFrom(p.StartedDate + Day(r.spread(1, 5, 12, 24, 90)))
	if r.chance(5) { // the coroner's investigation ends without an inquest
		ps.CompletedDate, ps.EndedHow = opened+Day(r.between(20, 120)), "discontinued"
		ps.endedKnown = ps.CompletedDate + 10
		return ps
	}
	s.event(r, ps, "inquest_opened", opened, nil)
	start := s.inquestStart(r, ps, p, opened)
	for day := opened + 90; day < start-40 && r.chance(70); day += Day(r.between(120, 260)) {
		pirh := workdayFrom(day)
		s.event(r, ps, "pirh_held", pirh, promptLag)
		s.list(r, Listing{ProceedingRef: p.ProceedingRef, ListedDate: pirh, Kind: "pirh", Used: "used"}, pirh-30)
	}
	s.event(r, ps, "inquest_start", start, nil)
	days := s.listHearing(r, p, "inquest", opened, start)
	ps.CompletedDate, ps.EndedHow = days[len(days)-1], "concluded"
	ps.endedKnown = ps.CompletedDate + Day(r.spread(1, 4, 9, 20, 80))
	ps.Conclusion = r.draw(conclusions)
	s.event(r, ps, "conclusion", ps.CompletedDate, nil)
	if r.chance(17) {
		issued := workdayFrom(ps.CompletedDate + Day(r.spread(4, 12, 20, 32, 60)))
		s.event(r, ps, "pfd_issued", issued, nil)
		s.preventFutureDeaths(r, c, issued)
	}
	return ps
}

// inquestStart draws the first day of the inquest; some investigations are suspended while a prosecution runs.
func (s *story) inquestStart(r *rng, ps ProcSubject, p Proceeding, opened Day) Day {
	wait := r.spread(50, 130, 210, 360, 800)
	if p.Type == "INQ-J" {
		wait = r.spread(150, 320, 480, 660, 1100)
	}
	if r.chance(9) {
		from := opened + Day(r.between(20, 120))
		months := Day(r.spread(150, 260, 380, 520, 700))
		s.Holds = append(s.Holds, Hold{CaseRef: ps.CaseRef, Kind: "coroner_suspension", StartDate: from, EndDate: from + months,
			trace: trace{known: from + Day(r.between(1, 15))}})
		wait += int(months)
	}
	return workdayFrom(opened + Day(min(wait, 1500)))
}
