package sampledata

import (
	"sort"
	"time"
)

// States of a clock.
const (
	stateMet           = "met"
	stateMetExtended   = "met_within_extension"
	stateMetLate       = "met_late"
	stateNotDue        = "open_not_due"
	stateInExtension   = "open_in_extension"
	stateOverdue       = "open_overdue"
	stateNotApplicable = "not_applicable"
	stateNoStart       = "start_not_recorded"
	stateReversed      = "end_before_start"
	stateOutside       = "outside_calendar"
	stateExplained     = "explained"        // past its date, and explained in writing
	stateMissed        = "missed"           // what it ran on ended without it, after the date then due
	stateEndUndated    = "end_not_recorded" // it must have ended, on a day that nobody recorded
)

// truthClock is one limit running on one thing.
type truthClock struct {
	limit                                                          *limit
	caseRef, subjectRef, proceedingRef, ref, force                 string
	start, earliest, due, extended, end, endedOtherwise, concluded Day
	stopped, explained                                             Day
	undated                                                        bool
	state                                                          string
}

// anchor is a thing that limits attach to, with the days of its milestones.
type anchor struct {
	on, kind                                       string
	caseRef, subjectRef, proceedingRef, ref, force string
	days                                           map[string][]Day
	endedOtherwise, concluded                      Day
	cameIn, notice                                 Day // what decides under which law the matter falls
	extendedTo                                     Day // a recommendation's own extended date
	sanction                                       string
	prehearing                                     bool // a pre-hearing was listed
	undated                                        bool // a recommendation answered, or an investigation over, on a day that nobody recorded
}

// runClocks makes every clock and works out its state.
func (t *truth) runClocks() {
	for _, p := range t.parts {
		t.runOn(t.partAnchor(p))
	}
	for _, c := range t.Cases {
		if c.Territory == "EW" {
			t.runOn(t.caseAnchor(c))
		}
	}
	for _, r := range t.Recommendations {
		if r.Territory == "EW" {
			t.runOn(t.recommendationAnchor(r))
		}
	}
	for _, d := range t.Debriefs {
		t.runOn(anchor{on: onDebrief, caseRef: d.CaseRef, proceedingRef: d.ProceedingRef, ref: d.DebriefRef, force: d.Force,
			days: map[string][]Day{"debrief_triggered": {d.TriggerDate}, "debrief_held": {d.HeldDate}}})
	}
}

func (t *truth) partAnchor(p *truthPart) anchor {
	a := anchor{on: onPart, kind: p.kind, caseRef: p.CaseRef, subjectRef: p.SubjectRef, proceedingRef: p.ProceedingRef, force: p.force, days: p.days, sanction: p.Sanction}
	if p.EndedHow == "" || p.EndedHow == "concluded" {
		a.concluded = p.CompletedDate
	} else {
		a.endedOtherwise = p.CompletedDate
	}
	if p.EndedHow == "returned_to_part4" {
		a.days = map[string][]Day{p.EndedHow: append([]Day{p.CompletedDate}, p.days[p.EndedHow]...)}
		for code, days := range p.days {
			if code != p.EndedHow {
				a.days[code] = days
			}
		}
	}
	a.prehearing = t.prehearingListed(p, a.endedOtherwise)
	a.notice = earliestDay(append(p.days["reg30_served"], p.days["reg51_served"]...)...)
	a.cameIn = t.cameIn(p.CaseRef)
	for _, day := range []Day{a.notice, p.started, t.asOf} {
		if a.cameIn == 0 {
			a.cameIn = day
		}
	}
	return a
}

// prehearingListed says whether events or the list of hearings have a pre-hearing of a subject who had not left by its day.
func (t *truth) prehearingListed(p *truthPart, left Day) bool {
	if len(p.days["prehearing_listed"]) > 0 {
		return true
	}
	for _, l := range t.Listings {
		if l.ProceedingRef != p.ProceedingRef || l.Kind != "prehearing" {
			continue
		}
		if theirs, named := t.preHearingOf(&p.ProcSubject, l.ListedDate); named || theirs && (left == 0 || l.ListedDate <= left) {
			return true
		}
	}
	return false
}

