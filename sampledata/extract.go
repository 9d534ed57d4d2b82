package sampledata

// An extract is the history cut at a day: records not yet entered are missing, values not yet entered are blank, values later put right are still
// wrong, records later withdrawn are still there, and nothing but a plan lies ahead.

// ExtractDates are the dates that the two sets of exports speak for.
var ExtractDates = [2]Day{Date(2026, 3, 31), Date(2026, 6, 30)}

// Build returns the whole history up to the last extract date, as finally known.
func Build(seed uint64) *World {
	story := newStory(seed)
	w := story.cut(ExtractDates[1])
	w.story = story
	return w
}

// Extract returns what the exports of extract n say: 0 or 1. Both are full snapshots.
func (w *World) Extract(n int) *World { return w.story.cut(ExtractDates[n]) }

// record is a pointer to a record of the world.
type record[T any] interface {
	*T
	traced() *trace
}

// keep returns the records that an extract of a day has. blank empties the values that it does not have yet, and says whether the record stays.
func keep[T any, P record[T]](all []T, day Day, blank func(P) bool) []T {
	var kept []T
	for _, one := range all {
		t := P(&one).traced()
		if t.known > day || t.withdrawn != 0 && t.withdrawn <= day || !blank(&one) {
			continue
		}
		*t = trace{}
		kept = append(kept, one)
	}
	return kept
}

// until empties a date that lies after the day.
func until(date *Day, day Day) {
	if *date > day {
		*date = 0
	}
}

// cut returns the extract of a day, sorted and without the records whose case or proceeding it does not have.
func (w *World) cut(day Day) *World {
	c := &World{Seed: w.Seed, ExtractDate: day}
	c.cutCases(w, day)
	c.cutProceedings(w, day)
	c.cutLearning(w, day)
	c.cutCaseWork(w, day)
	c.Headcounts = keep(w.Headcounts, day, func(h *Headcount) bool { return h.AsAtDate <= day })
	c.prune()
	c.deriveEvents()
	c.sort()
	return c
}

func (w *World) cutCases(from *World, day Day) {
	w.Cases = keep(from.Cases, day, func(c *Case) bool {
		if c.was != nil && c.fixed > day {
			*c = *c.was
		}
		if c.closedKnown > day {
			c.ClosedDate = 0
		}
		until(&c.ReferredDate, day)
		until(&c.InvestigationEndDate, day)
		until(&c.ClosedDate, day)
		c.Status = "open"
		if c.ClosedDate != 0 {
			c.Status = "closed"
		}
		c.closedKnown, c.was, c.fixed = 0, nil, 0
		return true
	})
	w.Subjects = keep(from.Subjects, day, func(s *Subject) bool {
		if s.was != nil && s.fixed > day {
			*s = *s.was
		}
		s.was, s.fixed = nil, 0
		return true
	})
	w.Allegations = keep(from.Allegations, day, func(a *Allegation) bool {
		if a.FindingDate > day {
			a.FindingScheme, a.Finding, a.FindingDate = "", "", 0
		}
		return true
	})
	w.Decisions = keep(from.Decisions, day, func(d *Decision) bool { return d.DecidedDate <= day })
}

func (w *World) cutProceedings(from *World, day Day) {
	w.Proceedings = keep(from.Proceedings, day, func(p *Proceeding) bool { return p.StartedDate <= day })
	w.ProcSubjects = keep(from.ProcSubjects, day, func(ps *ProcSubject) bool {
		if ps.was != nil && ps.fixed > day {
			*ps = *ps.was
		}
		if ps.CompletedDate > day || ps.endedKnown > day {
			ps.CompletedDate = 0
			ps.EndedHow, ps.Finding, ps.Sanction, ps.Result, ps.Sentence, ps.Conclusion = "", "", "", "", "", ""
		}
		ps.endedKnown, ps.was, ps.fixed = 0, nil, 0
		return true
	})
	w.Events = keep(from.Events, day, func(e *Event) bool { return e.EventDate <= day })
	w.Holds = keep(from.Holds, day, func(h *Hold) bool { until(&h.EndDate, day); return h.StartDate <= day })
	w.Extensions = keep(from.Extensions, day, func(x *Extension) bool { return x.DecidedDate <= day })
	w.Listings = keep(from.Listings, day, func(l *Listing) bool {
		if l.ListedDate > day {
			l.Used, l.LostReason = "", ""
		}
		return true
	})
	w.Attendances = keep(from.Attendances, day, func(a *Attendance) bool { return a.ListedDate <= day })
}

func (w *World) cutLearning(from *World, day Day) {
	w.Recommendations = keep(from.Recommendations, day, func(r *Recommendation) bool {
		if r.extendedKnown > day {
			r.ExtendedDueDate = 0
		}
		r.extendedKnown = 0
		return r.MadeDate <= day
	})
	w.Responses = keep(from.Responses, day, func(a *Response) bool {
		if a.was != nil && a.fixed > day {
			*a = *a.was
		}
		if a.ReceivedDate > day {
			a.ReceivedDate, a.Response = 0, "awaiting"
		}
		a.was, a.fixed = nil, 0
		last := a.RecommendationRef[len(a.RecommendationRef)-1]
		return a.Response != "awaiting" || last%2 == 0 // the clerk writes "awaiting" on some rows and nothing on the others
	})
	w.Debriefs = keep(from.Debriefs, day, func(d *Debrief) bool { until(&d.HeldDate, day); return d.TriggerDate <= day })
	w.DebriefThemes = keep(from.DebriefThemes, day, func(*DebriefTheme) bool { return true })
	w.Actions = keep(from.Actions, day, func(a *Action) bool { until(&a.DoneDate, day); return a.RaisedDate <= day })
	w.QAReviews = keep(from.QAReviews, day, func(v *QAReview) bool { return v.ReviewedDate <= day })
	w.QAItems = keep(from.QAItems, day, func(*QAItem) bool { return true })
}

func (w *World) cutCaseWork(from *World, day Day) {
	w.DisclosureBatches = keep(from.DisclosureBatches, day, func(b *DisclosureBatch) bool {
		until(&b.ServedDate, day)
		if until(&b.ReturnedDate, day); b.ReturnedDate == 0 {
			b.ReturnReason = ""
		}
		return true
	})
	w.ExhibitAudits = keep(from.ExhibitAudits, day, func(a *ExhibitAudit) bool {
		if until(&a.DoneDate, day); a.DoneDate == 0 {
			a.Discrepancies = NotCounted
		}
		return true
	})
	w.ContactUpdates = keep(from.ContactUpdates, day, func(u *ContactUpdate) bool { return u.ContactDate <= day })
	w.Instructions = keep(from.Instructions, day, func(i *Instruction) bool { until(&i.AdviceDate, day); return i.InstructedDate <= day })
	w.CaseReviews = keep(from.CaseReviews, day, func(v *CaseReview) bool {
		if until(&v.DoneDate, day); v.DoneDate == 0 {
			v.Risk = ""
		}
		return true
	})
	w.Restrictions = keep(from.Restrictions, day, func(x *Restriction) bool { return x.FromDate <= day })
	w.Costs = keep(from.Costs, day, func(c *Cost) bool { return c.IncurredDate <= day })
}
