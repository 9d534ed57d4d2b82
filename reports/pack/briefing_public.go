package pack

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/reports/page"
)

// noClearance stands wherever restrictions are listed.
const noClearance = "This is no clearance: a restriction that nobody entered is not here, and some hold by law without any order, such as the anonymity of anyone who says that they are the victim of a sexual offence. Read the order itself before anything is said or published."

// publicity is the restrictions and what must not be said. The public notice and the proceedings that are active stand in brief.
func (h *hearing) publicity() part {
	p := part{ID: "publicity", Title: "Publicity and restrictions"}
	if h.active() == "" {
		p.Points = []string{"No criminal proceedings and no inquest are open in this case as far as recorded. Where there are any, in this case or another, nothing that could prejudice them may be said."}
	}
	p.Points = append(p.Points, noClearance)
	t := h.of("case_timeline", h.one.ref)
	tab := table{Label: "restrictions", Say: "Every restriction of the case on record, in force on " + page.Day(h.next()) + " or not.",
		Head: []string{"Restriction", "From", "Until", "Subject", "Proceeding", "On that day", "Source"}}
	for _, i := range t.where("what", "restriction") {
		from, until := t.Day(i, "date"), t.Day(i, "until_date")
		state := cell{Text: "in force", Strong: true}
		switch {
		case from.After(h.next()):
			state = cell{Text: "begins later"}
		case !until.IsZero() && until.Before(h.next()):
			state = cell{Text: "ended before"}
		}
		where := t.Str(i, "proceeding_ref")
		if where == "" {
			where = "the case"
		}
		tab.Rows = append(tab.Rows, []cell{text(h.label("restriction_kind", t.Str(i, "code"))), day(from, page.NotRecorded), day(until, "no end recorded"), text(subject(t.Str(i, "subject_ref"))),
			text(where), state, text(h.from(t.Str(i, "source")))})
	}
	if len(tab.Rows) > 0 {
		p.Tables = []table{tab}
	}
	return p
}

// notice says whether the public was told; nothing where no notice is asked for.
func (h *hearing) notice() string {
	recorded, due := h.t.Day(h.i, "notice_date"), h.t.Day(h.i, "notice_due")
	switch {
	case !recorded.IsZero():
		return "Public notice: published on " + page.Day(recorded) + "."
	case due.IsZero() && !h.misconduct():
		return ""
	case due.IsZero():
		return "Public notice: none is on record, and no day by which one is due."
	case due.After(h.in.Period.AsOf):
		return "Public notice: none is on record; it is due by " + page.Day(due) + "."
	case due.Equal(h.in.Period.AsOf):
		return "Public notice: none is on record; it is due on the position date, " + page.Day(due) + "."
	}
	return "Public notice: none is on record; it was due by " + page.Day(due) + "."
}

// restricted says how many restrictions are in force on the next listed day.
func (h *hearing) restricted() string {
	if n := h.count("restrictions"); n > 0 {
		return fmt.Sprintf("%s in force on it, as far as recorded: see below before anything is said.", page.Upper(page.Plural(n, "restriction is", "restrictions are")))
	}
	return "No restriction in force on it is on record, which is no clearance."
}

// active warns of criminal proceedings and inquests that what is said could harm; nothing where none is known.
func (h *hearing) active() string {
	criminal, inquests := h.open("criminal"), h.open("coronial")
	signs := h.signs()
	var said []string
	switch {
	case len(criminal) > 0:
		said = append(said, "Criminal proceedings are active: "+page.List(criminal)+". Nothing that could prejudice them may be said.")
	case len(signs) > 0:
		said = append(said, "Criminal proceedings may be active ("+page.List(signs)+") though none is open on record. Nothing that could prejudice them may be said.")
	}
	if len(inquests) > 0 {
		said = append(said, "An inquest is open: "+page.List(inquests)+". Nothing that could prejudice it may be said.")
	}
	return strings.Join(said, " ")
}

// open names the proceedings of a jurisdiction that have not ended for everyone.
func (h *hearing) open(jurisdiction string) []string {
	t := h.of("case_outcomes", h.one.ref)
	var out []string
	for _, p := range h.proceedings() {
		if p.open > 0 && t.Str(p.at[0], "jurisdiction") == jurisdiction {
			out = append(out, page.Lower(p.name))
		}
	}
	return out
}

