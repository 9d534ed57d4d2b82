package sampledata

import (
	"cmp"
	"slices"
)

// pair is a case and a subject, or a proceeding and a subject.
type pair struct{ ref, subject string }

// prune drops the records that hang on a case, subject or proceeding that the extract does not have: no row of an export could carry them.
func (w *World) prune() {
	cases := set(w.Cases, func(c Case) string { return c.CaseRef })
	w.Subjects = where(w.Subjects, func(s Subject) bool { return cases[s.CaseRef] })
	subjects := set(w.Subjects, func(s Subject) pair { return pair{s.CaseRef, s.SubjectRef} })
	w.Proceedings = where(w.Proceedings, func(p Proceeding) bool { return cases[p.CaseRef] })
	proceedings := set(w.Proceedings, func(p Proceeding) string { return p.ProceedingRef })
	w.ProcSubjects = where(w.ProcSubjects, func(ps ProcSubject) bool {
		return proceedings[ps.ProceedingRef] && (ps.SubjectRef == "" || subjects[pair{ps.CaseRef, ps.SubjectRef}])
	})
	proceedings = set(w.ProcSubjects, func(ps ProcSubject) string { return ps.ProceedingRef })
	parts := set(w.ProcSubjects, func(ps ProcSubject) pair { return pair{ps.ProceedingRef, ps.SubjectRef} })
	w.Proceedings = where(w.Proceedings, func(p Proceeding) bool { return proceedings[p.ProceedingRef] })
	w.pruneCases(subjects, proceedings)
	w.Events = where(w.Events, func(e Event) bool {
		if e.SubjectRef == "" && e.ProceedingRef == "" {
			return cases[e.CaseRef]
		}
		return parts[pair{e.ProceedingRef, e.SubjectRef}] || e.SubjectRef == "" && proceedings[e.ProceedingRef]
	})
	w.Extensions = where(w.Extensions, func(x Extension) bool { return parts[pair{x.ProceedingRef, x.SubjectRef}] })
	w.pruneHolds()
	w.Listings = where(w.Listings, func(l Listing) bool { return proceedings[l.ProceedingRef] })
	listed := set(w.Listings, func(l Listing) pair { return pair{l.ProceedingRef, l.ListedDate.String()} })
	w.Attendances = where(w.Attendances, func(a Attendance) bool { return listed[pair{a.ProceedingRef, a.ListedDate.String()}] })
	w.pruneLearning(cases, proceedings)
	w.pruneCaseWork(cases, proceedings)
}

// pruneCases drops allegations and decisions; a charging decision stands on the row of its proceeding.
func (w *World) pruneCases(subjects map[pair]bool, proceedings map[string]bool) {
	charged := w.criminalParts()
	w.Allegations = where(w.Allegations, func(a Allegation) bool { return subjects[pair{a.CaseRef, a.SubjectRef}] })
	for i := range w.Allegations {
		if a := &w.Allegations[i]; !proceedings[a.ProceedingRef] {
			a.ProceedingRef = ""
		}
	}
	w.Decisions = where(w.Decisions, func(d Decision) bool {
		key := pair{d.CaseRef, d.SubjectRef}
		return subjects[key] && (d.Decider != "cps" || charged[key] != "")
	})
}

// criminalParts returns the criminal proceeding of each defendant.
func (w *World) criminalParts() map[pair]string {
	criminal := set(where(w.Proceedings, func(p Proceeding) bool { return p.Jurisdiction() == "criminal" }), func(p Proceeding) string { return p.ProceedingRef })
	parts := make(map[pair]string)
	for _, ps := range w.ProcSubjects {
		if criminal[ps.ProceedingRef] {
			parts[pair{ps.CaseRef, ps.SubjectRef}] = ps.ProceedingRef
		}
	}
	return parts
}

// Jurisdiction returns misconduct, employment, criminal or coronial.
func (p Proceeding) Jurisdiction() string {
	switch p.Type {
	case "CRM-MC", "CRM-CC":
		return "criminal"
	case "INQ", "INQ-J":
		return "coronial"
	case "STF":
		return "employment"
	default:
		return "misconduct"
	}
}

