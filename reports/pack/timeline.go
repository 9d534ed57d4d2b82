package pack

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/reports/page"
)

// Measures of the timeline's drawing.
const (
	drawWidth = 760
	drawLeft  = 12
	drawRight = 748
	laneTop   = 18 // under the label of a lane
	labelStep = 12 // from one row of numbers to the next
	labelRows = 5
)

// entry is one numbered line of the timeline.
type entry struct {
	no       int
	date     time.Time
	planned  time.Time
	what     string
	subjects []string // in words
	refs     []string // of the subjects; empty: all
	code     string   // of the event; else what it is, such as decision
	lane     string   // reference of the proceeding; empty: the case
	recorded string
	source   string
}

// entries are the dated and undated happenings of the case, numbered in order of day. What is the same but for
// the person is one entry.
func (c *one) entries() []entry {
	t := c.of("case_timeline", c.ref)
	var out []entry
	seen := map[string]int{}
	for _, i := range t.where("what", "event", "incident", "decision", "opened", "ended") {
		e := entry{no: len(out) + 1, date: t.Day(i, "date"), planned: t.Day(i, "planned_date"), subjects: []string{subject(t.Str(i, "subject_ref"))}, refs: []string{t.Str(i, "subject_ref")},
			code: t.Str(i, "what"), lane: t.Str(i, "proceeding_ref"), source: t.Str(i, "source"), recorded: dayOr(t.Day(i, "recorded_date"), page.NotRecorded)}
		code := t.Str(i, "code")
		switch t.Str(i, "what") {
		case "event":
			e.what, e.code = c.label("event", code), code
		case "incident":
			e.what = "Incident"
		case "decision":
			e.what = "Decision: " + c.low("decision_level", code)
			if s := t.Str(i, "standing"); s != "" && s != "final" {
				e.what += " (" + s + ")"
			}
		case "opened":
			e.what = c.label("proceeding_type", code) + " opened"
		case "ended":
			e.what = c.label("proceeding_type", code) + " ended"
		}
		same := strings.Join([]string{e.what, e.lane, e.source, e.recorded, e.date.String(), e.planned.String()}, "\x00")
		if at, ok := seen[same]; ok {
			out[at].subjects, out[at].refs = include(out[at].subjects, e.subjects[0]), include(out[at].refs, e.refs[0])
			continue
		}
		seen[same] = len(out)
		out = append(out, e)
	}
	return out
}

// happened is what happened when: the drawing, the same entries as a table, and what held the work up.
func (c *one) happened() part {
	p := part{ID: "timeline", Title: "What happened when"}
	t, all := c.of("case_timeline", c.ref), c.entries()
	if t.Len() == 0 {
		p.Say = c.lack("No dated event, hearing day or hold of this case is on record.")
		return p
	}
	p.Say = append(p.Say, c.spanOf(all))
	p.Drawing, p.Key = c.timeline(all)
	if len(all) > 0 {
		p.Tables = append(p.Tables, c.entryTable(all))
	}
	if held := c.heldTable(t); held != nil {
		p.Tables = append(p.Tables, *held)
	} else {
		p.Say = append(p.Say, "No hold and no restriction is on record.")
	}
	p.Notes = []string{"Numbers in the drawing are those of the table. Planned is the first day listed for it, where a list of hearings is held; an event that no export holds is not here."}
	return p
}

// spanOf says from when to when entries are held and whether what was planned was kept.
func (c *one) spanOf(all []entry) string {
	var dates []time.Time
	planned, kept, dated := 0, 0, 0
	for _, e := range all {
		dates = append(dates, e.date)
		if !e.date.IsZero() {
			dated++
		}
		if !e.planned.IsZero() && !e.date.IsZero() {
			planned++
			if !e.date.After(e.planned) {
				kept++
			}
		}
	}
	s, ok := over(dates, 0, 1)
	if !ok {
		return "None of what is on record has a day."
	}
	said := fmt.Sprintf("%s from %s to %s", page.Plural(dated, "dated entry", "dated entries"), page.Day(s.first), page.Day(s.last))
	if dated < len(all) {
		said += fmt.Sprintf(", and %d without a day", len(all)-dated)
	}
	said += "."
	switch {
	case planned == 0:
		return said + " No listed day stands beside what happened, so planned and actual cannot be compared."
	case planned == 1 && kept == 1:
		return said + " The one beginning with a listed day came on the first day listed for it, or before."
	}
	return said + fmt.Sprintf(" Of %s with a listed day, %d came on the first day listed or before.", page.Plural(planned, "beginning", "beginnings"), kept)
}

