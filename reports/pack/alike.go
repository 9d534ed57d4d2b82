package pack

import (
	"fmt"
	"strings"

	"proceedings/reports/page"
)

type (
	strip struct {
		Text, No              string
		LabelY, Y, BandY, NoY float64
		X, X25, X50, BandW    float64
		Open                  bool
	}
	stripShape struct {
		frame
		Strips []strip
	}
)

// alike is how the case compares with its like: a place within a class that is large enough, else the range of few.
func (c *one) alike() part {
	p := part{ID: "alike", Title: "How it compares with its like"}
	t := c.of(Classes, c.ref)
	if t.Len() == 0 {
		p.Say = c.lack("This case is set beside no others: classes are made of misconduct hearings and meetings with a notice on record, for proceedings that are open or ended in the 24 months up to " + page.Day(c.in.Period.To) + ".")
		return p
	}
	for i := range t.Len() {
		p.Say = append(p.Say, c.classWords(t, i))
	}
	p.Drawing = c.strips(t)
	if p.Drawing.HTML != "" {
		p.Key = []key{{"event", "this case, heard"}, {"band", "the middle half of the class; the line in it is the median"}}
		if len(t.where("outcome", "waiting")) > 0 {
			p.Key = append(p.Key, key{"planned", "this case, still waiting"})
		}
	}
	p.Tables = []table{c.classTable(t)}
	p.Notes = []string{"Working days from the notice to the first hearing day. A place among others is no judgement, and one case has no statistics of its own: why it was quick or slow is in its events."}
	return p
}

// classWords says where one subject's wait lies.
func (c *one) classWords(t rows, i int) string {
	who := fmt.Sprintf("Subject %s in %s", subject(t.Str(i, "subject_ref")), t.Str(i, "proceeding_ref"))
	if t.Str(i, "subject_ref") == "" {
		who = t.Str(i, "proceeding_ref")
	}
	wait, known := t.Num(i, "wait_wd")
	n, _ := t.Num(i, "class_n")
	var s string
	switch outcome := t.Str(i, "outcome"); {
	case !known:
		return who + ": " + outcome + ", so there is no wait to compare."
	case outcome == "waiting":
		s = fmt.Sprintf("%s: still waiting after %s", who, days(wait, "working days"))
	default:
		s = fmt.Sprintf("%s: %s from notice to hearing", who, days(wait, "working days"))
	}
	class := page.Plural(int(n), "other", "others") + " in the class " + c.class(t, i)
	if _, ok := t.Num(i, "median"); ok { // the class is large enough for a place in it
		return s + ", " + bandWords(t.Str(i, "band")) + " of " + class + "."
	}
	low, ok := t.Num(i, "range_low")
	high, _ := t.Num(i, "range_high")
	switch {
	case n == 0 || !ok:
		return s + "; no other like it was heard in the five years before."
	case n == 1:
		return fmt.Sprintf("%s; one other like it (%s) was heard after %s.", s, c.class(t, i), days(low, "working days"))
	}
	return fmt.Sprintf("%s; too few others to say where that lies: %s, which ran from %s to %s.", s, class, page.Decimal(low), days(high, "working days"))
}

// bandWords says a band without a rank.
func bandWords(band string) string {
	switch band {
	case "0–25":
		return "within the shortest quarter"
	case "25–50":
		return "in the second quarter from the shortest"
	case "50–75":
		return "in the third quarter from the shortest"
	case "75–100":
		return "within the longest quarter"
	case "past 25":
		return "past the shortest quarter"
	case "past 50":
		return "past the shorter half"
	case "past 75":
		return "already within the longest quarter"
	}
	return "short of the first quarter"
}

// class names a class, its type in words.
func (c *one) class(t rows, i int) string {
	name := t.Str(i, "class")
	code, rest, cut := strings.Cut(name, ",")
	name = c.low("proceeding_type", code)
	if cut {
		name += "," + rest
	}
	return "“" + name + "”"
}

func (c *one) classTable(t rows) table {
	out := table{Label: "reference classes", Say: "Each subject’s wait beside the class.",
		Head: []string{"Subject", "Proceeding", "So far", "Working days", "Compared with", "Others", "A quarter by", "Median", "Three quarters by", "Range of few"}}
	for i := range t.Len() {
		num := func(name string) cell {
			if v, ok := t.Num(i, name); ok {
				return number(v)
			}
			return text(page.NotAvailable)
		}
		few := page.NotAvailable
		if low, ok := t.Num(i, "range_low"); ok {
			high, _ := t.Num(i, "range_high")
			few = page.Decimal(low) + " to " + page.Decimal(high)
		}
		out.Rows = append(out.Rows, []cell{text(subject(t.Str(i, "subject_ref"))), text(t.Str(i, "proceeding_ref")), text(t.Str(i, "outcome")), num("wait_wd"),
			text(strings.Trim(c.class(t, i), "“”")), num("class_n"), num("p25"), num("median"), num("p75"), text(few)})
	}
	return out
}

// strips draws each subject that has a class: the middle half, the median and the place of this one.
func (c *one) strips(t rows) drawing {
	shape := stripShape{frame: frame{Width: drawWidth, Left: drawLeft, Right: drawRight}}
	most := 0.0
	var at []int
	for i := range t.Len() {
		p75, ok := t.Num(i, "p75")
		wait, known := t.Num(i, "wait_wd")
		if !ok || !known {
			continue
		}
		at = append(at, i)
		most = max(most, p75*1.25, wait*1.05)
	}
	if len(at) == 0 {
		return drawing{}
	}
	x := func(v float64) float64 { return round(drawLeft + v/most*(drawRight-drawLeft)) }
	y := 16.0
	for _, i := range at {
		p25, _ := t.Num(i, "p25")
		p50, _ := t.Num(i, "median")
		p75, _ := t.Num(i, "p75")
		wait, _ := t.Num(i, "wait_wd")
		s := strip{Text: "Subject " + subject(t.Str(i, "subject_ref")) + ", " + t.Str(i, "proceeding_ref"), No: page.Decimal(wait), LabelY: y + 12, Y: y + 40, BandY: y + 32, NoY: y + 28,
			X: x(wait), X25: x(p25), X50: x(p50), BandW: round(x(p75) - x(p25)), Open: t.Str(i, "outcome") == "waiting"}
		shape.Strips = append(shape.Strips, s)
		y += 56
	}
	shape.Bottom, shape.AxisY, shape.Height = y, y+14, y+20
	step := niceStep(most)
	for v := 0.0; v <= most; v += step {
		shape.Ticks = append(shape.Ticks, tick{X: x(v), Text: page.Decimal(v), Anchor: anchor(v, most)})
	}
	shape.Title = "Working days from notice to hearing: this case beside the middle half of its class"
	return c.draw("strips", shape)
}

func anchor(v, most float64) string {
	switch {
	case v == 0:
		return "start"
	case v > 0.95*most:
		return "end"
	}
	return "middle"
}

// niceStep is a round step that gives at most eight ticks.
func niceStep(most float64) float64 {
	for step := 1.0; ; step *= 10 {
		for _, m := range []float64{1, 2, 5} {
			if most/(step*m) <= 8 {
				return step * m
			}
		}
	}
}
