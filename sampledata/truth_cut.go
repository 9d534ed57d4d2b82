package sampledata

// The cut at asOf: what happened later counts nowhere, though the extract may hold it. Plans stay.

// notAfter gives a date that is not after asOf, else none.
func notAfter(d, asOf Day) Day {
	if d > asOf {
		return 0
	}
	return d
}

// existing returns copies of the records whose day is not after asOf; a record without a day exists.
func existing[T any](all []T, asOf Day, day func(*T) Day) []T {
	kept := make([]T, 0, len(all))
	for i := range all {
		if day(&all[i]) <= asOf {
			kept = append(kept, all[i])
		}
	}
	return kept
}

// blanked returns copies of the records with values that had not come about emptied.
func blanked[T any](all []T, blank func(*T)) []T {
	kept := append([]T(nil), all...)
	for i := range kept {
		blank(&kept[i])
	}
	return kept
}

// asAt returns the world without what happened after asOf.
func (w *World) asAt(asOf Day) World {
	c := *w
	c.story = nil
	c.casesAsAt(asOf)
	c.proceedingsAsAt(asOf)
	c.learningAsAt(asOf)
	c.DisclosureBatches = blanked(w.DisclosureBatches, func(b *DisclosureBatch) {
		b.ServedDate, b.ReturnedDate = notAfter(b.ServedDate, asOf), notAfter(b.ReturnedDate, asOf)
		if b.ReturnedDate == 0 {
			b.ReturnReason = ""
		}
	})
	c.ExhibitAudits = blanked(w.ExhibitAudits, func(a *ExhibitAudit) {
		if a.DoneDate = notAfter(a.DoneDate, asOf); a.DoneDate == 0 {
			a.Discrepancies = NotCounted
		}
	})
	c.CaseReviews = blanked(w.CaseReviews, func(v *CaseReview) {
		if v.DoneDate = notAfter(v.DoneDate, asOf); v.DoneDate == 0 {
			v.Risk = ""
		}
	})
	c.Instructions = existing(w.Instructions, asOf, func(i *Instruction) Day { return i.InstructedDate })
	c.Instructions = blanked(c.Instructions, func(i *Instruction) { i.AdviceDate = notAfter(i.AdviceDate, asOf) })
	c.Attendances = existing(w.Attendances, asOf, func(a *Attendance) Day { return a.ListedDate })
	c.ContactUpdates = existing(w.ContactUpdates, asOf, func(u *ContactUpdate) Day { return u.ContactDate })
	return c
}

func (w *World) casesAsAt(asOf Day) {
	w.Cases = blanked(existing(w.Cases, asOf, func(c *Case) Day { return c.RecordedDate }), func(c *Case) {
		for _, d := range []*Day{
			&c.IncidentDate, &c.ComplaintMadeDate, &c.AttentionDate, &c.ReferredDate, &c.InvestigationEndDate, &c.ClosedDate,
		} {
			*d = notAfter(*d, asOf)
		}
	})
	w.Decisions = existing(w.Decisions, asOf, func(d *Decision) Day { return d.DecidedDate })
}

func (w *World) proceedingsAsAt(asOf Day) {
	w.Proceedings = existing(w.Proceedings, asOf, func(p *Proceeding) Day { return p.StartedDate })
	w.ProcSubjects = blanked(w.ProcSubjects, func(ps *ProcSubject) {
		if ps.CompletedDate = notAfter(ps.CompletedDate, asOf); ps.CompletedDate == 0 {
			ps.EndedHow, ps.Finding, ps.Sanction, ps.Result, ps.Sentence, ps.Conclusion = "", "", "", "", "", ""
		}
	})
	w.Events = existing(w.Events, asOf, func(e *Event) Day { return e.EventDate })
	w.Holds = blanked(existing(w.Holds, asOf, func(h *Hold) Day { return h.StartDate }), func(h *Hold) { h.EndDate = notAfter(h.EndDate, asOf) })
	w.Extensions = existing(w.Extensions, asOf, func(x *Extension) Day { return x.DecidedDate })
	w.Listings = blanked(w.Listings, func(l *Listing) {
		if notAfter(l.ListedDate, asOf) == 0 {
			l.Used, l.LostReason = "", ""
		}
	})
}

func (w *World) learningAsAt(asOf Day) {
	w.Recommendations = existing(w.Recommendations, asOf, func(r *Recommendation) Day { return r.MadeDate })
	w.Responses = blanked(w.Responses, func(a *Response) {
		if a.ReceivedDate > asOf {
			a.ReceivedDate, a.Response = 0, ""
		}
	})
	w.Debriefs = existing(w.Debriefs, asOf, func(d *Debrief) Day { return d.TriggerDate })
	w.Debriefs = blanked(w.Debriefs, func(d *Debrief) { d.HeldDate = notAfter(d.HeldDate, asOf) })
	w.Actions = existing(w.Actions, asOf, func(a *Action) Day { return a.RaisedDate })
	w.Actions = blanked(w.Actions, func(a *Action) { a.DoneDate = notAfter(a.DoneDate, asOf) })
	w.QAReviews = existing(w.QAReviews, asOf, func(v *QAReview) Day { return v.ReviewedDate })
}
