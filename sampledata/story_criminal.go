package sampledata

// trialPlan is one criminal proceeding with its dates.
type trialPlan struct {
	ref                                             string
	force                                           int
	filed, decided, requisition, appearance, ending Day
	charged                                         bool
	court                                           string
}

func (s *story) tellCriminal() {
	days := openings(newRNG(s.Seed, "criminal days", 0), []year{
		{2020, 25}, {2021, 46}, {2022, 51}, {2023, 55}, {2024, 60}, {2025, 64}, {2026, 16},
	})
	for i, filed := range days {
		s.tellProsecution(newRNG(s.Seed, "criminal", i), filed)
	}
}

func (s *story) tellProsecution(r *rng, filed Day) {
	t := planTrial(r, drawForce(r), filed)
	t.ref = s.number("OCP-C")
	reported := filed - Day(r.spread(0, 6, 20, 40, 90))
	attention := max(reported-Day(r.spread(30, 110, 200, 330, 700)), storyStart)
	mode := r.draw([]choice{{"independent", 55}, {"directed", 10}, {"local", 35}})
	matter := r.draw([]choice{{"recordable_conduct_matter", 70}, {"complaint", 30}})
	c := s.openCase(r, opening{force: t.force, matter: matter, mode: mode, attention: attention, reported: max(reported, attention)})
	p := Proceeding{
		ProceedingRef: t.ref, CaseRef: c.CaseRef, Type: t.court, Force: c.Force, StartedDate: filed,
		trace: trace{known: max(c.known, filed+Day(r.spread(0, 2, 5, 9, 30)))},
	}
	s.Proceedings = append(s.Proceedings, p)
	var defendants []ProcSubject
	for range r.spread(1, 1, 1, 1, 1, 2, 4) {
		defendants = append(defendants, s.defendant(r, c, p, t))
	}
	if t.charged {
		s.mayDiscipline(r, t, c, defendants)
	}
}

// planTrial draws the dates of a prosecution: file, decision, requisition, first appearance, and when the trial would start.
func planTrial(r *rng, force int, filed Day) trialPlan {
	t := trialPlan{force: force, filed: filed, charged: r.chance(58), court: r.draw([]choice{{"CRM-MC", 56}, {"CRM-CC", 44}})}
	t.decided = workdayFrom(filed + Day(r.spread(12, 55, 105, 185, 460)))
	if !t.charged {
		return t
	}
	t.requisition = workdayFrom(t.decided + Day(r.spread(3, 9, 16, 28, 70)))
	t.appearance = workdayFrom(t.requisition + Day(r.spread(14, 24, 30, 42, 80)))
	wait := r.spread(60, 110, 160, 230, 420)
	if t.court == "CRM-CC" {
		wait = r.spread(150, 280, 390, 520, 900)
	}
	t.ending = workdayFrom(t.appearance + Day(wait))
	return t
}

// defendant tells one defendant's part.
func (s *story) defendant(r *rng, c *Case, p Proceeding, t trialPlan) ProcSubject {
	sub := s.accuse(r, c, s.meet(r, t.force, ""), "", 0, "")
	ps := ProcSubject{ProceedingRef: p.ProceedingRef, CaseRef: c.CaseRef, SubjectRef: sub.SubjectRef, trace: trace{known: p.known}}
	s.entered(ps, "full_file_to_cps", t.filed)
	s.Decisions = append(s.Decisions, Decision{
		CaseRef: c.CaseRef, SubjectRef: sub.SubjectRef, DecidedDate: t.decided, Level: chargingLevel(r, t.charged), Decider: "cps", IsFinal: Yes,
		trace: trace{known: max(p.known, t.decided+Day(r.spread(0, 1, 2, 6, 25)))},
	})
	if !t.charged {
		ps.CompletedDate, ps.EndedHow = t.decided, "concluded"
		ps.endedKnown = max(p.known, t.decided+Day(r.spread(0, 2, 5, 12, 40)))
		s.finish(ps)
		return ps
	}
	s.event(r, ps, "requisition_issued", t.requisition, nil)
	s.event(r, ps, "first_appearance", t.appearance, nil)
	s.tryDefendant(r, &ps, p, t)
	s.finish(ps)
	return ps
}

func chargingLevel(r *rng, charged bool) string {
	if charged {
		return "charge"
	}
	return r.draw([]choice{{"nfa_evidential", 78}, {"nfa_public_interest", 12}, {"out_of_court", 10}})
}

var (
	criminalResults = []choice{
		{"guilty_plea", 36}, {"guilty_verdict", 25}, {"guilty_alternative", 3}, {"not_guilty_verdict", 22}, {"no_evidence_offered", 5},
		{"discontinued", 3}, {"withdrawn", 2}, {"left_on_file", 1}, {"stayed", 1}, {"died", 1}, {"", 1},
	}
	sentences = []choice{{"immediate_custody", 22}, {"suspended_sentence", 26}, {"community_order", 24}, {"fine", 20}, {"conditional_discharge", 5}, {"", 3}}
)