// pruneHolds keeps holds of officers who are in a misconduct proceeding, and of cases with an inquest: their rows carry them.
func (w *World) pruneHolds() {
	kind := make(map[string]string)
	for _, p := range w.Proceedings {
		kind[p.ProceedingRef] = p.Jurisdiction()
	}
	carried := make(map[pair]bool)
	for _, ps := range w.ProcSubjects {
		if j := kind[ps.ProceedingRef]; j == "misconduct" || j == "coronial" {
			carried[pair{ps.CaseRef, ps.SubjectRef}] = true
		}
	}
	w.Holds = where(w.Holds, func(h Hold) bool { return carried[pair{h.CaseRef, h.SubjectRef}] })
}

func (w *World) pruneLearning(cases, proceedings map[string]bool) {
	w.Recommendations = where(w.Recommendations, func(r Recommendation) bool { return r.CaseRef == "" || cases[r.CaseRef] })
	recommendations := set(w.Recommendations, func(r Recommendation) string { return r.RecommendationRef })
	w.Responses = where(w.Responses, func(r Response) bool { return recommendations[r.RecommendationRef] })
	answered := make(map[string]Day)
	for _, r := range w.Responses {
		answered[r.RecommendationRef] = r.ReceivedDate
	}
	for i := range w.Recommendations {
		if r := &w.Recommendations[i]; answered[r.RecommendationRef] == 0 {
			r.Status = "Open"
		}
	}
	w.Debriefs = where(w.Debriefs, func(d Debrief) bool { return proceedings[d.ProceedingRef] })
	held := set(where(w.Debriefs, func(d Debrief) bool { return d.HeldDate != 0 }), func(d Debrief) string { return d.DebriefRef })
	w.DebriefThemes = where(w.DebriefThemes, func(t DebriefTheme) bool { return held[t.DebriefRef] })
	w.Actions = where(w.Actions, func(a Action) bool { return held[a.DebriefRef] })
	w.QAReviews = where(w.QAReviews, func(v QAReview) bool { return cases[v.CaseRef] })
	reviews := set(w.QAReviews, func(v QAReview) string { return v.ReviewRef })
	w.QAItems = where(w.QAItems, func(i QAItem) bool { return reviews[i.ReviewRef] })
}

func (w *World) pruneCaseWork(cases, proceedings map[string]bool) {
	w.DisclosureBatches = where(w.DisclosureBatches, func(b DisclosureBatch) bool { return proceedings[b.ProceedingRef] })
	w.ExhibitAudits = where(w.ExhibitAudits, func(a ExhibitAudit) bool { return cases[a.CaseRef] })
	w.ContactUpdates = where(w.ContactUpdates, func(u ContactUpdate) bool { return cases[u.CaseRef] })
	w.Instructions = where(w.Instructions, func(i Instruction) bool { return proceedings[i.ProceedingRef] })
	w.CaseReviews = where(w.CaseReviews, func(v CaseReview) bool { return cases[v.CaseRef] })
	w.Restrictions = where(w.Restrictions, func(x Restriction) bool { return proceedings[x.ProceedingRef] })
	w.Costs = where(w.Costs, func(c Cost) bool { return proceedings[c.ProceedingRef] })
}

// deriveEvents adds the milestones that stand in the same column as a date of the case or a charging decision.
func (w *World) deriveEvents() {
	for _, c := range w.Cases {
		for _, m := range []struct {
			code string
			day  Day
		}{{"came_to_attention", c.AttentionDate}, {"report_submitted", c.InvestigationEndDate}, {"closed", c.ClosedDate}} {
			if m.day != 0 {
				w.Events = append(w.Events, Event{CaseRef: c.CaseRef, Code: m.code, EventDate: m.day})
			}
		}
	}
	charged := w.criminalParts()
	for _, d := range w.Decisions {
		if d.Decider == "cps" {
			w.Events = append(w.Events, Event{CaseRef: d.CaseRef, SubjectRef: d.SubjectRef, ProceedingRef: charged[pair{d.CaseRef, d.SubjectRef}],
				Code: "charging_decision", EventDate: d.DecidedDate})
		}
	}
}

func set[T any, K comparable](all []T, key func(T) K) map[K]bool {
	keys := make(map[K]bool, len(all))
	for _, one := range all {
		keys[key(one)] = true
	}
	return keys
}

func where[T any](all []T, ok func(T) bool) []T {
	var kept []T
	for _, one := range all {
		if ok(one) {
			kept = append(kept, one)
		}
	}
	return kept
}

