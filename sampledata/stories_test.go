package sampledata

import (
	"math"
	"slices"
	"testing"
	"time"
)

// part is a subject's part in a proceeding, with the first day of each milestone.
type part struct {
	ProcSubject
	p     Proceeding
	first map[string]Day
}

func parts(w *World) []part {
	x := indexParts(w)
	var all []part
	for _, ps := range w.ProcSubjects {
		first := make(map[string]Day)
		for code, events := range x.events[pair{ps.ProceedingRef, ps.SubjectRef}] {
			first[code] = events[0].EventDate
		}
		all = append(all, part{ps, x.proceedings[ps.ProceedingRef], first})
	}
	return all
}

func (p part) proven() bool { return p.Finding == "gross_misconduct" || p.Finding == "misconduct" }
func (p part) known() bool {
	return p.proven() || p.Finding == "not_misconduct" || p.Finding == "not_proven_facts"
}

// share is a count of a number.
type share struct{ k, n int }

func (s share) rate() float64 { return float64(s.k) / float64(s.n) }

func (s *share) add(counts bool) {
	s.n++
	if counts {
		s.k++
	}
}

func TestBacklogGrowsAndIsCleared(t *testing.T) {
	all := parts(sampleWorld())
	open := func(day Day) (n int) {
		for _, p := range all {
			if p.p.Type == "MH" && p.p.StartedDate <= day && (p.CompletedDate == 0 || p.CompletedDate > day) {
				n++
			}
		}
		return n
	}
	days := []Day{Date(2022, 9, 30), Date(2023, 9, 30), Date(2024, 9, 30), Date(2025, 9, 30)}
	for i, day := range days[1:] {
		if open(day) <= open(days[i]) {
			t.Errorf("open hearings did not grow: %d on %s, %d on %s", open(days[i]), days[i], open(day), day)
		}
	}
	if before, after := open(days[3]), open(ExtractDates[1]); after*10 > before*9 {
		t.Errorf("the backlog was not cleared: %d open in September 2025, %d at the end", before, after)
	}
}

func TestWaitsLengthen(t *testing.T) {
	var early, late share
	for _, p := range parts(sampleWorld()) {
		served, start := p.first["reg30_served"], p.first["hearing_day_start"]
		if p.p.Type != "MH" || served == 0 || start == 0 && p.CompletedDate != 0 {
			continue
		}
		inTime := start != 0 && WorkingDays(served, start) <= 100
		switch served.FinancialYear() {
		case "2021-22":
			early.add(inTime)
		case "2024-25":
			late.add(inTime)
		}
	}
	if early.rate() < 0.5 || late.rate() > 0.4 {
		t.Errorf("heard within 100 working days: %d of %d served in 2021-22, %d of %d served in 2024-25", early.k, early.n, late.k, late.n)
	}
}

// TestClearanceLiftsClosedOnlyMedian is the trap of counting only what has ended: waits seem to jump in the quarters in which old cases are heard.
func TestClearanceLiftsClosedOnlyMedian(t *testing.T) {
	waits := make(map[string][]int)
	for _, p := range parts(sampleWorld()) {
		served, start := p.first["reg30_served"], p.first["hearing_day_start"]
		if p.p.Type == "MH" && served != 0 && start != 0 {
			waits[start.FinancialQuarter()] = append(waits[start.FinancialQuarter()], WorkingDays(served, start))
		}
	}
	median := func(quarter string) int {
		slices.Sort(waits[quarter])
		return waits[quarter][len(waits[quarter])/2]
	}
	before := max(median("2025-26Q1"), median("2025-26Q2"), median("2025-26Q3"))
	for _, quarter := range []string{"2025-26Q4", "2026-27Q1"} {
		if median(quarter) < before+25 {
			t.Errorf("median wait of hearings held in %s is %d, of the quarters before at most %d", quarter, median(quarter), before)
		}
	}
}

// TestOneForceStandsOut uses the normal limits of a funnel at 99.8 %: with these numbers the exact ones are close by.
func TestOneForceStandsOut(t *testing.T) {
	w := sampleWorld()
	for n := range Folders {
		day := ExtractDates[n]
		forces, all := make(map[string]*share), &share{}
		for _, f := range Forces {
			forces[f.Name] = &share{}
		}
		for _, p := range parts(w.Extract(n)) {
			served, start := p.first["reg30_served"], p.first["hearing_day_start"]
			if p.p.Type != "MH" || served == 0 {
				continue
			}
			due := AddWorkingDays(served, 100)
			endedOther := start == 0 && p.CompletedDate != 0 && p.CompletedDate <= due
			if due > day || due <= day.AddMonths(-36) || endedOther {
				continue
			}
			forces[p.p.Force].add(start != 0 && start <= due)
			all.add(start != 0 && start <= due)
		}
		for i, f := range Forces {
			s := forces[f.Name]
			z := (s.rate() - all.rate()) / math.Sqrt(all.rate()*(1-all.rate())/float64(s.n))
			if i == slowForce && z > -3.3 || i != slowForce && math.Abs(z) > 2.8 {
				t.Errorf("%s on %s: %d of %d in time, z = %.1f", f.Name, day, s.k, s.n, z)
			}
		}
	}
}