// tryDefendant tells what became of the charge: a plea before trial, a trial, or an end without one.
func (s *story) tryDefendant(r *rng, ps *ProcSubject, p Proceeding, t trialPlan) {
	ps.Result = r.draw(criminalResults)
	trial := false
	completed := t.ending
	switch ps.Result {
	case "guilty_plea", "no_evidence_offered", "discontinued", "withdrawn", "left_on_file", "died":
		completed = workdayFrom(t.appearance + Day(r.below(int(t.ending-t.appearance))))
	default:
		trial = true
	}
	if trial {
		s.event(r, *ps, "trial_start", t.ending, nil)
		days := s.listHearing(r, p, "trial", t.appearance+30, t.ending)
		completed = days[len(days)-1]
		s.event(r, *ps, "verdict", completed, nil)
	}
	ps.CompletedDate, ps.EndedHow = completed, "concluded"
	switch ps.Result {
	case "guilty_plea", "guilty_verdict", "guilty_alternative":
		ps.Sentence = r.draw(sentences)
		ps.CompletedDate = workdayFrom(completed + Day(r.spread(0, 14, 28, 35, 60)))
		s.event(r, *ps, "sentence", ps.CompletedDate, nil)
	case "discontinued", "withdrawn", "stayed", "died":
		ps.EndedHow = ps.Result
	}
	ps.endedKnown = ps.CompletedDate + Day(r.spread(0, 2, 6, 15, 75))
}

// mayDiscipline tells the misconduct proceedings that go with a prosecution: before it, held sub judice, or after it.
func (s *story) mayDiscipline(r *rng, t trialPlan, c *Case, defendants []ProcSubject) {
	for _, d := range defendants {
		if d.CompletedDate == 0 || d.CompletedDate > storyEnd+400 {
			continue
		}
		convicted := d.Sentence != "" || d.Result == "guilty_plea" || d.Result == "guilty_verdict"
		switch u := r.below(100); {
		case u < 22 && t.decided > t.filed+70:
			s.holdSubJudice(r, t, c, d)
		case convicted && u < 75:
			h := hearing{kind: "AH", force: t.force, opened: workdayFrom(d.CompletedDate + Day(r.between(8, 45)))}
			s.holdAccelerated(r, h, c, []ProcSubject{s.again(r, h, c, d, h.opened-4)})
		case !convicted && u < 60:
			h := hearing{kind: "MH", force: t.force, opened: workdayFrom(d.CompletedDate + Day(r.between(20, 90)))}
			s.holdHearing(r, h, c, []ProcSubject{s.again(r, h, c, d, h.opened-10)})
		}
	}
}

// again puts a defendant before a misconduct proceeding of the same case.
func (s *story) again(r *rng, h hearing, c *Case, d ProcSubject, decided Day) ProcSubject {
	ref := s.number(Forces[h.force].Prefix + "-" + h.kind)
	for i := range s.Allegations {
		a := &s.Allegations[i]
		if a.CaseRef == d.CaseRef && a.SubjectRef == d.SubjectRef {
			a.ProceedingRef = ref
			s.decide(r, c, *a, grossCase, decided)
		}
	}
	return ProcSubject{ProceedingRef: ref, CaseRef: d.CaseRef, SubjectRef: d.SubjectRef}
}

// holdSubJudice begins the misconduct hearing before the charge and holds it until the trial has ended.
func (s *story) holdSubJudice(r *rng, t trialPlan, c *Case, d ProcSubject) {
	h := hearing{kind: "MH", force: t.force, opened: workdayFrom(t.filed + Day(r.between(15, 60)))}
	h.extraWait = WorkingDays(t.requisition, d.CompletedDate)
	s.Holds = append(s.Holds, Hold{
		CaseRef: d.CaseRef, SubjectRef: d.SubjectRef, Kind: "sub_judice", StartDate: t.requisition, EndDate: d.CompletedDate + Day(r.between(2, 20)),
		trace: trace{known: t.requisition + Day(r.between(0, 10))},
	})
	s.holdHearing(r, h, c, []ProcSubject{s.again(r, h, c, d, h.opened-5)})
}

// holdForReview holds a few hearings for judicial review, and a few for reasons of their own.
func (s *story) holdForReview(r *rng, ps ProcSubject, served, start Day) {
	if !r.chance(4) || start < served+120 {
		return
	}
	from := served + Day(r.between(20, 60))
	s.Holds = append(s.Holds, Hold{
		CaseRef: ps.CaseRef, SubjectRef: ps.SubjectRef, Kind: r.draw([]choice{{"judicial_review", 70}, {"other", 30}}), StartDate: from,
		EndDate: min(start-10, from+Day(r.between(40, 200))), trace: trace{known: from + Day(r.between(0, 8))},
	})
}
