package pack

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/reports/page"
)

// States of an interval, as case_contacts has them.
const (
	noUpdate = "no update"
	late     = "late"
)

type (
	gapShape struct {
		X1, X2, X, TextY float64
		Text             string
	}
	contactLane struct {
		Text      string
		LabelY, Y float64
		Gaps      []gapShape
		Dots      []float64
	}
	contactShape struct {
		frame
		Lanes []contactLane
	}
)

// audience is the updates of one of those who were to be told.
type audience struct {
	name string
	at   []int
}

// audiences are those with updates, and the names of those without.
func (c *one) audiences() (told []audience, untold []string) {
	t := c.of("case_contacts", c.ref)
	for i := range t.Len() {
		code := t.Str(i, "audience")
		name := c.label("contact_audience", code)
		if t.Str(i, "state") == noUpdate {
			untold = append(untold, page.Lower(name))
			continue
		}
		if n := len(told); n == 0 || told[n-1].name != name {
			told = append(told, audience{name: name})
		}
		a := &told[len(told)-1]
		a.at = append(a.at, i)
	}
	return told, untold
}

// contact is how family, complainant, witnesses and officers were kept informed.
func (c *one) contact() part {
	p := part{ID: "contact", Title: "How people were kept informed"}
	t := c.of("case_contacts", c.ref)
	told, untold := c.audiences()
	if len(told) == 0 {
		p.Say = append(c.lack("No update to anyone in this case is on record."), c.witnesses())
		return p
	}
	gaps := t.where("state", late)
	p.Say = []string{fmt.Sprintf("%s on record, to %s; %s longer than the standard.", page.Upper(page.Plural(t.Len()-len(untold), "update", "updates")), names(told), page.Plural(len(gaps), "gap", "gaps"))}
	if len(untold) > 0 {
		p.Say = append(p.Say, "None on record to: "+page.List(untold)+".")
	}
	p.Say = append(p.Say, c.witnesses())
	p.Drawing = c.contacts(t, told)
	p.Key = []key{{"event", "update"}}
	if len(gaps) > 0 {
		p.Key = append(p.Key, key{"gap", "longer than the standard, with its days"})
	}
	p.Tables = append(p.Tables, c.toldTable(t, told))
	if len(gaps) > 0 {
		p.Tables = append(p.Tables, c.gapTable(t, gaps))
	}
	p.Notes = []string{c.standard() + " It is law for complainants and interested persons such as families, and a measuring rod for others. The time to the first update is not measured; an update counts whatever it said."}
	return p
}

func names(told []audience) string {
	var out []string
	for _, a := range told {
		out = append(out, page.Lower(a.name))
	}
	return page.List(out)
}

// standard says which gap is too long.
func (c *one) standard() string {
	if c.in.Facts.Limit != nil {
		if l, ok := c.in.Facts.Limit("MIS-CMP-UPD"); ok {
			return fmt.Sprintf("The standard is an update every %d days.", l.N)
		}
	}
	return "The standard for updates has no number of days in the table of limits."
}

// witnesses says what is held of their care: the events of it.
func (c *one) witnesses() string {
	t := c.of("case_timeline", c.ref)
	var said []string
	for _, i := range t.where("code", "witness_contact_offered", "witness_stood_down", "witness_attended") {
		if t.Str(i, "what") == "event" {
			said = append(said, c.low("event", t.Str(i, "code"))+" "+dayOr(t.Day(i, "date"), "on a day not recorded"))
		}
	}
	if len(said) == 0 {
		return "No contact with witnesses is on record."
	}
	if len(said) > 6 {
		return fmt.Sprintf("Witnesses: %d entries, in the timeline.", len(said))
	}
	return "Witnesses: " + strings.Join(said, "; ") + "."
}