func TestOutcomesShiftWithTheLaw(t *testing.T) {
	var found, dismissed [3]share
	for _, p := range parts(sampleWorld()) {
		if p.CompletedDate == 0 || !slices.Contains([]string{"MH", "MM", "AH"}, p.p.Type) {
			continue
		}
		at := regime(p.CompletedDate)
		if p.known() {
			found[at].add(p.proven())
		}
		if p.Finding == "gross_misconduct" {
			dismissed[at].add(p.Sanction == "dismissal_without_notice" || p.Sanction == "would_have_been_dismissed")
		}
	}
	for i := 1; i < 3; i++ {
		if found[i].rate() < found[i-1].rate()+0.02 || dismissed[i].rate() < dismissed[i-1].rate()+0.04 {
			t.Errorf("regime %d: proven %v after %v, dismissed %v after %v", i, found[i], found[i-1], dismissed[i], dismissed[i-1])
		}
	}
}

func TestDisclosureComesBack(t *testing.T) {
	w := sampleWorld()
	held := make(map[string]Day)
	for _, d := range w.Debriefs {
		held[d.DebriefRef] = d.HeldDate
	}
	within := func(from, to Day) (s share) {
		themes := set(where(w.DebriefThemes, func(t DebriefTheme) bool { return t.Theme == "disclosure" }), func(t DebriefTheme) string { return t.DebriefRef })
		for ref, day := range held {
			if day >= from && day <= to {
				s.add(themes[ref])
			}
		}
		return s
	}
	frequent := within(Date(2023, time.July, 1), Date(2024, time.September, 30))
	gone := within(Date(2025, time.February, 1), Date(2025, time.September, 30))
	back := within(Date(2026, time.January, 1), ExtractDates[1])
	if frequent.rate() < 0.25 || gone.rate() > 0.08 || back.rate() < 0.3 {
		t.Errorf("debriefs with disclosure: %v, then %v, then %v", frequent, gone, back)
	}
	closed := 0
	for _, a := range w.Actions {
		if a.Theme != "disclosure" || a.RaisedDate >= Date(2025, time.January, 1) {
			continue
		}
		if closed++; a.DoneDate == 0 || a.DoneDate > disclosureActionsDone {
			t.Errorf("action %s on disclosure, raised %s, was done %s", a.ActionRef, a.RaisedDate, a.DoneDate)
		}
	}
	if closed < 20 {
		t.Errorf("only %d actions on disclosure before 2025", closed)
	}
}

func TestOpenWorkOfAllAges(t *testing.T) {
	for n := range Folders {
		ages := make(map[string][4]int)
		for _, p := range parts(sampleWorld().Extract(n)) {
			if p.CompletedDate != 0 || p.p.Jurisdiction() == "employment" {
				continue
			}
			start := p.p.StartedDate
			if served := p.first["reg30_served"]; served != 0 {
				start = served
			}
			bands := ages[p.p.Jurisdiction()]
			switch age := WorkingDays(start, ExtractDates[n]); {
			case age <= 50:
				bands[0]++
			case age <= 100:
				bands[1]++
			case age <= 200:
				bands[2]++
			default:
				bands[3]++
			}
			ages[p.p.Jurisdiction()] = bands
		}
		for jurisdiction, bands := range ages {
			if slices.Contains(bands[:], 0) {
				t.Errorf("%s, %s: open work by age %v has a gap", Folders[n], jurisdiction, bands)
			}
		}
	}
}

// tally counts what a test has seen, and complains of what it has seen too little of.
type tally map[string]int

func (seen tally) expect(t *testing.T, least map[string]int) {
	t.Helper()
	for what, n := range least {
		if seen[what] < n {
			t.Errorf("%s: %d, want at least %d", what, seen[what], n)
		}
	}
}

