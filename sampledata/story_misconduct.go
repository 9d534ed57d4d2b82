package sampledata

import "time"

const (
	grossCase      = "case_to_answer_gross_misconduct"
	misconductCase = "case_to_answer_misconduct"
)

// Dates at which the law on outcomes changed: the history shifts there.
var (
	chairsChange     = Date(2024, time.May, 7)
	dismissalPresume = Date(2025, time.May, 28)
)

// hearing is the plan of one misconduct hearing.
type hearing struct {
	kind      string // MH
	force     int
	opened    Day
	extraWait int // working days that something else, such as a trial, adds
}

func (s *story) tellHearings() {
	days := openings(newRNG(s.Seed, "hearing days", 0), []year{
		{2020, 22}, {2021, 44}, {2022, 49}, {2023, 54}, {2024, 57}, {2025, 55}, {2026, 15},
	})
	for i, opened := range days {
		r := newRNG(s.Seed, "hearing", i)
		h := hearing{kind: "MH", force: drawForce(r), opened: opened}
		c, decided := s.investigate(r, h.force, opened, "", 40)
		s.holdHearing(r, h, c, s.officers(r, h, c, decided))
	}
}

// investigate opens a case whose investigation led to proceedings opened on the given day, and returns the day of the decision.
func (s *story) investigate(r *rng, force int, opened Day, matter string, independent int) (*Case, Day) {
	decided := opened - Day(r.spread(0, 5, 12, 25, 60))
	reported := decided - Day(r.spread(4, 15, 30, 50, 120))
	attention := reported - Day(r.spread(40, 150, 240, 360, 800))
	if attention < storyStart {
		attention = storyStart + Day(r.below(20))
		reported = attention + (opened-attention)/2
		decided = reported + (opened-reported)/2
	}
	if matter == "" {
		matter = r.draw([]choice{{"recordable_conduct_matter", 45}, {"conduct_matter", 30}, {"complaint", 25}})
	}
	mode := "local"
	if matter != "conduct_matter" && r.chance(independent) {
		mode = "independent"
	} else if matter != "conduct_matter" && r.chance(6) {
		mode = "directed"
	}
	return s.openCase(r, opening{force: force, matter: matter, mode: mode, attention: attention, reported: reported}), decided
}

// officers accuses the officers of a hearing: mostly one, at times several in one joint hearing.
func (s *story) officers(r *rng, h hearing, c *Case, decided Day) []ProcSubject {
	ref := s.number(Forces[h.force].Prefix + "-" + h.kind)
	level := grossCase
	if h.kind == "MM" && !r.chance(4) || h.kind == "MH" && r.chance(9) {
		level = misconductCase
	}
	var all []ProcSubject
	for range joint(r, h.kind) {
		sub := s.accuse(r, c, s.meet(r, h.force, ""), level, decided, ref)
		all = append(all, ProcSubject{ProceedingRef: ref, CaseRef: c.CaseRef, SubjectRef: sub.SubjectRef})
	}
	if r.chance(8) { // someone else in the case, against whom nothing is found
		s.accuse(r, c, s.meet(r, h.force, ""), "no_case_to_answer", decided, "")
	}
	return all
}

func joint(r *rng, kind string) int {
	if kind == "AH" {
		return r.spread(1, 1, 1, 1, 1, 1, 1, 1, 3)
	}
	return r.spread(1, 1, 1, 1, 1, 2, 2, 5)
}

// holdHearing tells a misconduct hearing from referral to outcome.
func (s *story) holdHearing(r *rng, h hearing, c *Case, subjects []ProcSubject) {
	ref := subjects[0].ProceedingRef
	p := s.proceeding(r, h, c, ref)
	served := s.serveNotices(r, h, subjects)
	start := s.hearingStart(r, h, served[0])
	days := s.listHearing(r, p, "hearing", served[0]+40, start)
	completed := days[len(days)-1]
	s.Proceedings = append(s.Proceedings, p)
	reached := false
	for i, ps := range subjects {
		ps.known = p.known
		if s.endEarly(r, &ps, served[i], start) {
			s.before(r, ps, h, served[i], ps.CompletedDate)
			s.resign(ps)
			s.finish(ps)
			continue
		}
		reached = true
		s.before(r, ps, h, served[i], start)
		s.extendHearing(r, ps, served[i], start)
		s.holdForReview(r, ps, served[i], start)
		s.heard(r, &ps, p, start, completed)
		s.finish(ps)
		s.mayAppeal(r, h.force, c, ps)
	}
	if !reached {
		s.dropListings(ref, subjects)
	}
}

