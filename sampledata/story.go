package sampledata

import (
	"fmt"
	"time"
)

// story is the history as it is being told: cases are kept by pointer because what happens in their proceedings decides when they close.
type story struct {
	World
	cases   []*Case
	people  [][]person
	persons int
	numbers map[string]int // the last number given out under each prefix
	ended   map[string]Day // by case: the last day on which any of its proceedings ended
	open    map[string]bool
}

// The history begins with the Conduct Regulations of 2020 and is told a while past the last extract, so that open work has a future to be planned.
var (
	storyStart = Date(2020, time.February, 3)
	storyEnd   = Date(2026, time.July, 31)
)

// newStory tells the whole history.
func newStory(seed uint64) *World {
	s := &story{
		people:  make([][]person, len(Forces)),
		numbers: make(map[string]int),
		ended:   make(map[string]Day),
		open:    make(map[string]bool),
	}
	s.Seed = seed
	s.tellHearings()
	s.tellMeetings()
	s.tellAccelerated()
	s.tellStaff()
	s.tellCriminal()
	s.tellInquests()
	s.tellOtherCases()
	s.closeCases()
	s.tellCaseWork()
	s.tellLearning()
	s.tellQuality()
	s.tellHeadcounts()
	s.plantNames()
	for _, c := range s.cases {
		s.Cases = append(s.Cases, *c)
	}
	s.plantRevisions()
	s.tellAfter()
	s.tellSteps()
	s.tellReplacements()
	return &s.World
}

// year is a number of matters that begin in the financial year starting in April of start.
type year struct{ start, matters int }

// openings spreads the beginnings of matters over the financial years, in order, on working days.
func openings(r *rng, years []year) []Day {
	var days []Day
	for _, y := range years {
		first, last := Date(y.start, time.April, 1), Date(y.start+1, time.March, 31)
		first, last = max(first, storyStart+150), min(last, storyEnd-31)
		span := int(last - first)
		for i := range y.matters {
			days = append(days, workdayFrom(first+Day(span*i/y.matters+r.below(span/y.matters+1))))
		}
	}
	return days
}

// horizon stands for every day so late that no extract can tell it from another; plans end there.
var horizon = Date(2028, time.January, 31)

// workdayFrom returns the day itself or the next working day, and no day after the horizon.
func workdayFrom(d Day) Day {
	if d > horizon {
		return horizon
	}
	for !IsWorkingDay(d) {
		d++
	}
	return d
}

// number gives out the next reference under a prefix, such as GRH-MH-0042.
func (s *story) number(prefix string) string {
	s.numbers[prefix]++
	return fmt.Sprintf("%s-%04d", prefix, s.numbers[prefix])
}

// caseRef gives out the next reference of a force in a calendar year, such as GRH/00042/24.
func (s *story) caseRef(force int, day Day) string {
	key := fmt.Sprintf("%s/%02d", Forces[force].Prefix, day.Year()%100)
	s.numbers[key]++
	return fmt.Sprintf("%s/%05d/%02d", Forces[force].Prefix, s.numbers[key], day.Year()%100)
}

// opening says how a case begins.
type opening struct {
	force     int
	matter    string
	mode      string
	attention Day
	reported  Day // the end of the investigation; zero while it runs
}

