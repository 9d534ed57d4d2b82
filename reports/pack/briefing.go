package pack

import (
	"fmt"
	"slices"
	"time"

	"proceedings/queries"
	"proceedings/reports"
	"proceedings/reports/page"
)

// Upcoming is the query of the proceedings listed in the days ahead, the next first.
const Upcoming = "briefing"

// Hearing is a proceeding that is listed in the days ahead. Its case is empty where no export describes it.
type Hearing struct{ Proceeding, Case string }

// Hearings are the proceedings that a briefing note can be written of, the next listed first.
func Hearings(upcoming *queries.Result) []Hearing {
	var out []Hearing
	t := read(upcoming)
	for i := range t.Len() {
		out = append(out, Hearing{t.Str(i, "proceeding_ref"), t.Str(i, "case_ref")})
	}
	return out
}

// noteHandle says who may read a note, which is written for readers outside the team.
const noteHandle = "Holds case-level detail. For the team, and for the chief officers whom the team gives it to; not for further circulation."

// BriefingPath is where the briefing note of a proceeding lies in a release.
func BriefingPath(proceedingRef string) string { return "briefing/" + FileName(proceedingRef) }

// hearing is the proceeding that a note is about: its row of the query, and its case.
type hearing struct {
	*one
	ref  string
	t    rows
	i    int
	days []int // its listed days, of case_timeline
}

// Briefing is the note of one proceeding for a chief officer, who reads it in three minutes.
func (b *Book) Briefing(proceedingRef string) (Paper, error) {
	t := read(b.in.Result(Upcoming))
	at := t.where("proceeding_ref", proceedingRef)
	if len(at) == 0 {
		return Paper{}, fmt.Errorf("no day of proceeding %s is listed in the %d days after %s", proceedingRef, reports.Near, page.Day(b.in.Period.AsOf))
	}
	h := &hearing{one: &one{Book: b, ref: t.Str(at[0], "case_ref")}, ref: proceedingRef, t: t, i: at[0]}
	lines := h.of("case_timeline", h.one.ref)
	for _, i := range lines.where("proceeding_ref", proceedingRef) {
		if lines.Str(i, "what") == "day" && !lines.Day(i, "date").IsZero() {
			h.days = append(h.days, i)
		}
	}
	inner := []part{h.listed(), h.allegedSoFar(), h.atRisk(), h.publicity(), h.contactDue()}
	parts := append([]part{h.inBrief()}, inner...)
	parts = append(parts, h.unrecorded(), h.sourced())
	for _, p := range parts {
		p.lean()
	}
	in := b.in
	in.Handle = noteHandle
	return Paper{
		in: in, path: BriefingPath(proceedingRef), kind: "note", kicker: "Briefing note", title: "Briefing: " + page.Lower(h.name()) + ", " + page.Day(h.next()),
		lead:   "For chief officers: what is listed, what is alleged and decided so far, and what could go wrong. Coded facts of the exports held, people by their references.",
		orders: h.one.orders(), parts: parts, short: true,
	}, nil
}

func (h *hearing) name() string {
	if t := h.t.Str(h.i, "type"); t != "" {
		return h.label("proceeding_type", t) + " " + h.ref
	}
	return "Proceeding " + h.ref
}

// next is the next listed day.
func (h *hearing) next() time.Time { return h.t.Day(h.i, "next_listed") }

func (h *hearing) kind() string { return h.label("listing_kind", h.t.Str(h.i, "kind")) }

// count is a column of the query as a number, 0 where it holds none.
func (h *hearing) count(name string) int {
	n, _ := h.t.Num(h.i, name)
	return int(n)
}

// people are those still in the proceeding, or all who were where nobody is.
func (h *hearing) people() []string {
	t := h.of("case_outcomes", h.one.ref)
	var open, all []string
	for _, i := range t.where("proceeding_ref", h.ref) {
		all = include(all, t.Str(i, "subject_ref"))
		if t.Day(i, "completed_date").IsZero() {
			open = include(open, t.Str(i, "subject_ref"))
		}
	}
	if len(open) == 0 {
		return all
	}
	return open
}

// about says that a row about a subject, or about all where it names none, and about a proceeding, or about the case, concerns this one.
func (h *hearing) about(subjectRef, proceedingRef string) bool {
	return (proceedingRef == "" || proceedingRef == h.ref) && (subjectRef == "" || slices.Contains(h.people(), subjectRef))
}

