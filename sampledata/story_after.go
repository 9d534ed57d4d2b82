package sampledata

import "slices"

// What people write down around proceedings and after them: the steps that follow a charge, who was told of an outcome, how long a report stayed up,
// explanations of delay, and the care of witnesses. Each draws from a stream of its own and is told last, so that it moves nothing else.
func (s *story) tellAfter() {
	s.chargeSteps()
	s.afterOutcomes()
	s.explainDelays()
	s.careForWitnesses()
	s.checkEffects()
}

// note adds a milestone to the events log, unless it lies after the story.
func (s *story) note(r *rng, e Event, lag []int) {
	if e.EventDate > storyEnd {
		return
	}
	e.RecordedDate = e.EventDate + Day(r.spread(lag...))
	e.known = max(e.EventDate, e.RecordedDate)
	s.Events = append(s.Events, e)
}

// chargeSteps are what has to be done once an officer is charged, and once the court has a result.
func (s *story) chargeSteps() {
	ended := make(map[pair]ProcSubject)
	for _, ps := range s.ProcSubjects {
		ended[pair{ps.ProceedingRef, ps.SubjectRef}] = ps
	}
	for i, e := range slices.Clone(s.Events) {
		if e.Code != "requisition_issued" || e.EventDate > storyEnd {
			continue
		}
		r := newRNG(s.Seed, "charge steps", i)
		for _, step := range []struct {
			code    string
			percent int
			days    []int
		}{
			{"requisition_served", 93, []int{0, 2, 5, 9, 30}}, {"pnc_created", 86, []int{0, 0, 1, 3, 25}}, {"biometrics_taken", 80, []int{2, 14, 40, 90, 260}},
		} {
			if r.chance(step.percent) {
				s.note(r, e.at(step.code, e.EventDate+Day(r.spread(step.days...))), promptLag)
			}
		}
		if ps := ended[pair{e.ProceedingRef, e.SubjectRef}]; ps.CompletedDate != 0 && ps.CompletedDate <= storyEnd && r.chance(78) {
			s.note(r, e.at("pnc_result_entered", ps.CompletedDate+Day(r.spread(0, 2, 5, 12, 60))), promptLag)
		}
	}
}

// at is another milestone about the same subject and proceeding.
func (e Event) at(code string, day Day) Event {
	return Event{CaseRef: e.CaseRef, SubjectRef: e.SubjectRef, ProceedingRef: e.ProceedingRef, Code: code, EventDate: day}
}

// afterOutcomes are the notice to the complainant, the end of publication and the report to the barred list.
func (s *story) afterOutcomes() {
	complaints := make(map[string]bool)
	for _, c := range s.cases {
		complaints[c.CaseRef] = c.MatterType == "complaint"
	}
	for i, e := range slices.Clone(s.Events) {
		if e.EventDate > storyEnd {
			continue
		}
		r := newRNG(s.Seed, "after outcome", i)
		switch {
		case e.Code == "officer_notified" && complaints[e.CaseRef] && r.chance(80):
			s.note(r, e.at("complainant_notified", AddWorkingDays(e.EventDate, r.spread(0, 1, 3, 8, 30))), promptLag)
		case e.Code == "report_published" && r.chance(80):
			s.note(r, e.at("report_removed", e.EventDate+Day(r.spread(14, 29, 33, 60, 200))), slowLag)
		}
	}
	for i, ps := range s.ProcSubjects {
		r := newRNG(s.Seed, "barred list", i)
		dismissed := ps.Sanction == "dismissal_without_notice" || ps.Sanction == "would_have_been_dismissed"
		if dismissed && ps.CompletedDate <= storyEnd && r.chance(88) {
			e := Event{CaseRef: ps.CaseRef, SubjectRef: ps.SubjectRef, ProceedingRef: ps.ProceedingRef}
			s.note(r, e.at("barred_list_reported", AddWorkingDays(ps.CompletedDate, r.spread(1, 3, 5, 8, 25))), promptLag)
		}
	}
}

// explainDelays sends most of the explanations that are due once an investigation has run for twelve months, and for each six months more.
func (s *story) explainDelays() {
	for i, c := range s.Cases {
		start := c.AttentionDate
		if c.MatterType == "complaint" && c.ComplaintMadeDate != 0 {
			start = c.ComplaintMadeDate
		}
		if start == 0 || c.known == 0 {
			continue
		}
		r := newRNG(s.Seed, "explanation", i)
		for months := 12; ; months += 6 {
			over := start.AddMonths(months) - 1
			if over > storyEnd || c.InvestigationEndDate != 0 && c.InvestigationEndDate <= over {
				break
			}
			if sent := over + Day(r.spread(-10, 0, 4, 12, 50)); r.chance(72) {
				s.note(r, Event{CaseRef: c.CaseRef, Code: "explanation_sent", EventDate: max(sent, c.known)}, promptLag)
			}
		}
	}
}

// careForWitnesses says which days witnesses were due, whether they came, who was offered contact before, and who was told that a day was lost.
func (s *story) careForWitnesses() {
	offered := make(map[string]bool)
	cases := make(map[string]string)
	for _, p := range s.Proceedings {
		cases[p.ProceedingRef] = p.CaseRef
	}
	for i, l := range slices.Clone(s.Listings) {
		if l.Kind == "prehearing" || l.Kind == "pirh" || l.Used == "" || l.ListedDate > storyEnd {
			continue
		}
		r := newRNG(s.Seed, "witnesses", i)
		e := Event{CaseRef: cases[l.ProceedingRef], ProceedingRef: l.ProceedingRef}
		if !offered[l.ProceedingRef] && r.chance(70) {
			s.note(r, e.at("witness_contact_offered", l.ListedDate-Day(r.between(5, 40))), promptLag)
		}
		offered[l.ProceedingRef] = true
		if !r.chance(45) {
			continue
		}
		present := Yes
		if l.Used == "lost" || r.chance(8) {
			present = No
		}
		s.Attendances = append(s.Attendances, Attendance{ProceedingRef: l.ProceedingRef, ListedDate: l.ListedDate, Role: "witness", Attended: present,
			trace: trace{known: l.ListedDate + Day(r.between(0, 5))}})
		if l.Used == "lost" && r.chance(65) {
			s.note(r, e.at("witness_stood_down", l.ListedDate-Day(r.between(0, 9))), promptLag)
		}
	}
}

// checkEffects looks again at some of the actions done, to see whether they worked.
func (s *story) checkEffects() {
	proceedings := make(map[string]string)
	for _, d := range s.Debriefs {
		proceedings[d.DebriefRef] = d.ProceedingRef
	}
	for i, a := range s.Actions {
		r := newRNG(s.Seed, "effect", i)
		if a.DoneDate == 0 || a.DoneDate > storyEnd || !r.chance(40) {
			continue
		}
		e := Event{CaseRef: a.CaseRef, ProceedingRef: proceedings[a.DebriefRef]}
		s.note(r, e.at("effect_checked", a.DoneDate+Day(r.between(30, 120))), promptLag)
	}
}