// serveNotices draws each officer's own day of service; joint officers are served within days of each other.
func (s *story) serveNotices(r *rng, h hearing, subjects []ProcSubject) []Day {
	first := AddWorkingDays(h.opened, r.spread(2, 7, 13, 20, 45))
	served := make([]Day, len(subjects))
	for i := range subjects {
		served[i] = first
		if i > 0 {
			served[i] = AddWorkingDays(first, r.between(1, 12))
		}
	}
	return served
}

// wait is the median number of working days from notice to hearing for notices served from a day on: the backlog that grows, then eases.
type wait struct {
	from   Day
	median int
}

var waits = []wait{
	{Date(2025, time.December, 1), 94},
	{Date(2025, time.June, 1), 104},
	{Date(2024, time.October, 1), 122},
	{Date(2024, time.April, 1), 112},
	{Date(2023, time.October, 1), 102},
	{Date(2023, time.April, 1), 92},
	{Date(2022, time.April, 1), 80},
	{0, 72},
}

// hearingStart draws the first day of the hearing.
func (s *story) hearingStart(r *rng, h hearing, served Day) Day {
	median := 0
	for _, w := range waits {
		if served >= w.from {
			median = w.median
			break
		}
	}
	days := median * r.spread(45, 78, 100, 128, 215) / 100
	if h.force == slowForce {
		days = days*140/100 + 18
	}
	if stuck(r, served) {
		return clearance(r, served)
	}
	return AddWorkingDays(served, min(days+h.extraWait, 480))
}

// stuck picks the hearings of the backlog years that were put off until it was cleared.
func stuck(r *rng, served Day) bool {
	draw := r.chance(28)
	return draw && served >= Date(2023, time.April, 1) && served < Date(2025, time.April, 1)
}

// clearance is when they were heard at last: in the first half of 2026, or not yet.
func clearance(r *rng, served Day) Day {
	if r.chance(20) {
		return workdayFrom(Date(2026, time.September, 7) + Day(r.below(60)))
	}
	return workdayFrom(Date(2026, time.January, 5) + Day(r.below(170)))
}

// endEarly ends the subject's part before the hearing, for about one in eight.
func (s *story) endEarly(r *rng, ps *ProcSubject, served, start Day) bool {
	how := r.draw([]choice{{"", 875}, {"withdrawn", 45}, {"discontinued", 30}, {"resigned_closed", 38}, {"stayed", 5}, {"died", 7}})
	day := AddWorkingDays(served, r.spread(8, 30, 55, 85, 140))
	if how == "" || day >= start {
		return false
	}
	ps.EndedHow, ps.CompletedDate = how, day
	ps.endedKnown = day + Day(r.spread(0, 2, 6, 14, 60))
	switch how {
	case "withdrawn", "discontinued":
		if !r.chance(10) {
			ps.Finding = "discontinued"
		}
	case "stayed":
		ps.Finding = "stayed_abuse"
	}
	return true
}

