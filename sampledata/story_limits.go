package sampledata

import "time"

// Accelerated hearings whose window began anew: they draw from a random stream of their own and are told last, so that they move nothing else.

// tellReplacements lets some officers object to who sits at an accelerated hearing. Where the objection is upheld somebody else sits and the
// window begins anew.
func (s *story) tellReplacements() {
	served, held := make(map[string]Day), make(map[string]Day)
	for _, e := range s.Events {
		switch e.Code {
		case "reg51_served":
			served[e.ProceedingRef] = max(served[e.ProceedingRef], e.EventDate)
		case "hearing_day_start":
			if held[e.ProceedingRef] == 0 || e.EventDate < held[e.ProceedingRef] {
				held[e.ProceedingRef] = e.EventDate
			}
		}
	}
	for i, p := range append([]Proceeding(nil), s.Proceedings...) {
		notice := served[p.ProceedingRef]
		r := newRNG(s.Seed, "replacement", i)
		if p.Type != "AH" || notice < Date(2024, time.May, 7) || !r.chance(30) {
			continue
		}
		all := ProcSubject{ProceedingRef: p.ProceedingRef, CaseRef: p.CaseRef}
		objected := AddWorkingDays(notice, r.between(1, 4))
		s.event(r, all, "panel_named", notice, promptLag)
		s.event(r, all, "objection", objected, promptLag)
		replaced := AddWorkingDays(objected, r.between(1, 3))
		if start := held[p.ProceedingRef]; r.chance(70) && (start == 0 || replaced < start) {
			s.event(r, all, "redated", replaced, promptLag)
		}
	}
}