// cameIn is the day that a complaint was made, or any other matter came to attention.
func (t *truth) cameIn(caseRef string) Day {
	c, ok := t.cases[caseRef]
	switch {
	case ok && c.MatterType == "complaint" && c.ComplaintMadeDate != 0:
		return c.ComplaintMadeDate
	case ok && c.AttentionDate != 0:
		return c.AttentionDate
	}
	var noted []Day
	for _, e := range t.events[caseRef] {
		if oneOf(e.Code, "came_to_attention", "complaint_made") {
			noted = append(noted, e.EventDate)
		}
	}
	if first := earliestDay(noted...); first != 0 || !ok {
		return first
	}
	return c.ComplaintMadeDate
}

// under says whether a matter falls under a law.
func (a *anchor) under(l law) bool {
	switch l {
	case law2012:
		return a.cameIn < conduct2020
	case law2020:
		return a.cameIn >= conduct2020
	case law2024:
		return a.cameIn >= conduct2020 && a.notice >= objections2024 || a.cameIn >= Date(2025, time.May, 28)
	}
	return true
}

// caseAnchor puts a case's own dates beside its events. A complaint's period starts when the complaint was made, whatever events say; any other's
// when the matter came to attention. A case closed without a report has ended otherwise.
func (t *truth) caseAnchor(c Case) anchor {
	days := milestoneDays(t.events[c.CaseRef], func(Event) bool { return true })
	days["came_to_attention"] = append(days["came_to_attention"], c.AttentionDate)
	if c.MatterType == "complaint" && c.ComplaintMadeDate != 0 {
		days["came_to_attention"] = []Day{c.ComplaintMadeDate}
	}
	days["report_submitted"] = append(days["report_submitted"], c.InvestigationEndDate)
	// Misconduct proceedings follow an investigation: it is over, whether its end was recorded or not.
	over := false
	for _, p := range t.parts {
		over = over || p.CaseRef == c.CaseRef && p.jurisdiction == "misconduct"
	}
	return anchor{on: onCase, caseRef: c.CaseRef, force: c.Force, days: days, endedOtherwise: c.ClosedDate, undated: over}
}

func (t *truth) recommendationAnchor(r Recommendation) anchor {
	answer := t.responses[r.RecommendationRef]
	undated := answer.ReceivedDate == 0 && oneOf(answer.Response, "accepted", "accepted_in_part", "not_accepted", "superseded")
	return anchor{undated: undated, on: onRecommendation, kind: r.LegalBasis, caseRef: r.CaseRef, ref: r.RecommendationRef, force: r.Force, extendedTo: r.ExtendedDueDate,
		days: map[string][]Day{
			"pfd_sent": {r.MadeDate}, "recommendation_made": {r.MadeDate}, "response_received": {answer.ReceivedDate},
		}}
}

// runOn makes the clocks of one thing.
func (t *truth) runOn(a anchor) {
	for i := range limits {
		l := &limits[i]
		if !l.appliesTo(a.on, a.kind) || !a.under(l.law) || l.id == "MIS-BAR" && !dismissed(a.sanction) || l.id == "MIS-PREHRG" && !a.prehearing {
			continue
		}
		starts := t.startsOf(a, l)
		for n, start := range starts {
			next := Day(0)
			if n+1 < len(starts) {
				next = starts[n+1]
			}
			switch c, ok := t.clockOf(a, l, start, next); {
			case !ok:
			case l.unkept() && !oneOf(c.state, stateNotDue, stateInExtension):
				t.unjudged = append(t.unjudged, c)
			default:
				t.clocks = append(t.clocks, c)
				t.furtherPeriods(a, c)
			}
		}
	}
}