// before tells what happens between the notice and the hearing, or the early end.
func (s *story) before(r *rng, ps ProcSubject, h hearing, served, until Day) {
	s.event(r, ps, "referral_decided", h.opened, nil)
	unrecorded := r.below(1000) < 30
	if !unrecorded {
		s.event(r, ps, "reg30_served", served, oddLag)
	}
	if again := AddWorkingDays(served, r.between(4, 20)); r.chance(5) && again < until && !unrecorded {
		s.event(r, ps, "reg30_served", again, nil)
	}
	response := AddWorkingDays(served, r.spread(4, 12, 14, 15, 21, 40))
	if response >= until {
		return
	}
	if !r.chance(5) {
		s.event(r, ps, "officer_response", response, nil)
	}
	s.extendResponse(r, ps, served, response)
	docs := AddWorkingDays(response, r.spread(4, 7, 10, 16, 30))
	if docs >= until {
		return
	}
	s.event(r, ps, "docs_to_chair", docs, promptLag)
	if held := AddWorkingDays(docs, r.spread(4, 10, 13, 15, 34)); r.chance(62) && held < until {
		s.event(r, ps, "prehearing_held", held, promptLag)
		s.list(r, Listing{ProceedingRef: ps.ProceedingRef, ListedDate: held, Kind: "prehearing", Used: "used"}, docs)
	}
}

// heard tells the hearing itself and its outcome.
func (s *story) heard(r *rng, ps *ProcSubject, p Proceeding, start, completed Day) {
	if p.Type == "MH" && r.chance(93) {
		s.event(r, *ps, "public_notice_published", AddWorkingDays(start, -r.spread(2, 5, 6, 8, 14)), promptLag)
	}
	s.event(r, *ps, "hearing_day_start", start, oddLag)
	s.event(r, *ps, "hearing_completed", completed, nil)
	reported := AddWorkingDays(completed, r.spread(1, 3, 4, 6, 17))
	if r.below(1000) < 5 {
		reported = AddWorkingDays(completed, -3) // typed wrongly: the report cannot precede the end
	}
	if !r.chance(3) {
		s.event(r, *ps, "report_to_aa", reported, nil)
		s.event(r, *ps, "officer_notified", AddWorkingDays(max(reported, completed), r.spread(0, 1, 2, 4, 15)), nil)
	}
	ps.CompletedDate, ps.EndedHow = completed, "concluded"
	ps.endedKnown = completed + Day(r.spread(1, 5, 12, 25, 90))
	ps.Finding, ps.Sanction = s.outcome(r, *ps, p.Type, completed)
	if p.Type == "MH" && r.chance(55) {
		s.event(r, *ps, "report_published", AddWorkingDays(max(reported, completed), r.spread(3, 8, 14, 22, 60)), slowLag)
	}
}

// extendHearing adds the chair's extensions of the 100 working days: in time or after the fact, enough or not.
func (s *story) extendHearing(r *rng, ps ProcSubject, served, start Day) {
	due := AddWorkingDays(served, 100)
	x := Extension{
		ProceedingRef: ps.ProceedingRef, CaseRef: ps.CaseRef, SubjectRef: ps.SubjectRef, StandardID: "MIS-HRG-100", DecidedBy: "chair",
		Reason: r.draw(extensionReasons),
	}
	late := start > due
	switch u := r.below(100); {
	case late && u < 48:
		x.DecidedDate = max(AddWorkingDays(due, -r.between(0, 22)), AddWorkingDays(served, 5))
		x.NewDueDate = AddWorkingDays(due, r.spread(10, 25, 50, 90, 160))
		if r.chance(45) {
			x.NewDueDate = max(x.NewDueDate, start)
		}
		s.addExtension(r, x)
		if start > x.NewDueDate && r.chance(30) {
			x.DecidedDate = AddWorkingDays(x.NewDueDate, -r.between(0, 8))
			x.NewDueDate = max(AddWorkingDays(x.NewDueDate, 45), start)
			s.addExtension(r, x)
		}
	case late && u < 60:
		x.DecidedDate = AddWorkingDays(due, r.between(3, 30))
		x.NewDueDate = AddWorkingDays(x.DecidedDate, r.between(20, 80))
		s.addExtension(r, x)
	case !late && u < 5:
		x.DecidedDate = AddWorkingDays(start, -r.between(5, 15))
		x.NewDueDate = AddWorkingDays(due, 20)
		s.addExtension(r, x)
	}
}

func (s *story) addExtension(r *rng, x Extension) {
	x.known = x.DecidedDate + Day(r.spread(0, 1, 2, 4, 9))
	s.Extensions = append(s.Extensions, x)
}