// signs are what tells of criminal proceedings that no proceeding on record shows: a charge with none after it, or a hold for them.
func (h *hearing) signs() []string {
	var out []string
	t, of := h.of("case_allegations", h.one.ref), h.of("case_outcomes", h.one.ref)
	if len(t.where("level", "charge")) > 0 && len(of.where("jurisdiction", "criminal")) == 0 {
		out = append(out, "a charge is on record")
	}
	e := h.of("case_timeline", h.one.ref)
	for _, i := range e.where("code", "sub_judice") {
		if until := e.Day(i, "until_date"); e.Str(i, "what") == "hold" && (until.IsZero() || until.After(h.in.Period.AsOf)) {
			return append(out, "a sub judice hold is open")
		}
	}
	return out
}

// contactDue is who is to be told next, and by when.
func (h *hearing) contactDue() part {
	p := part{ID: "contact", Title: "Contact"}
	t := h.of("case_contacts", h.one.ref)
	told, untold := h.audiences()
	if len(told) == 0 {
		p.Say = h.lack("No update to anyone in this case is on record.")
		return p
	}
	tab := table{Label: "contact", Say: "The last update to each, and the next by the standard. " + h.standard(), Head: []string{"To", "Last update", "Next due", "State", "Source"}}
	for _, a := range told {
		i := a.at[len(a.at)-1]
		due := t.Day(i, "due_date")
		tab.Rows = append(tab.Rows, []cell{text(a.name), day(t.Day(i, "contact_date"), page.NotRecorded), day(due, "no day due"), h.contactState(t.Str(i, "state"), due, t.Day(i, "until_date")), text(h.from(t.Str(i, "source")))})
	}
	if len(untold) > 0 {
		p.Say = []string{"No update on record to: " + page.List(untold) + "."}
	}
	p.Tables = []table{tab}
	return p
}

// owed says to whom an update is overdue.
func (h *hearing) owed() string {
	t := h.of("case_contacts", h.one.ref)
	var out []string
	for _, i := range t.where("state", late) {
		if t.Day(i, "next_date").IsZero() && t.Day(i, "until_date").Equal(h.in.Period.AsOf) {
			out = append(out, h.low("contact_audience", t.Str(i, "audience"))+", since "+page.Day(t.Day(i, "due_date")))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "An update is overdue to: " + strings.Join(out, "; ") + "."
}

// contactState says how the update that is next stands; a case that was closed is owed none.
func (h *hearing) contactState(state string, due, until time.Time) cell {
	switch {
	case state == late && until.Before(h.in.Period.AsOf):
		return text("none until the case was closed")
	case state == late:
		return text("overdue by " + days(until.Sub(due).Hours()/24, "days")).strong()
	case state == "running":
		return text("not due yet")
	}
	return text(state)
}

// unrecorded is what the note cannot say.
func (h *hearing) unrecorded() part {
	p := part{ID: "missed", Title: "What is not recorded", Points: slices.Compact(slices.Clone(h.missing))}
	for _, f := range [][2]string{{"risk", "No review with a risk is on record."}, {"priority", "The case system gives it no priority."}} {
		if h.t.Str(h.i, f[0]) == "" {
			p.Points = append(p.Points, f[1])
		}
	}
	p.Points = append(p.Points, h.contradictions()...)
	p.Points = append(p.Points, "No export says which hearings are of high profile, where one is held, what is planned to be said, or what the press has asked.")
	return p
}

// sourced is what the note rests on, a line each source.
func (h *hearing) sourced() part {
	p := part{ID: "rests", Title: "What this rests on"}
	h.from(h.of("case_outcomes", h.one.ref).Str(0, "case_source"))
	var said []string
	for i, profile := range h.letters {
		files := h.sourceOf(profile)
		if len(files) == 0 {
			said = append(said, letter(i)+": "+profile)
			continue
		}
		said = append(said, fmt.Sprintf("%s: %s, %s, the last dated %s", letter(i), files[0].Title, page.Plural(len(files), "file", "files"), page.Day(files[0].ExtractDate)))
	}
	if len(said) > 0 {
		p.Say = append(p.Say, strings.Join(said, "; ")+".")
	}
	p.Say = append(p.Say, "The position is that of "+page.Day(h.in.Period.AsOf)+": what happened since is not here. Ask the unit before relying on it.")
	return p
}