// order sorts records by their natural key and keeps the first of each key.
func order[T any](all []T, key func(T) string) []T {
	type keyed struct {
		key   string
		place int
	}
	keys := make([]keyed, len(all))
	for i, one := range all {
		keys[i] = keyed{key(one), i}
	}
	slices.SortStableFunc(keys, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	sorted := make([]T, 0, len(all))
	for i, k := range keys {
		if i == 0 || k.key != keys[i-1].key {
			sorted = append(sorted, all[k.place])
		}
	}
	return sorted
}

// sort puts every list in the order of its natural key.
func (w *World) sort() {
	w.Cases = order(w.Cases, func(r Case) string { return r.CaseRef })
	w.Subjects = order(w.Subjects, func(r Subject) string { return key(r.CaseRef, r.SubjectRef) })
	w.Allegations = order(w.Allegations, func(r Allegation) string { return key(r.CaseRef, r.SubjectRef, r.AllegationRef) })
	w.Decisions = order(w.Decisions, func(r Decision) string { return key(r.CaseRef, r.SubjectRef, r.AllegationRef, r.DecidedDate.String()) })
	w.Proceedings = order(w.Proceedings, func(r Proceeding) string { return r.ProceedingRef })
	w.ProcSubjects = order(w.ProcSubjects, func(r ProcSubject) string { return key(r.ProceedingRef, r.CaseRef, r.SubjectRef) })
	w.Events = order(w.Events, func(r Event) string {
		return key(r.CaseRef, r.SubjectRef, r.ProceedingRef, r.Code, r.EventDate.String())
	})
	w.Holds = order(w.Holds, func(r Hold) string { return key(r.CaseRef, r.SubjectRef, r.Kind, r.StartDate.String()) })
	w.Extensions = order(w.Extensions, func(r Extension) string {
		return key(r.ProceedingRef, r.CaseRef, r.SubjectRef, r.StandardID, r.DecidedDate.String())
	})
	w.Listings = order(w.Listings, func(r Listing) string { return key(r.ProceedingRef, r.ListedDate.String(), r.Kind) })
	w.Attendances = order(w.Attendances, func(r Attendance) string { return key(r.ProceedingRef, r.ListedDate.String(), r.Role) })
	w.Recommendations = order(w.Recommendations, func(r Recommendation) string { return r.RecommendationRef })
	w.Responses = order(w.Responses, func(r Response) string { return r.RecommendationRef })
	w.Debriefs = order(w.Debriefs, func(r Debrief) string { return r.DebriefRef })
	w.DebriefThemes = order(w.DebriefThemes, func(r DebriefTheme) string { return key(r.DebriefRef, r.Theme) })
	w.Actions = order(w.Actions, func(r Action) string { return r.ActionRef })
	w.QAReviews = order(w.QAReviews, func(r QAReview) string { return r.ReviewRef })
	w.QAItems = order(w.QAItems, func(r QAItem) string { return key(r.ReviewRef, r.Item) })
	w.sortCaseWork()
}

func (w *World) sortCaseWork() {
	w.DisclosureBatches = order(w.DisclosureBatches, func(r DisclosureBatch) string { return r.BatchRef })
	w.ExhibitAudits = order(w.ExhibitAudits, func(r ExhibitAudit) string { return r.AuditRef })
	w.ContactUpdates = order(w.ContactUpdates, func(r ContactUpdate) string { return key(r.CaseRef, r.Audience, r.ContactDate.String()) })
	w.Instructions = order(w.Instructions, func(r Instruction) string { return r.InstructionRef })
	w.CaseReviews = order(w.CaseReviews, func(r CaseReview) string { return key(r.CaseRef, r.DueDate.String()) })
	w.Restrictions = order(w.Restrictions, func(r Restriction) string { return r.RestrictionRef })
	w.Headcounts = order(w.Headcounts, func(r Headcount) string { return key(r.Force, r.AsAtDate.String(), r.RankBand) })
	w.Costs = order(w.Costs, func(r Cost) string { return key(r.ProceedingRef, r.Kind, r.IncurredDate.String()) })
}

// key joins the parts of a natural key with a separator that no reference has.
func key(parts ...string) string {
	var b []byte
	for _, p := range parts {
		b = append(append(b, p...), 0x1f)
	}
	return string(b)
}