func (s *story) extendResponse(r *rng, ps ProcSubject, served, response Day) {
	due := AddWorkingDays(served, 15)
	if response <= due || !r.chance(40) {
		return
	}
	s.addExtension(r, Extension{
		ProceedingRef: ps.ProceedingRef, CaseRef: ps.CaseRef, SubjectRef: ps.SubjectRef, StandardID: "MIS-RESP", DecidedBy: "chair",
		Reason: r.draw(extensionReasons), DecidedDate: AddWorkingDays(due, -r.between(0, 5)), NewDueDate: AddWorkingDays(due, r.between(5, 15)),
	})
}

// list adds a listed day that became known on a day.
func (s *story) list(r *rng, l Listing, known Day) {
	l.known = min(known, l.ListedDate)
	if l.Used == "used" && r.chance(2) {
		l.Used = "" // nobody wrote down whether the day was used
	}
	s.Listings = append(s.Listings, l)
	if l.Kind != "prehearing" && l.Kind != "pirh" && l.Used != "" && r.chance(60) {
		s.attend(r, l)
	}
}

func (s *story) attend(r *rng, l Listing) {
	for _, role := range attendanceRoles {
		present := Yes
		if l.Used == "lost" && r.chance(40) || r.chance(4) {
			present = No
		}
		if r.chance(90) {
			s.Attendances = append(s.Attendances, Attendance{ProceedingRef: l.ProceedingRef, ListedDate: l.ListedDate, Role: role, Attended: present,
				trace: trace{known: l.ListedDate + Day(r.between(0, 5))}})
		}
	}
}

var attendanceRoles = []string{"officer", "presenting_counsel", "legally_qualified_person", "psu_specialist"}

// listHearing lists the days of a hearing that starts on a day: days lost before it, the days used, days lost within it, a day left over at the end.
// It returns the days used.
func (s *story) listHearing(r *rng, p Proceeding, kind string, known, start Day) []Day {
	listedOn := max(known, start-Day(r.between(40, 110)))
	if first := AddWorkingDays(start, -r.between(20, 55)); r.chance(30) && first > p.StartedDate+60 {
		reason := r.draw(lostReasons)
		for range r.spread(1, 2, 3, 5) {
			s.list(r, Listing{ProceedingRef: p.ProceedingRef, ListedDate: first, Kind: kind, Used: "lost", LostReason: reason}, first-Day(r.between(30, 90)))
			first = AddWorkingDays(first, 1)
		}
	}
	var used []Day
	day := min(start, horizon)
	for range hearingDays(r, p.Type) {
		if day > horizon {
			break
		}
		if len(used) > 0 && r.chance(7) {
			s.list(r, Listing{ProceedingRef: p.ProceedingRef, ListedDate: day, Kind: kind, Used: "lost", LostReason: r.draw(lostReasons)}, listedOn)
			day = AddWorkingDays(day, r.spread(1, 1, 1, 18, 60))
		}
		s.list(r, Listing{ProceedingRef: p.ProceedingRef, ListedDate: day, Kind: kind, Used: "used"}, listedOn)
		used = append(used, day)
		day = AddWorkingDays(day, 1)
	}
	if r.chance(14) && len(used) > 1 {
		s.list(r, Listing{ProceedingRef: p.ProceedingRef, ListedDate: day, Kind: kind, Used: "lost", LostReason: "finished_early"}, listedOn)
	}
	return used
}

func hearingDays(r *rng, kind string) int {
	switch kind {
	case "MH":
		return r.spread(1, 2, 3, 4, 9)
	case "CRM-CC":
		return r.spread(2, 3, 5, 7, 15)
	case "INQ-J":
		return r.spread(3, 5, 7, 9, 18)
	case "AH", "PAT", "INQ", "STF":
		return r.spread(1, 1, 1, 2, 3)
	default:
		return 1
	}
}

