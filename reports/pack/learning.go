package pack

import (
	"fmt"
	"strings"

	"proceedings/reports/page"
)

// said is what chair, judge or coroner criticised or praised, as far as a code holds it.
func (c *one) said() part {
	p := part{ID: "said", Title: "What chair, judge or coroner said"}
	const none = "No export holds comments of a chair, judge or coroner as codes."
	t, e := c.of("case_learning", c.ref), c.of("case_timeline", c.ref)
	var reports []string
	for _, i := range t.where("legal_basis", "pfd") {
		reports = append(reports, fmt.Sprintf("%s to %s, %s", t.Str(i, "reference"), orNone(t.Str(i, "owner")), dayOr(t.Day(i, "raised_date"), "day not recorded")))
	}
	for _, i := range e.where("code", "pfd_issued") {
		if len(reports) == 0 {
			reports = append(reports, "issued "+dayOr(e.Day(i, "date"), "on a day not recorded"))
		}
	}
	if len(reports) > 0 {
		p.Say = []string{"The coroner reported to prevent future deaths: " + strings.Join(reports, "; ") + ". " + none}
		c.missing = append(c.missing, none)
		return p
	}
	p.Say = []string{c.lack(none)[0] + " The reasons coded for extensions and lost days, the findings, and the themes of the debrief are what is held."}
	return p
}

// learning is what was learnt, whose it is, when due, and whether done.
func (c *one) learning() part {
	p := part{ID: "learning", Title: "Learning: owner, date, and whether done"}
	t := c.of("case_learning", c.ref)
	if t.Len() == 0 {
		p.Say = c.lack("No debrief, theme, action or recommendation of this case is on record.")
		return p
	}
	p.Say = []string{c.debriefWords(t)}
	acts, recs := t.where("what", "action"), t.where("what", "recommendation")
	if len(acts) == 0 {
		p.Say = append(p.Say, c.lack("No action of this case is on record.")[0])
	} else {
		p.Say = append(p.Say, c.actWords(t, acts))
		p.Tables = append(p.Tables, c.actTable(t, acts))
		p.Notes = []string{"No export holds the role of who owns an action, or the evidence that it was done: the owner shown is the force or body."}
		c.missing = append(c.missing, p.Notes...)
	}
	if len(recs) > 0 {
		p.Tables = append(p.Tables, c.recTable(t, recs))
	}
	return p
}

func (c *one) debriefWords(t rows) string {
	held := t.where("what", "debrief")
	if len(held) == 0 {
		return "No debrief of this case is on record."
	}
	var out []string
	for _, i := range held {
		s := fmt.Sprintf("debrief %s, called for on %s, ", t.Str(i, "reference"), dayOr(t.Day(i, "raised_date"), "a day not recorded"))
		if d := t.Day(i, "done_date"); d.IsZero() {
			s += "is not held as far as recorded"
		} else {
			s += "was held on " + page.Day(d)
		}
		out = append(out, s)
	}
	var themes []string
	for _, i := range t.where("what", "theme") {
		themes = include(themes, c.low("theme", t.Str(i, "theme")))
	}
	s := page.Upper(strings.Join(out, "; ")) + "."
	if len(themes) == 0 {
		return s + " No theme was recorded."
	}
	return s + " Themes found: " + page.List(themes) + "."
}

func (c *one) actWords(t rows, acts []int) string {
	n := map[string]int{}
	for _, i := range acts {
		n[t.Str(i, "state")]++
	}
	s := fmt.Sprintf("%s: %d done", page.Upper(page.Plural(len(acts), "action", "actions")), n["in time"]+n["late"]+n["done"])
	if n["late"] > 0 {
		s += fmt.Sprintf(" (%d late)", n["late"])
	}
	return s + fmt.Sprintf(", %d overdue, %d open.", n["overdue"], n["open"])
}

func (c *one) actTable(t rows, acts []int) table {
	out := table{Label: "actions", Say: "Every action.", Head: []string{"Action", "Theme", "Owner", "Raised", "Due", "Done", "State", "Source"}}
	for _, i := range acts {
		out.Rows = append(out.Rows, []cell{text(t.Str(i, "reference")), text(c.label("theme", t.Str(i, "theme"))), text(t.Str(i, "owner")), day(t.Day(i, "raised_date"), page.NotRecorded),
			day(t.Day(i, "due_date"), "no day due"), day(t.Day(i, "done_date"), "not done"), strongIf(page.Upper(t.Str(i, "state")), t.Str(i, "state") == "overdue"), text(c.from(t.Str(i, "source")))})
	}
	return out
}

func (c *one) recTable(t rows, recs []int) table {
	out := table{Label: "recommendations", Say: "Every recommendation; due as the source states it.", Head: []string{"Recommendation", "Basis", "To", "Made", "Due", "Answered", "Answer", "Source"}}
	for _, i := range recs {
		answer := c.label("response", t.Str(i, "response"))
		if t.Str(i, "response") == "" {
			answer = "no answer recorded"
		}
		answered := "not answered"
		if d := t.Day(i, "done_date"); !d.IsZero() {
			answered = page.ShortDay(d)
		} else if t.Str(i, "state") == "done" {
			answered = page.NotRecorded
		}
		out.Rows = append(out.Rows, []cell{text(t.Str(i, "reference")), text(c.label("legal_basis", t.Str(i, "legal_basis"))), text(t.Str(i, "owner")), day(t.Day(i, "raised_date"), page.NotRecorded),
			day(t.Day(i, "due_date"), "no day due"), onDay(answered), text(answer), text(c.from(t.Str(i, "source")))})
	}
	return out
}

// before is whether its themes have come up before.
func (c *one) before() part {
	p := part{ID: "before", Title: "Has this come up before?"}
	t := c.of("case_themes", c.ref)
	if t.Len() == 0 {
		p.Say = c.lack("No theme of this case is on record, so whether it came up before cannot be told.")
		return p
	}
	tab := table{Label: "same theme in other debriefs", Say: "The last ten held of each theme.", Head: []string{"Theme", "Case", "Debrief", "Held", "Source"}}
	seen := map[string]bool{}
	for i := range t.Len() {
		theme := c.label("theme", t.Str(i, "theme"))
		if !seen[theme] {
			seen[theme] = true
			n, _ := t.Num(i, "others")
			of, _ := t.Num(i, "held")
			p.Say = append(p.Say, fmt.Sprintf("%s: found in %d of %s held in the eight quarters to %s.", theme, int(n), page.Plural(int(of), "other debrief", "other debriefs"), page.Day(c.in.Period.To)))
		}
		if t.Str(i, "debrief_ref") == "" {
			continue
		}
		ref := t.Str(i, "other_case")
		other := text(ref)
		if c.packed[ref] {
			other.Href = FileName(ref)
		}
		tab.Rows = append(tab.Rows, []cell{text(theme), other, text(t.Str(i, "debrief_ref")), day(t.Day(i, "held_date"), page.NotRecorded), text(c.from(t.Str(i, "source")))})
	}
	if len(tab.Rows) > 0 {
		p.Tables = []table{tab}
	}
	p.Notes = []string{"Debriefs name the themes found, which depends on who was looking."}
	return p
}