// openCase begins a case.
func (s *story) openCase(r *rng, o opening) *Case {
	recorded := workdayFrom(o.attention + Day(r.spread(0, 1, 2, 4, 21)))
	if o.reported != 0 {
		recorded = min(recorded, o.reported)
	}
	force := Forces[o.force]
	c := &Case{
		CaseRef:              s.caseRef(o.force, recorded),
		Territory:            "EW",
		Force:                force.Name,
		Region:               force.Region,
		MatterType:           o.matter,
		Mode:                 o.mode,
		Category:             pick(r, categories[o.matter]),
		Severity:             r.draw(priorities),
		IncidentDate:         o.attention - Day(r.spread(0, 3, 14, 60, 900)),
		AttentionDate:        o.attention,
		RecordedDate:         recorded,
		InvestigationEndDate: o.reported,
	}
	if o.matter == "complaint" {
		c.ComplaintMadeDate = o.attention - Day(r.spread(0, 0, 1, 3, 12))
		c.Complainant = inventedName(r)
		c.IncidentDate = min(c.IncidentDate, c.ComplaintMadeDate)
	}
	if o.mode != "local" {
		c.ReferredDate = recorded + Day(r.spread(0, 1, 1, 3, 14))
		if o.reported != 0 {
			c.ReferredDate = min(c.ReferredDate, o.reported)
		}
	}
	c.known = recorded
	s.forget(r, o.force, c)
	c.Summary = summary(r, c)
	s.cases = append(s.cases, c)
	return c
}

// forget leaves dates of the case unrecorded, in one force more often than in the others.
func (s *story) forget(r *rng, force int, c *Case) {
	missing := 3
	if force == sparseForce {
		missing = 12
	}
	if r.chance(missing) {
		c.AttentionDate = 0
	}
	if r.below(1000) < 2 {
		c.AttentionDate, c.ComplaintMadeDate, c.RecordedDate = 0, 0, 0
	}
	if r.chance(2) {
		c.IncidentDate = 0
	}
}

// accuse adds a subject with allegations to the case. The level is the final decision on the leading allegation; decided is zero while undecided.
func (s *story) accuse(r *rng, c *Case, p person, level string, decided Day, proceeding string) Subject {
	ref := fmt.Sprint(s.count("subject " + c.CaseRef))
	sub := Subject{
		CaseRef: c.CaseRef, SubjectRef: ref, PersonID: p.id, Status: p.status, RankBand: p.rankBand, Sex: p.sex, Ethnicity: p.ethnicity,
		AgeBand: p.ageBand, Name: p.name, trace: trace{known: c.known},
	}
	s.Subjects = append(s.Subjects, sub)
	for n := range r.spread(1, 1, 2, 3, 6) {
		s.allege(r, c, sub, n, level, decided, proceeding)
	}
	return sub
}

func (s *story) count(key string) int {
	s.numbers[key]++
	return s.numbers[key]
}

// allege adds one allegation and its decision. Every case to answer of one subject is at one level; lesser allegations have no case to answer.
func (s *story) allege(r *rng, c *Case, sub Subject, n int, level string, decided Day, proceeding string) {
	a := Allegation{
		CaseRef: c.CaseRef, SubjectRef: sub.SubjectRef, AllegationRef: fmt.Sprint(n + 1), ProceedingRef: proceeding,
		Scheme: "allegation_2020", Code: r.draw(allegationCodes), Standard: r.draw(professionalStandards), Severity: r.draw(indications[level]),
		trace: trace{known: c.known},
	}
	if c.MatterType != "complaint" {
		a.Scheme, a.Code = "allegation_ho_conduct", r.draw(conductCodes)
	}
	if n > 0 && r.chance(30) {
		level, a.ProceedingRef = "no_case_to_answer", ""
	}
	if r.chance(6) {
		a.Severity = ""
	}
	if decided != 0 && level != "" {
		s.decide(r, c, a, level, decided)
	}
	s.Allegations = append(s.Allegations, a)
}

// decide adds the final decision and, in an independent investigation, the provisional view before it.
func (s *story) decide(r *rng, c *Case, a Allegation, level string, decided Day) {
	d := Decision{
		CaseRef: a.CaseRef, SubjectRef: a.SubjectRef, AllegationRef: a.AllegationRef, DecidedDate: decided, Level: level, Decider: "aa", IsFinal: Yes,
		trace: trace{known: decided + Day(r.spread(0, 1, 3, 7, 30))},
	}
	if c.Mode == "independent" {
		d.Decider = "dg"
		provisional := d
		provisional.DecidedDate = max(decided-Day(r.spread(14, 25, 31, 45, 80)), c.InvestigationEndDate)
		provisional.IsFinal = No
		provisional.known = provisional.DecidedDate
		if level == "case_to_answer_misconduct" && r.chance(15) {
			provisional.Level = "case_to_answer_gross_misconduct"
		}
		if provisional.DecidedDate < decided {
			s.Decisions = append(s.Decisions, provisional)
		}
	}
	s.Decisions = append(s.Decisions, d)
}

