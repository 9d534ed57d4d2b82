package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/reports/page"
)

// mostDays and mostDates are how many rows a note has of each, which is to fit two sides.
const (
	mostDays  = 12
	mostDates = 8
)

// listed is what is listed when, and what became of the days before.
func (h *hearing) listed() part {
	p := part{ID: "listed", Title: "What is listed when"}
	if len(h.days) == 0 {
		p.Say = h.lack("No export describes this proceeding beyond the list of hearings: its days are those counted above.")
		return p
	}
	t, past := h.of("case_timeline", h.one.ref), h.daysBefore()
	if past == "" {
		past = "No day before is on record."
	}
	p.Say = []string{past}
	var kinds []string
	of, left := map[string][]string{}, 0
	for n, i := range h.toCome() {
		kind := h.label("listing_kind", t.Str(i, "code"))
		if kinds = include(kinds, kind); n < mostDays {
			of[kind] = append(of[kind], page.ShortDay(t.Day(i, "date")))
		} else {
			left++
		}
		h.from(t.Str(i, "source"))
	}
	for _, kind := range kinds {
		p.Points = append(p.Points, kind+": "+page.List(of[kind])+".")
	}
	if left > 0 {
		p.Points = append(p.Points, page.Upper(page.Plural(left, "more day is", "more days are"))+" listed later.")
	}
	return p
}

// toCome are the listed days after the position date.
func (h *hearing) toCome() []int {
	t := h.of("case_timeline", h.one.ref)
	return slices.DeleteFunc(slices.Clone(h.days), func(i int) bool { return !t.Day(i, "date").After(h.in.Period.AsOf) })
}

// daysBefore says what became of the days listed up to the position date.
func (h *hearing) daysBefore() string {
	t := h.of("case_timeline", h.one.ref)
	used, before := 0, 0
	var lost, order []string
	for _, i := range h.days {
		if t.Day(i, "date").After(h.in.Period.AsOf) {
			continue
		}
		before++
		switch t.Str(i, "used") {
		case "used":
			used++
		case "lost":
			why := h.low("lost_reason", t.Str(i, "lost_reason"))
			lost, order = append(lost, why), include(order, why)
		}
	}
	if before == 0 {
		return ""
	}
	s := fmt.Sprintf("%s before: %d used, %d lost", page.Upper(page.Plural(before, "listed day", "listed days")), used, len(lost))
	var why []string
	for _, w := range order {
		n := 0
		for _, l := range lost {
			if l == w {
				n++
			}
		}
		why = append(why, fmt.Sprintf("%s, %d", w, n))
	}
	if len(why) > 0 {
		s += " (" + strings.Join(why, "; ") + ")"
	}
	return s + "."
}

// allegedSoFar is what is alleged against those in the proceeding, and what was decided.
func (h *hearing) allegedSoFar() part {
	p := part{ID: "alleged", Title: "What is alleged and decided so far"}
	t := h.of("case_allegations", h.one.ref)
	tab := table{Label: "alleged and decided", Say: "Of each person in it, by reference. What is alleged is not proved; codes stand for it.",
		Head: []string{"Subject", "Alleged", "Assessed severity", "Decision", "Decided by", "On", "Finding on it", "Source"}}
	found := false
	for _, who := range h.people() {
		for _, i := range t.where("subject_ref", who) {
			a := h.allegation(t, i)
			if a == nil {
				continue
			}
			name := who
			if s := t.Str(i, "status"); s != "" {
				name += ", " + h.low("subject_status", s)
			}
			found = found || t.Str(i, "finding") != ""
			tab.Rows = append(tab.Rows, []cell{text(name), a[1], a[3], a[4], a[5], a[6], a[7], a[8]})
		}
	}
	if len(tab.Rows) == 0 {
		p.Say = h.lack("No allegation against those in it, and no decision, is on record.")
	} else {
		if !found {
			p.Say = []string{"No finding on any of it is on record."}
			tab = tab.without(6)
		}
		p.Tables = []table{tab}
	}
	var others []string
	for _, o := range h.proceedings() {
		switch {
		case o.ref == h.ref:
		case o.ended.IsZero():
			others = append(others, page.Lower(o.name)+", open")
		case o.open > 0:
			others = append(others, page.Lower(o.name)+", ended for some on "+page.Day(o.ended))
		default:
			others = append(others, page.Lower(o.name)+", ended on "+page.Day(o.ended))
		}
	}
	if len(others) > 0 {
		p.Say = append(p.Say, "Also in this case: "+strings.Join(others, "; ")+".")
	}
	return p
}

// atRisk is the limits that still run or were passed, the key dates, and what holds the work up.
func (h *hearing) atRisk() part {
	p := part{ID: "limits", Title: "Dates and limits at risk"}
	c, at := h.of("case_clocks", h.one.ref), h.clocks("open_overdue", "missed", "open_in_extension", "open_not_due")
	due := func(i int) time.Time {
		if d := c.Day(i, "ext_due_date"); !d.IsZero() {
			return d
		}
		return c.Day(i, "due_date")
	}
	slices.SortStableFunc(at, func(i, j int) int { return cmp.Or(due(i).Compare(due(j)), cmp.Compare(i, j)) })
	tab := table{Label: "limits at risk", Say: "What has to be done before the hearing, then limits that still run or were passed, each the first due first. No hold is taken off a limit.",
		Head: []string{"Limit", "Runs on", "Due", "Extended", "State"}}
	for _, i := range at {
		state := c.Str(i, "state")
		tab.Rows = append(tab.Rows, []cell{text(h.limitTitle(c, i)), text(h.runsOn(c, i)), day(c.Day(i, "due_date"), "no day due"), text(h.extended(c.Str(i, "extensions"))),
			strongIf(h.label("clock_state", state), state == "open_overdue" || state == "missed")})
	}
	tab.Rows = append(h.dueBesides(), tab.Rows...)
	if len(tab.Rows) == 0 {
		p.Say = []string{"No limit that is a duty runs or was passed, as far as recorded."}
	} else {
		p.Tables = append(p.Tables, tab)
		p.Notes = []string{"Limits are read from the table of standards, are no legal advice, and several are still to be checked against the regulations."}
	}
	p.Say = append(p.Say, h.holdWords())
	if dates, ok := h.keyDates(); ok {
		p.Tables = append(p.Tables, dates)
	}
	return p
}