// startsOf are the days on which a limit began on a thing: the first start, and each later day on which it began anew. Where no start is recorded it is one
// that is not known, unless the limit is only for those that have its start.
func (t *truth) startsOf(a anchor, l *limit) []Day {
	first := earliestDay(a.days[l.start]...)
	if first == 0 && l.again == l.start && l.again != "" {
		return nil
	}
	starts := []Day{first}
	if first == 0 || l.again == "" {
		return starts
	}
	again := append([]Day(nil), a.days[l.again]...)
	sort.Slice(again, func(i, j int) bool { return again[i] < again[j] })
	for _, d := range again {
		if d > starts[len(starts)-1] && l.within(d) {
			starts = append(starts, d)
		}
	}
	return starts
}

// clockOf makes the clock of a limit on a thing from a start to the next. There is none where nothing is recorded, nor where another span of the limit's validity counts: the
// one that the start falls in (the end, where no start is recorded).
func (t *truth) clockOf(a anchor, l *limit, start, next Day) (truthClock, bool) {
	c := t.newClock(a, l)
	c.start = start
	ends := a.days[l.end]
	if next != 0 {
		ends = before(ends, next)
	}
	c.end = endOf(ends, c.start, l.rule)
	by := c.start
	if by == 0 && l.rule != "BEFORE" {
		by = c.end
	}
	if by == 0 || !l.within(by) {
		return c, false
	}
	if c.start != 0 {
		c.earliest, c.due = dueBy(l.rule, c.start, l.n, l.most)
		if l.rolls() && c.due != 0 {
			c.due = workdayFrom(c.due)
		}
		c.stop(a, l, next)
	}
	c.extended = t.extension(&c, a.extendedTo)
	c.explain(a, c.start, c.due)
	c.state = c.stateAt(t.asOf)
	return c, true
}

func (t *truth) newClock(a anchor, l *limit) truthClock {
	return truthClock{limit: l, caseRef: a.caseRef, subjectRef: a.subjectRef, proceedingRef: a.proceedingRef, ref: a.ref, force: a.force,
		endedOtherwise: a.endedOtherwise, concluded: a.concluded, undated: a.undated}
}

// stop ends a clock at the first event that stops it, or at its next start, unless its end came first.
func (c *truthClock) stop(a anchor, l *limit, next Day) {
	for _, code := range l.stops {
		for _, d := range a.days[code] {
			if d >= c.start && (next == 0 || d < next) {
				next = d
			}
		}
	}
	if next == 0 || c.end != 0 && c.end <= next {
		return
	}
	c.stopped, c.end = next, 0
}

// explain notes the first written explanation between two days and not after the end, both included.
func (c *truthClock) explain(a anchor, from, due Day) {
	if c.limit.instead == "" || due == 0 {
		return
	}
	last := dueMonthsFrom(due+1, 6)
	if c.end != 0 {
		last = min(last, c.end)
	}
	for _, d := range a.days[c.limit.instead] {
		if d >= from && d <= last && (c.explained == 0 || d < c.explained) {
			c.explained = d
		}
	}
}

// furtherPeriods makes the clocks of the further six months, one after the other, that begin where the twelve ended, until the investigation was over.
func (t *truth) furtherPeriods(a anchor, first truthClock) {
	if first.limit.id != "MIS-12M" || first.due == 0 || first.end == 0 && a.undated || first.end != 0 && first.end < first.start {
		return
	}
	over := t.asOf
	for _, d := range []Day{first.end, first.endedOtherwise, first.stopped} {
		if d != 0 {
			over = min(over, d)
		}
	}
	for i := range limits {
		l := &limits[i]
		if l.on != onFirstYear {
			continue
		}
		for start := first.due; start < over; {
			c := t.newClock(a, l)
			c.start, c.end, c.stopped = start, first.end, first.stopped
			c.due = dueMonthsFrom(start+1, l.n)
			c.extended = t.extension(&c, 0)
			c.explain(a, c.due+1, c.due)
			c.state = c.stateAt(t.asOf)
			t.clocks = append(t.clocks, c)
			start = c.due
		}
	}
}

// before keeps the days before one.
func before(days []Day, limit Day) []Day {
	var kept []Day
	for _, d := range days {
		if d < limit {
			kept = append(kept, d)
		}
	}
	return kept
}

