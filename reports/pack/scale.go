package pack

import (
	"math"
	"time"
)

// span is a stretch of days drawn from left to right, in units of the drawing.
type span struct {
	first, last time.Time
	left, right float64
}

// over widens nothing: it spans the days given, zero ones aside; false where there is none.
func over(days []time.Time, left, right float64) (span, bool) {
	s := span{left: left, right: right}
	for _, d := range days {
		if d.IsZero() {
			continue
		}
		if s.first.IsZero() || d.Before(s.first) {
			s.first = d
		}
		if d.After(s.last) {
			s.last = d
		}
	}
	return s, !s.first.IsZero()
}

// x is where a day lies, to a tenth; one outside the span lies at its edge.
func (s span) x(d time.Time) float64 {
	whole := s.last.Sub(s.first).Hours()
	if whole <= 0 {
		return round((s.left + s.right) / 2)
	}
	at := min(max(d.Sub(s.first).Hours()/whole, 0), 1)
	return round(s.left + at*(s.right-s.left))
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

type tick struct {
	X      float64
	Text   string
	Anchor string
}

// ticks are the starts of years, quarters or months in the span, as few as can be read.
func (s span) ticks() []tick {
	days := s.last.Sub(s.first).Hours() / 24
	months, format := 12, "2006"
	switch {
	case days <= 200:
		months, format = 1, "Jan 2006"
	case days <= 420:
		months, format = 2, "Jan 2006"
	case days <= 900:
		months, format = 3, "Jan 2006"
	}
	if days > 12*365 {
		months = 24
	}
	var out []tick
	last := -100.0
	for d := time.Date(s.first.Year(), time.January, 1, 0, 0, 0, 0, time.UTC); !d.After(s.last); d = d.AddDate(0, months, 0) {
		if d.Before(s.first) {
			continue
		}
		t := tick{X: s.x(d), Anchor: "middle"}
		if t.X-last >= 60 && t.X <= s.right-20 && t.X >= s.left+20 {
			t.Text, last = d.Format(format), t.X
		}
		out = append(out, t)
	}
	if last < 0 { // a span within one step: its two ends
		out = []tick{{X: s.left, Text: s.first.Format("2 Jan 2006"), Anchor: "start"}}
		if s.last.After(s.first) {
			out = append(out, tick{X: s.right, Text: s.last.Format("2 Jan 2006"), Anchor: "end"})
		}
	}
	return out
}

// place sets labels of these widths at places beside each other on as few rows as will do, at most
// rows; the row of each, -1 for one that has no room. The places rise.
func place(at, width []float64, rows int) []int {
	ends := make([]float64, rows)
	for i := range ends {
		ends[i] = math.Inf(-1)
	}
	out := make([]int, len(at))
	for i := range at {
		out[i] = -1
		for r := range ends {
			if at[i]-width[i]/2 >= ends[r] {
				out[i], ends[r] = r, at[i]+width[i]/2+2
				break
			}
		}
	}
	return out
}
