package sampledata

import "slices"

// Steps on the way to a hearing that only the tracker's log holds: how a case is to be investigated, dates fixed, witness lists, what goes to and fro
// with the prosecution and the defence, and pre-inquest reviews that did not take place. Each draws from a stream of its own and is told last, so that it
// moves nothing else.
func (s *story) tellSteps() {
	s.decideModes()
	s.correspond()
	s.fixDates()
	s.vacateReviews()
}

// decideModes says when it was decided how a referred case is investigated.
func (s *story) decideModes() {
	for i, c := range s.Cases {
		r := newRNG(s.Seed, "mode decided", i)
		if c.ReferredDate == 0 || !r.chance(92) {
			continue
		}
		s.note(r, Event{CaseRef: c.CaseRef, Code: "moi_decision", EventDate: max(c.known, c.ReferredDate) + Day(r.spread(0, 1, 3, 6, 21))}, promptLag)
	}
}

// correspond tells the prosecutor's action plans and their answers, the defence statements of the Crown Court and the disclosure before and after them.
func (s *story) correspond() {
	crown := make(map[string]bool)
	for _, p := range s.Proceedings {
		crown[p.ProceedingRef] = p.Type == "CRM-CC"
	}
	ended := make(map[pair]Day)
	for _, ps := range s.ProcSubjects {
		ended[pair{ps.ProceedingRef, ps.SubjectRef}] = ps.CompletedDate
	}
	for i, e := range slices.Clone(s.Events) {
		end := ended[pair{e.ProceedingRef, e.SubjectRef}]
		if end == 0 {
			end = storyEnd
		}
		r := newRNG(s.Seed, "correspondence", i)
		switch {
		case e.Code == "full_file_to_cps" && r.chance(45):
			plan := workdayFrom(e.EventDate + Day(r.spread(10, 20, 30, 50, 90)))
			s.replied(r, e, "cps_action_plan", "cps_action_plan_answered", plan, end, r.spread(3, 12, 19, 30, 75))
		case e.Code == "first_appearance" && crown[e.ProceedingRef]:
			disclosed := workdayFrom(e.EventDate + Day(r.spread(20, 30, 42, 60, 90)))
			if disclosed < end {
				s.note(r, e.at("disclosure_served", disclosed), promptLag)
			}
			if r.chance(85) {
				s.replied(r, e, "defence_statement", "disclosure_served", disclosed+Day(r.spread(7, 21, 27, 30, 55)), end, r.spread(4, 14, 24, 35, 80))
			}
		}
	}
}

// replied adds a letter and, for most, its answer; nothing is written once the proceeding has ended.
func (s *story) replied(r *rng, e Event, letter, answer string, day, end Day, wait int) {
	if day >= end {
		return
	}
	s.note(r, e.at(letter, day), promptLag)
	if answered := workdayFrom(day + Day(wait)); answered < end && r.chance(88) {
		s.note(r, e.at(answer, answered), promptLag)
	}
}

// fixDates says when a hearing date was fixed and when witness lists went to and fro.
func (s *story) fixDates() {
	types := make(map[string]string)
	for _, p := range s.Proceedings {
		types[p.ProceedingRef] = p.Type
	}
	fixed := make(map[string]bool)
	for i, e := range slices.Clone(s.Events) {
		r := newRNG(s.Seed, "date fixed", i)
		switch {
		case e.Code == "officer_response" && r.chance(82):
			s.note(r, e.at("witness_lists_exchanged", AddWorkingDays(e.EventDate, r.spread(1, 2, 3, 3, 8))), promptLag)
		case e.Code == "reg30_served" && !fixed[e.ProceedingRef] && r.chance(75):
			fixed[e.ProceedingRef] = true
			days := r.spread(2, 12, 22, 35, 70)
			if types[e.ProceedingRef] == "MM" {
				days = r.spread(0, 1, 2, 4, 9)
			}
			whole := Event{CaseRef: e.CaseRef, ProceedingRef: e.ProceedingRef}
			s.note(r, whole.at("hearing_date_fixed", AddWorkingDays(e.EventDate, days)), promptLag)
		case e.Code == "first_appearance" && !fixed[e.ProceedingRef] && r.chance(80):
			fixed[e.ProceedingRef] = true
			whole := Event{CaseRef: e.CaseRef, ProceedingRef: e.ProceedingRef}
			s.note(r, whole.at("trial_fixed", workdayFrom(e.EventDate+Day(r.spread(0, 14, 28, 35, 60)))), promptLag)
		}
	}
}

// vacateReviews lists some pre-inquest reviews for an earlier day, on which they did not take place.
func (s *story) vacateReviews() {
	for i, l := range slices.Clone(s.Listings) {
		r := newRNG(s.Seed, "review vacated", i)
		if l.Kind != "pirh" || !r.chance(22) {
			continue
		}
		day := workdayFrom(l.ListedDate - Day(r.between(14, 45)))
		s.Listings = append(s.Listings, Listing{ProceedingRef: l.ProceedingRef, ListedDate: day, Kind: "pirh", Used: "lost",
			LostReason: r.draw([]choice{{"disclosure_incomplete", 50}, {"legal_representative_unavailable", 25}, {"other", 25}}), trace: trace{known: day - 30}})
	}
}
