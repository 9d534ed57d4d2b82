package pack

import (
	"fmt"
	"html/template"
	"slices"

	"proceedings/reports"
	"proceedings/reports/page"
)

// BriefingsID is where the list of briefing notes stands on its page.
const BriefingsID = "briefing-notes"

// BriefingsTitle heads the list of briefing notes.
const BriefingsTitle = "Which hearings are to be briefed, and where is the note of each?"

// Briefings is the list of the proceedings listed in the days ahead, each with a link to its note. It is false where
// the release does not hold them, or its edition may not show them.
func Briefings(in reports.Input) (template.HTML, bool, error) {
	r := in.Result(Upcoming)
	if r == nil {
		return "", false, nil
	}
	c := &one{Book: &Book{in: in}}
	t := read(r)
	p := part{ID: BriefingsID, Title: BriefingsTitle, Say: []string{briefingWords(t.Len(), len(in.Briefed), in)}}
	tab := table{Label: "briefing notes", Say: "Proceedings with a note, the next listed first.", Head: []string{"Proceeding", "Next listed", "What", "Force", "First day", "Public notice", "Restrictions", "Last risk"}}
	for i := range t.Len() {
		ref := t.Str(i, "proceeding_ref")
		if !slices.Contains(in.Briefed, ref) {
			continue
		}
		h := &hearing{one: c, ref: ref, t: t, i: i}
		notice := day(t.Day(i, "notice_date"), "none on record")
		if due := t.Day(i, "notice_due"); !due.IsZero() {
			notice = strongIf("due by "+page.ShortDay(due), due.Before(in.Period.AsOf))
		}
		tab.Rows = append(tab.Rows, []cell{{Text: ref, Href: BriefingPath(ref)}, day(h.next(), page.NotRecorded), text(c.label("proceeding_type", t.Str(i, "type"))), text(t.Str(i, "force")),
			h.firstDayCell(), notice, number(float64(h.count("restrictions"))), text(c.label("risk", t.Str(i, "risk")))})
	}
	tab.withWord(in)
	if len(tab.Rows) > 0 {
		p.Tables = []table{tab}
		p.Notes = []string{"None of the columns is a clearance: a restriction or a notice that nobody entered is not here."}
	}
	return p.list()
}

// firstDayCell says in a few words whether the first day keeps its limit.
func (h *hearing) firstDayCell() cell {
	if n := h.count("days_late"); n > 0 {
		return text(page.Plural(n, "day", "days") + " late").strong()
	}
	if n := h.count("days_early"); n > 0 {
		return text(page.Plural(n, "day", "days") + " early").strong()
	}
	if due := h.t.Day(h.i, "limit_due"); !due.IsZero() {
		return text("due by " + page.ShortDay(due))
	}
	return text("no limit runs")
}

// briefingWords says how many proceedings are listed and how many have a note.
func briefingWords(listed, briefed int, in reports.Input) string {
	if listed == 0 {
		return fmt.Sprintf("No day is listed in the %d days after %s, so there is no note.", reports.Near, page.Day(in.Period.AsOf))
	}
	s := fmt.Sprintf("%s listed in the %d days after %s.", page.Upper(page.Plural(listed, "proceeding is", "proceedings are")), reports.Near, page.Day(in.Period.AsOf))
	switch {
	case briefed == 0:
		return s + " This release was made without notes."
	case briefed < listed:
		return s + fmt.Sprintf(" The release holds the notes of the %d next listed; the other %d were left out to bound its size.", briefed, listed-briefed)
	}
	return s + " Each has a note of one or two sides for chief officers."
}
