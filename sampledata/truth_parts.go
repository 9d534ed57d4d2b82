package sampledata

import "slices"

// truth is a world cut at asOf with the lookups that measures share.
type truth struct {
	World
	asOf, from, to Day

	cases     map[string]*Case
	subjects  map[subjectKey]*Subject
	events    map[string][]Event // by case
	preHeard  map[onDay][]subjectKey
	responses map[string]Response
	parts     []*truthPart
	clocks    []truthClock
	unjudged  []truthClock // of limits whose end no system of the sample writes down, past their date
}

// subjectKey names a subject in a case.
type subjectKey struct{ caseRef, subjectRef string }

// truthPart is one subject's part in one proceeding, with the first day of each milestone that is about this subject or about all of the proceeding.
type truthPart struct {
	ProcSubject
	kind, force, jurisdiction string
	started                   Day
	first                     map[string]Day
	days                      map[string][]Day // every day of each milestone
	hold                      string           // kind of the hold open at asOf, of several the one begun last
}

// truthJurisdictions are the types of proceedings that count as each kind of work.
var truthJurisdictions = map[string]string{
	"MH": "misconduct", "MM": "misconduct", "AH": "misconduct", "AM": "misconduct", "PAT": "misconduct", "PHR": "misconduct",
	"CRM-MC": "criminal", "CRM-CC": "criminal", "CRM-CACD": "criminal",
	"INQ": "coronial", "INQ-J": "coronial", "PIRH": "coronial", "FR": "coronial", "INQY": "coronial",
	"UPP1": "performance", "UPP2": "performance", "UPP3": "performance", "UPP-GI": "performance",
	"RPRP": "not_disciplinary", "STF": "employment", "JR": "civil",
}

// workOrder are the jurisdictions that the work is in, in the order of their rows.
var workOrder = []string{"coronial", "criminal", "misconduct"}

func newTruth(w *World, asOf, from, to Day) *truth {
	t := &truth{World: w.asAt(asOf), asOf: asOf, from: from, to: to,
		cases: make(map[string]*Case), subjects: make(map[subjectKey]*Subject), events: make(map[string][]Event), responses: make(map[string]Response)}
	for i := range t.Cases {
		t.cases[t.Cases[i].CaseRef] = &t.Cases[i]
	}
	for i := range t.Subjects {
		s := &t.Subjects[i]
		t.subjects[subjectKey{s.CaseRef, s.SubjectRef}] = s
	}
	for _, e := range t.Events {
		t.events[e.CaseRef] = append(t.events[e.CaseRef], e)
	}
	for _, a := range t.Responses {
		t.responses[a.RecommendationRef] = a
	}
	t.joinParts()
	t.runClocks()
	return t
}

// joinParts joins subjects to their proceedings; a proceeding that had not been opened by asOf has none.
func (t *truth) joinParts() {
	proceedings := make(map[string]Proceeding)
	for _, p := range t.Proceedings {
		proceedings[p.ProceedingRef] = p
	}
	holds := make(map[string][]Hold)
	for _, h := range t.Holds {
		holds[h.CaseRef] = append(holds[h.CaseRef], h)
	}
	t.preHeard = t.preHearings()
	sat, notices := t.sittings(), t.publicNotices()
	for _, ps := range t.ProcSubjects {
		p, ok := proceedings[ps.ProceedingRef]
		if !ok {
			continue
		}
		if ps.CompletedDate != 0 && ps.EndedHow == "" {
			ps.EndedHow = "concluded" // a source that gives only the day of the end
		}
		part := &truthPart{ProcSubject: ps, kind: p.Type, force: p.Force, jurisdiction: truthJurisdictions[p.Type], started: p.StartedDate}
		part.hold = openHold(holds[ps.CaseRef], ps.SubjectRef, part.jurisdiction)
		part.days = milestoneDays(t.events[ps.CaseRef], func(e Event) bool {
			return e.ProceedingRef == ps.ProceedingRef && (e.SubjectRef == ps.SubjectRef || e.SubjectRef == "" && !ps.leftBefore(e.EventDate))
		})
		if len(part.days[publicNotice]) == 0 {
			part.addSittings(publicNotice, notices[ps.ProceedingRef])
		}
		for code, days := range sat[ps.ProceedingRef] {
			part.addSittings(code, slices.DeleteFunc(slices.Clone(days), func(d Day) bool {
				theirs, _ := t.preHearingOf(&ps, d)
				return code == "prehearing_held" && !theirs
			}))
		}
		part.first = firstDays(part.days)
		t.parts = append(t.parts, part)
	}
}

// sittings are the days on which proceedings sat, by the listing's word, as the milestones that they are: the first day of a hearing, trial or inquest, and every
// pre-hearing and review.
func (t *truth) sittings() map[string]map[string][]Day {
	milestones := map[string]string{"hearing": "hearing_day_start", "trial": "trial_start", "inquest": "inquest_start", "prehearing": "prehearing_held", "pirh": "pirh_held"}
	sat := make(map[string]map[string][]Day)
	for _, l := range t.Listings {
		code := milestones[l.Kind]
		if l.Used != "used" || l.ListedDate > t.asOf || code == "" {
			continue
		}
		if sat[l.ProceedingRef] == nil {
			sat[l.ProceedingRef] = make(map[string][]Day)
		}
		days := append(sat[l.ProceedingRef][code], l.ListedDate)
		if !oneOf(l.Kind, "prehearing", "pirh") {
			days = []Day{earliestDay(days...)}
		}
		sat[l.ProceedingRef][code] = days
	}
	return sat
}