func (c *one) toldTable(t rows, told []audience) table {
	out := table{Label: "updates by audience", Say: "Every update, and how it was rated where one was sampled.", Head: []string{"Audience", "Updates", "Longest gap", "Days of the updates", "Rated", "Source"}}
	for _, a := range told {
		var on, rated, sources []string
		longest := -1.0
		for _, i := range a.at {
			on = append(on, page.ShortDay(t.Day(i, "contact_date")))
			if n, ok := t.Num(i, "days"); ok {
				longest = max(longest, n)
			}
			if q := t.Str(i, "quality"); q != "" {
				rated = append(rated, c.low("qa_result", q))
			}
			sources = append(sources, t.Str(i, "source"))
		}
		most := "not known"
		if longest >= 0 {
			most = days(longest, "days")
		}
		out.Rows = append(out.Rows, []cell{text(a.name), number(float64(len(a.at))), text(most), text(strings.Join(on, "; ")), text(tallied(rated)), text(c.from(sources...))})
	}
	return out
}

// tallied counts words: "pass 3, fail 1".
func tallied(words []string) string {
	if len(words) == 0 {
		return "none sampled"
	}
	slices.Sort(words)
	var out []string
	for len(words) > 0 {
		n := 1
		for n < len(words) && words[n] == words[0] {
			n++
		}
		out = append(out, fmt.Sprintf("%s %d", words[0], n))
		words = words[n:]
	}
	return strings.Join(out, ", ")
}

func (c *one) gapTable(t rows, gaps []int) table {
	out := table{Label: "gaps longer than the standard", Say: "Gaps longer than the standard.", Head: []string{"Audience", "From", "Next was due", "Next", "Days"}}
	for _, i := range gaps {
		next := "none by " + page.ShortDay(t.Day(i, "until_date"))
		if d := t.Day(i, "next_date"); !d.IsZero() {
			next = page.ShortDay(d)
		}
		n, _ := t.Num(i, "days")
		out.Rows = append(out.Rows, []cell{text(c.label("contact_audience", t.Str(i, "audience"))), onDay(page.ShortDay(t.Day(i, "contact_date"))), day(t.Day(i, "due_date"), page.NotRecorded), onDay(next), number(n).strong()})
	}
	return out
}

// contacts draws a lane for each audience, its updates and its long gaps.
func (c *one) contacts(t rows, told []audience) drawing {
	var dates []time.Time
	for i := range t.Len() {
		dates = append(dates, t.Day(i, "contact_date"), t.Day(i, "until_date"))
	}
	s, ok := over(dates, drawLeft+4, drawRight-4)
	if !ok {
		return drawing{}
	}
	shape := contactShape{frame: frame{Width: drawWidth, Left: drawLeft, Right: drawRight}}
	y := 4.0
	for _, a := range told {
		l := contactLane{Text: a.name, LabelY: y + 12, Y: y + 36}
		var at, width []float64
		for _, i := range a.at {
			l.Dots = append(l.Dots, s.x(t.Day(i, "contact_date")))
			if t.Str(i, "state") != late {
				continue
			}
			n, _ := t.Num(i, "days")
			g := gapShape{X1: s.x(t.Day(i, "contact_date")), X2: s.x(t.Day(i, "until_date")), Text: page.Decimal(n), TextY: l.Y - 7}
			g.X = round((g.X1 + g.X2) / 2)
			at, width = append(at, g.X), append(width, 4+7*float64(len(g.Text)))
			l.Gaps = append(l.Gaps, g)
		}
		for k, r := range place(at, width, 1) {
			if r < 0 {
				l.Gaps[k].Text = ""
			}
		}
		shape.Lanes = append(shape.Lanes, l)
		y += 46
	}
	shape.Bottom, shape.AxisY, shape.Height = y, y+14, y+20
	shape.Ticks = s.ticks()
	shape.Title = fmt.Sprintf("Updates from %s to %s by audience, with gaps longer than the standard", page.Day(s.first), page.Day(s.last))
	return c.draw("contacts", shape)
}