// dueBesides are rows of what is due before the hearing and of which no clock runs: the public notice and the disclosure batches not served.
func (h *hearing) dueBesides() [][]cell {
	row := func(what, on string, due time.Time) []cell {
		state := "open_not_due"
		if !due.After(h.in.Period.AsOf) {
			state = "open_overdue"
		}
		return []cell{text(what), text(on), day(due, "no day due"), text("no"), strongIf(h.label("clock_state", state), state == "open_overdue")}
	}
	var out [][]cell
	if due := h.t.Day(h.i, "notice_due"); !due.IsZero() && h.t.Day(h.i, "notice_date").IsZero() {
		out = append(out, row("Public notice of the hearing", h.ref, due))
	}
	t := h.of("case_disclosure", h.one.ref)
	for _, i := range h.unserved(notServed, notDueYet) {
		on := t.Str(i, "proceeding_ref")
		if on == "" {
			on = "the case"
		}
		out = append(out, row("Disclosure batch "+t.Str(i, "batch_ref")+", not served", on, t.Day(i, "due_date")))
	}
	return out
}

// unserved are the disclosure batches of this proceeding, or of the case, in one of the states.
func (h *hearing) unserved(states ...string) []int {
	t := h.of("case_disclosure", h.one.ref)
	return slices.DeleteFunc(t.where("state", states...), func(i int) bool { return !h.about("", t.Str(i, "proceeding_ref")) })
}

// clocks are the limits on this proceeding, its people and the case that are duties and in one of the states.
func (h *hearing) clocks(states ...string) []int {
	c := h.of("case_clocks", h.one.ref)
	var out []int
	for _, i := range c.where("state", states...) {
		if c.Str(i, "duty") == "duty" && h.about(c.Str(i, "subject_ref"), c.Str(i, "proceeding_ref")) {
			out = append(out, i)
		}
	}
	return out
}

// passed says how many limits were passed, and how many disclosure batches are late.
func (h *hearing) passed() string {
	var said []string
	if n := len(h.clocks("open_overdue", "missed")); n > 0 {
		said = append(said, page.Plural(n, "limit was", "limits were")+" passed without what was due")
	}
	if n := len(h.unserved(notServed)); n > 0 {
		said = append(said, page.Plural(n, "disclosure batch is", "disclosure batches are")+" overdue and not served")
	}
	if len(said) == 0 {
		return ""
	}
	return page.Upper(page.List(said)) + ": see below."
}

// holdWords says what holds the case up.
func (h *hearing) holdWords() string {
	t := h.of("case_timeline", h.one.ref)
	var open []string
	for _, i := range t.where("what", "hold") {
		if until := t.Day(i, "until_date"); (until.IsZero() || until.After(h.in.Period.AsOf)) && h.about(t.Str(i, "subject_ref"), t.Str(i, "proceeding_ref")) {
			open = append(open, fmt.Sprintf("%s since %s (%s), %s", h.low("hold_kind", t.Str(i, "code")), dayOr(t.Day(i, "date"), "a day not recorded"), whom(t.Str(i, "subject_ref")), dayOr(until, "no end recorded")))
		}
	}
	if len(open) == 0 {
		return "No hold is open."
	}
	return "On hold: " + strings.Join(open, "; ") + "."
}

func whom(subjectRef string) string {
	if subjectRef == "" {
		return "all"
	}
	return "subject " + subjectRef
}

// keyCodes are what a chief officer asks the date of.
var keyCodes = []string{
	"incident", "death", "complaint_made", "came_to_attention", "referred_iopc", "report_submitted", "decision", "opened", "restriction_or_suspension_start", "certified", "reg30_served", "reg51_served",
	"prehearing_held", "hearing_date_fixed", "hearing_day_start", "adjourned", "finding", "outcome_imposed", "charging_decision", "requisition_served", "first_appearance", "ptph", "trial_fixed", "trial_vacated",
	"trial_ineffective", "trial_start", "verdict", "inquest_opened", "inquest_date_set", "pirh_held", "inquest_start",
}

// keyDates are the last of them in the case and this proceeding.
func (h *hearing) keyDates() (table, bool) {
	out := table{Label: "key dates", Say: "Key dates so far.", Head: []string{"Date", "What", "Subject", "Source"}}
	var own []entry
	for _, e := range h.entries() {
		if slices.Contains(keyCodes, e.code) && slices.ContainsFunc(e.refs, func(who string) bool { return h.about(who, e.lane) }) {
			own = append(own, e)
		}
	}
	if n := len(own) - mostDates; n > 0 {
		own = own[n:]
		out.Say = fmt.Sprintf("The last %d key dates; %d earlier ones are left out.", mostDates, n)
	}
	for _, e := range own {
		out.Rows = append(out.Rows, []cell{day(e.date, page.NotRecorded), text(e.what), text(strings.Join(e.subjects, ", ")), text(h.from(e.source))})
	}
	return out, len(out.Rows) > 0
}