// TestOddParts counts the small things about proceedings that a reader of exports has to live with.
func TestOddParts(t *testing.T) {
	seen := make(tally)
	served := make(map[string][]Day) // by proceeding
	for _, p := range parts(sampleWorld()) {
		if p.p.Type == "MH" && p.first["hearing_day_start"] != 0 && p.first["reg30_served"] == 0 {
			seen["hearing without a notice"]++
		}
		if day := p.first["reg30_served"]; day != 0 {
			served[p.ProceedingRef] = append(served[p.ProceedingRef], day)
		}
		if report, end := p.first["report_to_aa"], p.first["hearing_completed"]; report != 0 && report < end {
			seen["report before the end"]++
		}
		if p.EndedHow == "concluded" && p.p.Type == "MH" && (p.Finding == "" || p.Finding == "not_recorded") {
			seen["finding not recorded"]++
		}
		seen["ended "+p.EndedHow]++
	}
	for _, days := range served {
		if slices.Min(days) != slices.Max(days) {
			seen["joint with own service dates"]++
		}
	}
	seen.expect(t, map[string]int{
		"hearing without a notice": 3, "report before the end": 1, "finding not recorded": 3, "joint with own service dates": 25, "ended withdrawn": 15,
		"ended discontinued": 10, "ended resigned_closed": 10, "ended returned_to_part4": 1, "ended died": 1, "ended stayed": 1,
	})
}

// TestOddCases counts the same about cases, people and events.
func TestOddCases(t *testing.T) {
	w := sampleWorld()
	seen := make(tally)
	for _, c := range w.Cases {
		if c.ClosedDate != 0 && c.ClosedDate < c.RecordedDate {
			seen["closed before recorded"]++
		}
		if c.AttentionDate == 0 && c.RecordedDate == 0 && c.ComplaintMadeDate == 0 {
			seen["no date of receipt"]++
		}
	}
	for _, s := range w.Subjects {
		seen["status "+s.Status]++
		if s.PersonID == "" {
			seen["no person"]++
		}
	}
	for i, e := range w.Events[1:] {
		before := w.Events[i]
		if e.Code == "reg30_served" && before.Code == e.Code && before.ProceedingRef == e.ProceedingRef && before.SubjectRef == e.SubjectRef {
			seen["served again"]++
		}
		if e.RecordedDate != 0 && e.RecordedDate < e.EventDate {
			seen["entered before it happened"]++
		}
		if e.RecordedDate > e.EventDate+90 {
			seen["entered months later"]++
		}
	}
	seen.expect(t, map[string]int{
		"closed before recorded": 2, "no date of receipt": 1, "status former_officer": 100, "status staff": 50, "no person": 10, "served again": 5,
		"entered before it happened": 5, "entered months later": 5,
	})
}

// TestDelays counts holds, extensions and lost days.
func TestDelays(t *testing.T) {
	w := sampleWorld()
	seen := make(tally)
	for _, h := range w.Holds {
		if seen["hold "+h.Kind]++; h.EndDate == 0 {
			seen["open hold"]++
		}
	}
	due := make(map[pair]Day)
	for _, p := range parts(w) {
		if day := p.first["reg30_served"]; day != 0 {
			due[pair{p.ProceedingRef, p.SubjectRef}] = AddWorkingDays(day, 100)
		}
	}
	for _, x := range w.Extensions {
		limit := due[pair{x.ProceedingRef, x.SubjectRef}]
		switch {
		case x.StandardID != "MIS-HRG-100" || limit == 0:
		case x.DecidedDate <= limit:
			seen["extension in time"]++
		default:
			seen["extension after the fact"]++
		}
	}
	for _, l := range w.Listings {
		if l.ListedDate > w.ExtractDate {
			seen["listed for the future"]++
		}
		seen["lost: "+l.LostReason]++
	}
	for _, v := range w.QAReviews {
		if v.SecondOf != "" {
			seen["second reading"]++
		}
	}
	seen.expect(t, map[string]int{
		"hold sub_judice": 10, "hold coroner_suspension": 10, "hold judicial_review": 3, "open hold": 5, "extension in time": 50,
		"extension after the fact": 10, "listed for the future": 50, "lost: officer_ill": 20, "lost: finished_early": 5, "second reading": 30,
	})
}