// misconduct says that it is under conduct regulations, as those are which have a public notice and a limit on the first day.
func (h *hearing) misconduct() bool {
	t := h.of("case_outcomes", h.one.ref)
	own := t.where("proceeding_ref", h.ref)
	return len(own) > 0 && t.Str(own[0], "jurisdiction") == "misconduct"
}

// inBrief is what is said where there is time for nothing else.
func (h *hearing) inBrief() part {
	p := part{ID: "short", Title: "In brief", Say: []string{h.when()}}
	t := h.of("case_outcomes", h.one.ref)
	add := func(term, text string) { p.Facts = append(p.Facts, fact{term, text}) }
	add("Case", orNone(h.one.ref))
	add("Force", orNone(h.t.Str(h.i, "force")))
	if own := t.where("proceeding_ref", h.ref); len(own) > 0 {
		at := own[0]
		add("Matter", h.label("matter_type", t.Str(at, "matter_type")))
		if h.misconduct() {
			add("Chair, and presented by", h.label("chair_type", t.Str(at, "chair_type"))+", "+h.low("presenter", t.Str(at, "presenter")))
		}
	}
	still := page.Plural(h.count("subjects"), "subject", "subjects")
	if n := h.count("held"); n > 0 {
		still += fmt.Sprintf(", %d on hold", n)
	}
	add("Still in it", still)
	risk := page.NotRecorded
	if r := h.t.Str(h.i, "risk"); r != "" {
		risk = h.label("risk", r) + ", " + page.Day(h.t.Day(h.i, "risk_date"))
	}
	add("Last risk recorded", risk)
	add("Priority in the case system", orNone(h.t.Str(h.i, "priority")))
	for _, s := range []string{h.firstDay(), h.passed(), h.notice(), h.restricted(), h.active(), h.owed()} {
		if s != "" {
			p.Points = append(p.Points, s)
		}
	}
	return p
}

// when says what is listed next, and how much in the days ahead.
func (h *hearing) when() string {
	s := fmt.Sprintf("%s is listed for %s, %s: %s listed in the %d days to %s.", h.name(), h.next().Format("Monday 2 January 2006"), page.Lower(h.kind()),
		page.Plural(h.count("days_listed"), "day", "days"), reports.Near, page.Day(h.in.Period.AsOf.AddDate(0, 0, reports.Near)))
	if d := h.t.Day(h.i, "begun_date"); !d.IsZero() {
		return s + " It began on " + page.Day(d) + "."
	}
	return s + " It has not begun as far as recorded."
}

// firstDay says whether the first day keeps its limit.
func (h *hearing) firstDay() string {
	due := h.t.Day(h.i, "limit_due")
	switch {
	case h.count("days_late") > 0:
		return fmt.Sprintf("Late: the first day was due by %s and is listed %s after that.", page.Day(due), page.Plural(h.count("days_late"), "day", "days"))
	case h.count("days_early") > 0:
		return fmt.Sprintf("Early: it is listed %s before the window for it opens.", page.Plural(h.count("days_early"), "day", "days"))
	case due.IsZero() && !h.misconduct():
		return ""
	case due.IsZero():
		return "No limit on its first day runs, as far as recorded."
	case !h.t.Day(h.i, "begun_date").IsZero():
		return "A limit on its first day runs to " + page.Day(due) + ", though it has begun: see the limits below."
	case !h.listedBy(due):
		return "The first day is due by " + page.Day(due) + "; no day of the hearing itself is listed by then."
	}
	return "The first day is due by " + page.Day(due) + " and is listed in time."
}

// preliminary are the kinds of listed day that begin nothing.
var preliminary = []string{"prehearing", "pirh"}

// listedBy says that a day that is more than preliminary is to come by a date.
func (h *hearing) listedBy(due time.Time) bool {
	t := h.of("case_timeline", h.one.ref)
	for _, i := range h.days {
		if d := t.Day(i, "date"); d.After(h.in.Period.AsOf) && !d.After(due) && !slices.Contains(preliminary, t.Str(i, "code")) {
			return true
		}
	}
	return !slices.Contains(preliminary, h.t.Str(h.i, "kind")) && !h.next().After(due)
}