// onDay is a day of a proceeding.
type onDay struct {
	proceedingRef string
	day           Day
}

// preHearings are the subjects by name of whom the log says that a pre-hearing was held, by proceeding and day.
func (t *truth) preHearings() map[onDay][]subjectKey {
	held := make(map[onDay][]subjectKey)
	for _, e := range t.Events {
		if e.Code == "prehearing_held" && e.SubjectRef != "" && e.EventDate != 0 {
			on := onDay{e.ProceedingRef, e.EventDate}
			held[on] = append(held[on], subjectKey{e.CaseRef, e.SubjectRef})
		}
	}
	return held
}

// preHearingOf says whether a pre-hearing listed for a day was for a subject: for all, unless the log names those for whom it was held. named is whether it names this one.
func (t *truth) preHearingOf(ps *ProcSubject, day Day) (theirs, named bool) {
	names := t.preHeard[onDay{ps.ProceedingRef, day}]
	named = slices.Contains(names, subjectKey{ps.CaseRef, ps.SubjectRef})
	return named || len(names) == 0, named
}

// publicNotice is an act of the hearing, and so of each of its subjects of whom no notice is recorded, whomever the record names.
const publicNotice = "public_notice_published"

// publicNotices are the days on which proceedings were announced.
func (t *truth) publicNotices() map[string][]Day {
	given := make(map[string][]Day)
	for _, e := range t.Events {
		if e.Code == publicNotice && e.EventDate != 0 && e.ProceedingRef != "" {
			given[e.ProceedingRef] = append(given[e.ProceedingRef], e.EventDate)
		}
	}
	return given
}

// addSittings adds the days of a milestone on which the subject was still in the proceeding.
func (p *truthPart) addSittings(code string, days []Day) {
	for _, d := range days {
		if !p.leftBefore(d) {
			p.days[code] = append(p.days[code], d)
		}
	}
}

// leftBefore says whether a proceeding had ended for a subject before a day without being concluded, so that what it went on with is not the subject's.
func (ps *ProcSubject) leftBefore(day Day) bool {
	return ps.CompletedDate != 0 && ps.EndedHow != "concluded" && ps.CompletedDate < day
}

// about says whether a record that names a subject, or nobody, is about a subject.
func about(named, subjectRef string) bool { return named == "" || named == subjectRef }

// holdsUp says whether a kind of hold holds up proceedings of a jurisdiction: criminal proceedings hold those for misconduct, a coroner's suspension the
// coroner's own, any other hold all.
func holdsUp(kind, jurisdiction string) bool {
	switch kind {
	case "sub_judice":
		return jurisdiction == "misconduct"
	case "coroner_suspension":
		return jurisdiction == "coronial"
	}
	return true
}

// openHold returns the kind of the hold on proceedings of a jurisdiction that is still open, "" if none is.
func openHold(holds []Hold, subjectRef, jurisdiction string) string {
	var latest Hold
	for _, h := range holds {
		if h.EndDate != 0 || !about(h.SubjectRef, subjectRef) || !holdsUp(h.Kind, jurisdiction) {
			continue
		}
		if latest.Kind == "" || h.StartDate > latest.StartDate || h.StartDate == latest.StartDate && h.Kind > latest.Kind {
			latest = h
		}
	}
	return latest.Kind
}

// milestoneDays collects the days of the events that match, by milestone.
func milestoneDays(events []Event, match func(Event) bool) map[string][]Day {
	days := make(map[string][]Day)
	for _, e := range events {
		if e.EventDate != 0 && match(e) {
			days[e.Code] = append(days[e.Code], e.EventDate)
		}
	}
	return days
}

func firstDays(days map[string][]Day) map[string]Day {
	first := make(map[string]Day)
	for code, all := range days {
		first[code] = earliestDay(all...)
	}
	return first
}

// earliestDay returns the first of the recorded days, 0 if none is.
func earliestDay(days ...Day) Day {
	var first Day
	for _, d := range days {
		if d != 0 && (first == 0 || d < first) {
			first = d
		}
	}
	return first
}

// open says whether the part had not ended by asOf.
func (p *truthPart) open() bool { return p.CompletedDate == 0 }

// reached says whether any of the milestones is recorded.
func (p *truthPart) reached(codes ...string) bool {
	for _, code := range codes {
		if p.first[code] != 0 {
			return true
		}
	}
	return false
}

// ageStart is the day that the age counts from: the first notice, else the day the proceeding was opened.
func (p *truthPart) ageStart() Day {
	if notice := earliestDay(p.first["reg30_served"], p.first["reg51_served"]); notice != 0 {
		return notice
	}
	return p.started
}

// stage is where an open part stands.
func (p *truthPart) stage() string {
	switch {
	case p.hold != "":
		return "on_hold"
	case p.reached("hearing_day_start", "trial_start", "inquest_start"):
		return "under_way"
	case p.reached("reg30_served", "reg51_served", "requisition_issued", "inquest_opened"):
		return "waiting"
	}
	return "preparing"
}

// oneOf says whether a code is in a list.
func oneOf(code string, list ...string) bool {
	for _, c := range list {
		if c == code {
			return true
		}
	}
	return false
}
