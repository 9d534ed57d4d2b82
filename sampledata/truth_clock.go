package sampledata

import "sort"

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
	stateMissed        = "missed"           // what it ran on ended without it, after the date then due
	stateEndUndated    = "end_not_recorded" // it must have ended, on a day that nobody recorded
)

// truthClock is one limit running on one thing.
type truthClock struct {
	limit                                                          *limit
	caseRef, subjectRef, proceedingRef, ref, force                 string
	start, earliest, due, extended, end, endedOtherwise, concluded Day
	undated                                                        bool
	state                                                          string
}

// anchor is a thing that limits attach to, with the days of its milestones.
type anchor struct {
	on, kind                                       string
	caseRef, subjectRef, proceedingRef, ref, force string
	days                                           map[string][]Day
	endedOtherwise, concluded                      Day
	extendedTo                                     Day  // a recommendation's own extended date
	undated                                        bool // a recommendation answered on a day that nobody recorded
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
	a := anchor{on: onPart, kind: p.kind, caseRef: p.CaseRef, subjectRef: p.SubjectRef, proceedingRef: p.ProceedingRef, force: p.force, days: p.days}
	if p.EndedHow == "" || p.EndedHow == "concluded" {
		a.concluded = p.CompletedDate
	} else {
		a.endedOtherwise = p.CompletedDate
	}
	return a
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
	return anchor{on: onCase, caseRef: c.CaseRef, force: c.Force, days: days, endedOtherwise: c.ClosedDate}
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
		if l := &limits[i]; l.appliesTo(a.on, a.kind) {
			if c, ok := t.clockOf(a, l); ok {
				t.clocks = append(t.clocks, c)
			}
		}
	}
}

// clockOf makes the clock of a limit on a thing. There is none where nothing is recorded, nor where another span of the limit's validity counts: the
// one that the start falls in (the end, where no start is recorded).
func (t *truth) clockOf(a anchor, l *limit) (truthClock, bool) {
	c := truthClock{limit: l, caseRef: a.caseRef, subjectRef: a.subjectRef, proceedingRef: a.proceedingRef, ref: a.ref, force: a.force,
		endedOtherwise: a.endedOtherwise, concluded: a.concluded, undated: a.undated}
	c.start = earliestDay(a.days[l.start]...)
	c.end = endOf(a.days[l.end], c.start, l.rule)
	by := c.start
	if by == 0 && l.rule != "BEFORE" {
		by = c.end
	}
	if by == 0 || !l.within(by) {
		return c, false
	}
	if c.start != 0 {
		c.earliest, c.due = dueBy(l.rule, c.start, l.n, l.most)
	}
	c.extended = t.extension(&c, a.extendedTo)
	c.state = c.stateAt(t.asOf)
	return c, true
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
	case c.end != 0:
		return c.stateOfEnd()
	case c.limit.rule == "BEFORE":
		return stateMissed
	case c.undated || c.concluded > c.start:
		return stateEndUndated
	case c.endedOtherwise != 0 && c.endedOtherwise <= c.lastDay():
		return stateNotApplicable
	case c.endedOtherwise != 0 && c.limit.on == onCase:
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