// endOf picks the end that goes with a start: the first on or after it, or, where all lie before it, the first. Running back from a hearing it is the
// first there is.
func endOf(ends []Day, start Day, rule string) Day {
	if rule == "BEFORE" {
		return earliestDay(ends...)
	}
	var after []Day
	for _, d := range ends {
		if d >= start {
			after = append(after, d)
		}
	}
	if first := earliestDay(after...); first != 0 {
		return first
	}
	return earliestDay(ends...)
}

// extension returns the day to which a clock was extended in time, 0 if it was not.
func (t *truth) extension(c *truthClock, own Day) Day {
	if c.due == 0 {
		return 0
	}
	if c.limit.on == onRecommendation {
		if own > c.due {
			return own
		}
		return 0
	}
	var decisions []Extension
	for _, x := range t.Extensions {
		if x.StandardID == c.limit.id && x.CaseRef == c.caseRef && x.ProceedingRef == c.proceedingRef && about(x.SubjectRef, c.subjectRef) {
			decisions = append(decisions, x)
		}
	}
	if due := extendInTime(c.due, decisions); due > c.due {
		return due
	}
	return 0
}

// extendInTime moves a due date by decisions in their order, each made on or before the date then due.
func extendInTime(due Day, decisions []Extension) Day {
	sort.SliceStable(decisions, func(i, j int) bool {
		a, b := decisions[i], decisions[j]
		if a.DecidedDate != b.DecidedDate {
			return a.DecidedDate < b.DecidedDate
		}
		return a.NewDueDate < b.NewDueDate
	})
	for _, x := range decisions {
		if x.DecidedDate != 0 && x.DecidedDate <= due && x.NewDueDate > due {
			due = x.NewDueDate
		}
	}
	return due
}

// lastDay is the date now due.
func (c *truthClock) lastDay() Day { return max(c.due, c.extended) }

// stateAt works out the state of a clock.
func (c *truthClock) stateAt(asOf Day) string {
	switch {
	case c.start == 0:
		return stateNoStart
	case c.end != 0 && c.end < c.start && c.limit.rule != "BEFORE":
		return stateReversed
	case c.due == 0:
		return stateOutside
	case c.explained != 0 && c.due <= asOf && (c.end == 0 || c.end > c.due):
		return stateExplained
	case c.end != 0:
		return c.stateOfEnd()
	case c.limit.rule == "BEFORE":
		return stateMissed
	case c.stopped != 0 && c.stopped <= c.lastDay():
		return stateNotApplicable
	case c.undated && (c.limit.on == onRecommendation || c.limit.end == "report_submitted") || c.concluded > c.start && c.limit.part() == held:
		return stateEndUndated
	case c.concluded > c.start && c.limit.part() == beforeEnd:
		if c.concluded <= c.lastDay() {
			return stateNotApplicable
		}
		return stateMissed
	case c.endedOtherwise != 0 && c.endedOtherwise <= c.lastDay():
		return stateNotApplicable
	case c.stopped != 0:
		return stateMissed
	case c.endedOtherwise != 0 && c.limit.end == "report_submitted":
		return stateEndUndated
	case c.endedOtherwise != 0:
		return stateMissed
	case asOf < c.due:
		return stateNotDue
	case asOf <= c.extended:
		return stateInExtension
	}
	return stateOverdue
}

// Parts of a proceeding: what has to be done before it ends, the hearing (trial, inquest) itself, without which it cannot be concluded, and what follows the end.
const (
	beforeEnd = iota
	held
	afterEnd
)

func (l *limit) part() int {
	switch {
	case oneOf(l.end, "hearing_day_start", "trial_start", "inquest_start", "conclusion"):
		return held
	case oneOf(l.start, "hearing_completed", "outcome_imposed", "report_to_aa", "officer_notified", "appeal_determined"):
		return afterEnd
	}
	return beforeEnd
}

// stateOfEnd says how a clock ended: an end before its window opens counts with the late.
func (c *truthClock) stateOfEnd() string {
	switch {
	case c.end < c.earliest:
		return stateMetLate
	case c.end <= c.due:
		return stateMet
	case c.end <= c.extended:
		return stateMetExtended
	}
	return stateMetLate
}