// event adds a milestone with the day on which it was entered: lag is the quantiles of the days between, nil for "entry day not recorded".
func (s *story) event(r *rng, ps ProcSubject, code string, day Day, lag []int) {
	if day == 0 {
		return
	}
	e := Event{CaseRef: ps.CaseRef, SubjectRef: ps.SubjectRef, ProceedingRef: ps.ProceedingRef, Code: code, EventDate: day}
	if lag != nil {
		e.RecordedDate = day + Day(r.spread(lag...))
		e.known = max(day, e.RecordedDate)
	} else {
		e.known = day + Day(r.spread(0, 0, 0, 1, 1, 2, 4, 7, 20))
	}
	s.Events = append(s.Events, e)
}

// entered adds the milestone that a register's row begins with: it was entered when the row was.
func (s *story) entered(ps ProcSubject, code string, day Day) {
	s.Events = append(s.Events, Event{CaseRef: ps.CaseRef, SubjectRef: ps.SubjectRef, ProceedingRef: ps.ProceedingRef, Code: code, EventDate: day,
		RecordedDate: ps.known, trace: trace{known: ps.known}})
}

// Lags between a milestone and its entry, in days, as evenly spaced quantiles.
var (
	promptLag = []int{0, 0, 0, 1, 1, 2, 3, 5, 9, 25}
	slowLag   = []int{0, 1, 2, 5, 9, 20, 45, 130}
	oddLag    = []int{-6, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7, 9, 12, 20, 40, 110}
)

// finish adds a subject's part in a proceeding and remembers when the case was last busy.
func (s *story) finish(ps ProcSubject) {
	if ps.CompletedDate == 0 {
		s.open[ps.CaseRef] = true
	}
	s.ended[ps.CaseRef] = max(s.ended[ps.CaseRef], ps.CompletedDate)
	s.ProcSubjects = append(s.ProcSubjects, ps)
}

// closeCases closes the cases whose proceedings have all ended, a while after the last of them. A few closures were typed wrongly.
func (s *story) closeCases() {
	for i, c := range s.cases {
		r := newRNG(s.Seed, "close", i)
		last := max(s.ended[c.CaseRef], c.InvestigationEndDate)
		if s.open[c.CaseRef] || last == 0 {
			continue
		}
		c.ClosedDate = last + Day(r.spread(3, 10, 24, 60, 200))
		c.closedKnown = c.ClosedDate + Day(r.spread(0, 0, 2, 5, 30))
		if i%420 == 100 && c.RecordedDate > Date(2021, time.June, 1) && c.ClosedDate < ExtractDates[0] {
			c.ClosedDate = c.RecordedDate - Day(r.between(20, 300))
		}
	}
}

// summary writes the free text that a case file carries: names, pounds, accents, curly quotes and line breaks, none of which may travel further.
func summary(r *rng, c *Case) string {
	who := c.Complainant
	if who == "" {
		who = inventedName(r)
	}
	text := pick(r, summaries)
	return fmt.Sprintf(text, who, inventedName(r))
}

var summaries = []string{
	"%s says that officers attended and did not explain what they were doing.\nSeen by %s, who has been asked for a statement.",
	"Report from line manager about conduct off duty at a café; %s is named as a witness.\n\nTel. call with %s – “no further comment”.",
	"Loss of £140 in cash from property store. %s counted the money; %s signed the seal.",
	"Referred by supervisor. %s reviewed body-worn video. See also note by %s (naïve use of the system, not malicious?)",
	"Data check with no policing purpose, found on audit by %s.\nAudit lead: %s.",
	"Family of %s have asked for a single point of contact; %s allocated.",
}