func (c *one) entryTable(all []entry) table {
	out := table{Label: "what happened when", Say: "Every entry in order of day.", Head: []string{"No", "Date", "What", "Subject", "Proceeding", "Planned for", "Recorded", "Source"}}
	for _, e := range all {
		lane := e.lane
		if lane == "" {
			lane = "the case"
		}
		planned := "none listed"
		if !e.planned.IsZero() {
			planned = page.ShortDay(e.planned)
		}
		if !slices.ContainsFunc(all, func(o entry) bool { return !o.planned.IsZero() }) {
			planned = ""
		}
		row := []cell{number(float64(e.no)), day(e.date, page.NotRecorded), text(e.what), text(strings.Join(e.subjects, ", ")), text(lane)}
		if planned != "" {
			row = append(row, onDay(planned))
		}
		out.Rows = append(out.Rows, append(row, onDay(e.recorded), text(c.from(e.source))))
	}
	if len(out.Rows) > 0 && len(out.Rows[0]) < len(out.Head) {
		out.Head = slices.Delete(out.Head, 5, 6)
	}
	return out
}

// heldTable lists holds and restrictions; nil where there is none.
func (c *one) heldTable(t rows) *table {
	out := table{Label: "holds and restrictions", Say: "Holds stand beside limits and are taken off none. Restrictions bind who reads this.",
		Head: []string{"What", "From", "Until", "Days", "Subject", "Source"}}
	for _, i := range t.where("what", "hold", "restriction") {
		list, name := "hold_kind", "Hold: "
		if t.Str(i, "what") == "restriction" {
			list, name = "restriction_kind", "Restriction: "
		}
		from, until := t.Day(i, "date"), t.Day(i, "until_date")
		took := "open"
		if !from.IsZero() && !until.IsZero() {
			took = "dates run backwards"
			if n := until.Sub(from).Hours()/24 + 1; n > 0 {
				took = page.Decimal(n)
			}
		}
		out.Rows = append(out.Rows, []cell{text(name + c.low(list, t.Str(i, "code"))), day(from, page.NotRecorded), day(until, "no end recorded"),
			text(took), text(subject(t.Str(i, "subject_ref"))), text(c.from(t.Str(i, "source")))})
	}
	if len(out.Rows) == 0 {
		return nil
	}
	return &out
}

// The drawing's shapes.
type (
	holdShape struct {
		X, W  float64
		Lines []string
	}
	slipShape struct{ X1, X2, Y float64 }
	dayShape  struct {
		X, Y       float64
		Used, Lost bool
		Path       string
	}
	markShape struct {
		X, Y, TextX, TextY float64
		Text               string
	}
	lane struct {
		Text      string
		LabelY, Y float64
		Slips     []slipShape
		Days      []dayShape
		Dues      []string
		Marks     []markShape
	}
	timelineShape struct {
		frame
		Inner float64
		Holds []holdShape
		Lanes []lane
	}
)

// timeline draws the case: a lane for the case and one for each proceeding, holds shaded behind.
func (c *one) timeline(all []entry) (drawing, []key) {
	t := c.of("case_timeline", c.ref)
	holds, listed := t.where("what", "hold"), t.where("what", "day")
	var dates []time.Time
	for _, e := range all {
		dates = append(dates, e.date, e.planned)
	}
	for _, i := range slices.Concat(holds, listed) {
		dates = append(dates, t.Day(i, "date"), t.Day(i, "until_date"))
	}
	s, ok := over(dates, drawLeft+4, drawRight-4)
	if !ok {
		return drawing{}, nil
	}
	shape := timelineShape{frame: frame{Width: drawWidth, Left: drawLeft, Right: drawRight, Top: 4}}
	marks := map[string]bool{}
	y := shape.Top
	for _, ref := range c.lanes(all, listed) {
		l, height := c.lane(s, ref, all, listed, y, marks)
		shape.Lanes = append(shape.Lanes, l)
		y += height
	}
	shape.Bottom, shape.Inner, shape.AxisY, shape.Height = y, y-shape.Top, y+14, y+20
	for _, i := range holds {
		if h, ok := c.holdShape(s, t.Day(i, "date"), t.Day(i, "until_date"), shape.Top, y); ok {
			shape.Holds = append(shape.Holds, h)
			marks["hold"] = true
		}
	}
	shape.Ticks = s.ticks()
	shape.Title = fmt.Sprintf("Timeline of case %s from %s to %s: %d entries, each a numbered row of the table below", c.ref, page.Day(s.first), page.Day(s.last), len(all))
	return c.draw("timeline", shape), timelineKey(marks)
}