// TestDatesAreInOrder: what a load may refuse as an end before a start is never a fault of the history, but for the closures typed wrongly.
func TestDatesAreInOrder(t *testing.T) {
	for n := range Folders {
		w := sampleWorld().Extract(n)
		order := func(what string, first, second Day) {
			if first != 0 && second != 0 && second < first {
				t.Errorf("%s: %s before %s", what, second, first)
			}
		}
		for _, p := range parts(w) {
			order("part "+p.ProceedingRef, p.p.StartedDate, p.CompletedDate)
			order("notice "+p.ProceedingRef, p.p.StartedDate, p.first["reg30_served"])
			order("hearing "+p.ProceedingRef, p.first["reg30_served"], p.first["hearing_day_start"])
			order("accelerated "+p.ProceedingRef, p.first["reg51_served"], p.first["hearing_day_start"])
			order("end "+p.ProceedingRef, p.first["hearing_day_start"], p.first["hearing_completed"])
			order("charge "+p.ProceedingRef, p.first["full_file_to_cps"], p.first["charging_decision"])
			order("conclusion "+p.ProceedingRef, p.first["reported_to_coroner"], p.first["conclusion"])
		}
		for _, c := range w.Cases {
			order("attention "+c.CaseRef, c.IncidentDate, c.AttentionDate)
			order("recorded "+c.CaseRef, c.AttentionDate, c.RecordedDate)
			order("report "+c.CaseRef, c.RecordedDate, c.InvestigationEndDate)
			order("referral "+c.CaseRef, c.RecordedDate, c.ReferredDate)
		}
		made := make(map[string]Day)
		for _, r := range w.Recommendations {
			made[r.RecommendationRef] = r.MadeDate
		}
		for _, a := range w.Responses {
			order("response "+a.RecommendationRef, made[a.RecommendationRef], a.ReceivedDate)
		}
		for _, h := range w.Holds {
			order("hold "+h.CaseRef, h.StartDate, h.EndDate)
		}
		for _, d := range w.Debriefs {
			order("debrief "+d.DebriefRef, d.TriggerDate, d.HeldDate)
		}
		for _, a := range w.Actions {
			order("action "+a.ActionRef, a.RaisedDate, a.DoneDate)
		}
		for _, x := range w.Extensions {
			order("extension "+x.ProceedingRef, x.DecidedDate, x.NewDueDate)
		}
	}
}

// TestExtractsDiffer counts what the second extract puts right.
func TestExtractsDiffer(t *testing.T) {
	w := sampleWorld()
	first, second := w.Extract(0), w.Extract(1)
	seen := make(tally)
	now := make(map[string]ProcSubject)
	for _, ps := range second.ProcSubjects {
		now[key(ps.ProceedingRef, ps.CaseRef, ps.SubjectRef)] = ps
	}
	for _, ps := range first.ProcSubjects {
		after, ok := now[key(ps.ProceedingRef, ps.CaseRef, ps.SubjectRef)]
		switch {
		case !ok:
			seen["part withdrawn"]++
		case ps.CompletedDate == 0 && after.CompletedDate != 0 && after.CompletedDate <= ExtractDates[0]:
			seen["outcome entered late"]++
		case ps.Finding != "" && ps.Finding != after.Finding:
			seen["finding put right"]++
		}
	}
	seen["case withdrawn"] = gone(first.Cases, second.Cases, func(c Case) string { return c.CaseRef })
	seen["listing moved"] = gone(first.Listings, second.Listings, func(l Listing) string { return key(l.ProceedingRef, l.ListedDate.String(), l.Kind) })
	seen["event moved"] = gone(first.Events, second.Events, func(e Event) string {
		return key(e.CaseRef, e.SubjectRef, e.ProceedingRef, e.Code, e.EventDate.String())
	})
	seen["recommendation withdrawn"] = gone(first.Recommendations, second.Recommendations, func(r Recommendation) string { return r.RecommendationRef })
	seen["response coded again"] = changed(first.Responses, second.Responses, func(a Response) string { return a.RecommendationRef },
		func(a, b Response) bool { return a.Response == "accepted" && b.Response == "accepted_in_part" })
	seen["ethnicity filled in"] = changed(first.Subjects, second.Subjects, func(s Subject) string { return key(s.CaseRef, s.SubjectRef) },
		func(a, b Subject) bool { return a.Ethnicity == "" && b.Ethnicity != "" })
	seen.expect(t, map[string]int{
		"outcome entered late": 8, "finding put right": 3, "case withdrawn": 3, "listing moved": 3, "event moved": 4, "recommendation withdrawn": 1,
		"response coded again": 2, "ethnicity filled in": 15,
	})
}

// gone counts the records of the first list whose key the second does not have.
func gone[T any](first, second []T, key func(T) string) int {
	has := set(second, key)
	return len(where(first, func(one T) bool { return !has[key(one)] }))
}

// changed counts the pairs of records of the same key that differ in the given way.
func changed[T any](first, second []T, key func(T) string, differ func(a, b T) bool) int {
	then, n := make(map[string]T), 0
	for _, one := range first {
		then[key(one)] = one
	}
	for _, one := range second {
		if before, ok := then[key(one)]; ok && differ(before, one) {
			n++
		}
	}
	return n
}