// dropListings takes a hearing that nobody reached out of the lists, but for the days lost before the last officer left.
func (s *story) dropListings(ref string, subjects []ProcSubject) {
	ended := s.ended[subjects[0].CaseRef]
	kept := s.Listings[:0]
	for _, l := range s.Listings {
		if l.ProceedingRef != ref || l.ListedDate <= ended && l.Used == "lost" || l.Kind == "prehearing" {
			kept = append(kept, l)
		}
	}
	s.Listings = kept
	attended := s.Attendances[:0]
	for _, a := range s.Attendances {
		if a.ProceedingRef != ref || a.ListedDate <= ended {
			attended = append(attended, a)
		}
	}
	s.Attendances = attended
}

func chairAt(r *rng, opened Day) string {
	switch {
	case r.chance(3):
		return ""
	case opened < chairsChange:
		return "legally_qualified_chair"
	case r.chance(35):
		return "chief_officer"
	default:
		return "chief_officer_delegate"
	}
}

func presenterOf(r *rng, c *Case) string {
	if c.Mode == "independent" && r.chance(30) {
		return "dg"
	}
	return "aa"
}

// regime returns which law on outcomes an end falls under: 0 until 6 May 2024, 1 until 27 May 2025, 2 after.
func regime(completed Day) int {
	switch {
	case completed < chairsChange:
		return 0
	case completed < dismissalPresume:
		return 1
	default:
		return 2
	}
}

// proven is the share proven by type and regime, in hundredths; gross the share of those that are gross misconduct at a hearing.
var (
	proven    = map[string][3]int{"MH": {70, 80, 89}, "MM": {74, 80, 85}, "AH": {93, 95, 97}, "STF": {75, 75, 75}}
	gross     = map[string]int{"MH": 80, "MM": 0, "AH": 97, "STF": 50}
	dismissal = map[string][3]int{"MH": {46, 68, 88}, "AH": {78, 90, 97}, "STF": {60, 60, 60}}
)

// outcome draws the finding and the disciplinary action.
func (s *story) outcome(r *rng, ps ProcSubject, kind string, completed Day) (finding, sanction string) {
	at := regime(completed)
	switch u := r.below(100); {
	case u < 2:
		return "", ""
	case u < 3:
		return "not_recorded", ""
	}
	if !r.chance(proven[kind][at]) {
		return r.draw([]choice{{"not_misconduct", 55}, {"not_proven_facts", 45}}), r.draw([]choice{{"none", 80}, {"rprp", 20}})
	}
	if r.chance(gross[kind]) {
		return "gross_misconduct", s.grossSanction(r, ps, dismissal[kind][at])
	}
	if kind == "MM" {
		return "misconduct", r.draw([]choice{{"written_warning", 68}, {"final_written_warning", 30}, {"none", 2}})
	}
	return "misconduct", r.draw([]choice{{"written_warning", 40}, {"final_written_warning", 52}, {"reduction_in_rank", 4}, {"", 4}})
}

func (s *story) grossSanction(r *rng, ps ProcSubject, dismissed int) string {
	left := s.statusOf(ps) == "former_officer"
	switch {
	case r.chance(dismissed) && left:
		return "would_have_been_dismissed"
	case left:
		return "no_action_former_officer"
	case r.chance(dismissed):
		return "dismissal_without_notice"
	default:
		return r.draw([]choice{{"final_written_warning", 82}, {"reduction_in_rank", 18}})
	}
}

// resign makes an officer who left before the end a former officer.
func (s *story) resign(ps ProcSubject) {
	if ps.EndedHow == "resigned_closed" && ps.CompletedDate <= ExtractDates[0] {
		s.subject(ps).Status = "former_officer"
	}
}

func (s *story) statusOf(ps ProcSubject) string { return s.subject(ps).Status }

// subject finds the subject, who is among the latest added.
func (s *story) subject(ps ProcSubject) *Subject {
	for i := len(s.Subjects) - 1; i >= 0; i-- {
		if s.Subjects[i].CaseRef == ps.CaseRef && s.Subjects[i].SubjectRef == ps.SubjectRef {
			return &s.Subjects[i]
		}
	}
	panic("no subject " + ps.SubjectRef + " in " + ps.CaseRef)
}