func timelineKey(marks map[string]bool) []key {
	var out []key
	for _, k := range []key{{"event", "what happened, by its number in the table"}, {"planned", "first day listed, to the day that it came"}, {"used", "listed day used"},
		{"lost", "listed day lost"}, {"due", "limit that was not met: the day due"}, {"hold", "on hold"}} {
		if marks[k.Mark] {
			out = append(out, k)
		}
	}
	return out
}

// lanes are the proceedings that something is drawn of, the case first; the empty reference is the case.
func (c *one) lanes(all []entry, listed []int) []string {
	out := []string{""}
	t := c.of("case_timeline", c.ref)
	for _, e := range all {
		if !slices.Contains(out, e.lane) {
			out = append(out, e.lane)
		}
	}
	for _, i := range listed {
		if ref := t.Str(i, "proceeding_ref"); !slices.Contains(out, ref) {
			out = append(out, ref)
		}
	}
	return out
}

func (c *one) laneName(ref string) string {
	if ref == "" {
		return "The case"
	}
	for _, p := range c.proceedings() {
		if p.ref == ref {
			return p.name
		}
	}
	return "Proceeding " + ref
}

// lane draws one lane from y down and returns its height.
func (c *one) lane(s span, ref string, all []entry, listed []int, y float64, marks map[string]bool) (lane, float64) {
	t := c.of("case_timeline", c.ref)
	l := lane{Text: c.laneName(ref), LabelY: y + 13}
	var own []entry
	for _, e := range all {
		if e.lane == ref && !e.date.IsZero() {
			own = append(own, e)
		}
	}
	at, width := make([]float64, len(own)), make([]float64, len(own))
	for i, e := range own {
		at[i], width[i] = s.x(e.date), 4+7*float64(len(fmt.Sprint(e.no)))
	}
	rows := place(at, width, labelRows)
	deepest := 0
	for _, r := range rows {
		deepest = max(deepest, r)
	}
	l.Y = y + laneTop + float64(deepest+1)*labelStep + 8
	for i, e := range own {
		m := markShape{X: at[i], Y: l.Y, TextX: at[i]}
		if rows[i] >= 0 {
			m.Text, m.TextY = fmt.Sprint(e.no), l.Y-8-float64(rows[i])*labelStep
		}
		l.Marks = append(l.Marks, m)
		marks["event"] = true
		if !e.planned.IsZero() && !e.planned.Equal(e.date) {
			l.Slips = append(l.Slips, slipShape{s.x(e.planned), s.x(e.date), l.Y})
			marks["planned"] = true
		}
	}
	for _, i := range listed {
		if t.Str(i, "proceeding_ref") != ref || t.Day(i, "date").IsZero() {
			continue
		}
		x, used := s.x(t.Day(i, "date")), t.Str(i, "used")
		d := dayShape{X: round(x - 3.5), Y: l.Y + 8, Used: used == "used", Lost: used == "lost"}
		d.Path = fmt.Sprintf("M%g %gl7 7m0 -7l-7 7", round(x-3.5), l.Y+8)
		l.Days = append(l.Days, d)
		marks["used"], marks["lost"] = marks["used"] || d.Used, marks["lost"] || d.Lost
	}
	for _, d := range c.unmet(ref) {
		l.Dues = append(l.Dues, fmt.Sprintf("M%g %gh9l-4.5 8Z", round(s.x(d)-4.5), l.Y+19))
		marks["due"] = true
	}
	height := l.Y - y + 16
	if len(l.Days) > 0 {
		height += 6
	}
	if len(l.Dues) > 0 {
		height += 14
	}
	return l, height
}

// holdShape shades a hold over all lanes; one without an end runs to the edge. It is hatched, so that it shows without colour.
func (c *one) holdShape(s span, from, until time.Time, top, bottom float64) (holdShape, bool) {
	if from.IsZero() || !until.IsZero() && until.Before(from) {
		return holdShape{}, false
	}
	if until.IsZero() {
		until = s.last
	}
	h := holdShape{X: s.x(from)}
	h.W = max(round(s.x(until)-h.X), 2)
	for x := h.X + 8; x < h.X+h.W; x += 8 {
		h.Lines = append(h.Lines, fmt.Sprintf("M%g %gV%g", round(x), top, bottom))
	}
	return h, true
}
