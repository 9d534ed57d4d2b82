package chart

import (
	"encoding/json"
	"fmt"
	"time"

	"proceedings/queries"
)

// Kind is a way of drawing.
type Kind string

// The kinds of chart.
const (
	Stacked  Kind = "stacked bar"    // horizontal, at most four parts
	Bars     Kind = "bar"            // horizontal, one measure
	Lines    Kind = "line"           // over quarters or years, with optional bands
	XmR      Kind = "control chart"  // points, mean, limits, special causes
	Survival Kind = "step curve"     // one step curve a cohort
	Funnel   Kind = "funnel plot"    // rate against denominator, with limits
	Pareto   Kind = "ranked bar"     // bars with cumulative share as text
	Interval Kind = "interval chart" // low to high with a middle
	DotCI    Kind = "dot plot"       // estimate with its confidence interval
)

// Part is one measure to draw.
type Part struct {
	Column    string
	And       []string // counts that are drawn with it as one, as a stacked bar has room for four
	Name      string
	Low, High string // columns of its interval, where it has one
}

// Mark is a date to mark on a time axis, with its words.
type Mark struct {
	On   time.Time
	Text string
}

// Spec says which columns of a result are drawn, and how.
type Spec struct {
	Kind     Kind
	Category string // the column of names, quarters, months or cohorts
	Series   string // the column that splits rows into curves (survival)
	Parts    []Part
	N        string // denominator column: points on fewer than ten are hollow
	K        string // numerator column, for labels, where there is one
	Signal   string // XmR: the column that names special causes
	X        string // survival: time; funnel: denominator
	Percent  bool
	XTitle   string
	YTitle   string
	Limit    float64 // a vertical line at this x (survival)
	LimitAt  string  // its label
	Marks    []Mark
	Unit     string   // of values in tips: "working days"
	Tight    bool     // print it low: for a report of few pages
	Small    bool     // one of several side by side, without words at its lines
	Skip     []string // codes of Category that are left out of the drawing
	// Text writes a cell in words: labels of codes, dates, quarters.
	Text func(queries.Column, queries.Value) string
}

// Key is one entry of a legend, drawn beside the chart as HTML.
type Key struct {
	Shape  string // block, solid, dashed, dotted, dashdot, dot, hollow, diamond, band
	Colour string
	Text   string
}

// Chart is a chart ready to be put on a page.
type Chart struct {
	Kind    Kind
	Options json.RawMessage // for draw.js
	Keys    []Key
}

// Build draws a result.
func Build(s Spec, r *queries.Result) (Chart, error) {
	if s.Text == nil {
		return Chart{}, fmt.Errorf("chart: %s without a text function", s.Kind)
	}
	t, err := newTable(s, r)
	if err != nil {
		return Chart{}, err
	}
	build, ok := map[Kind]func(Spec, *table) (*canvas, error){
		Stacked: stacked, Bars: bars, Pareto: bars, Lines: lines, XmR: xmr,
		Survival: survival, Funnel: funnel, Interval: interval, DotCI: interval,
	}[s.Kind]
	if !ok {
		return Chart{}, fmt.Errorf("chart: no kind %q", s.Kind)
	}
	c, err := build(s, t)
	if err != nil {
		return Chart{}, fmt.Errorf("chart: %s: %w", s.Kind, err)
	}
	if s.Tight {
		c.printHeight = tight(s, t)
	}
	if s.Small {
		c.height, c.phoneHeight = smallHeight, smallHeight
	}
	options, err := c.finish()
	if err != nil {
		return Chart{}, fmt.Errorf("chart: %s: %w", s.Kind, err)
	}
	return Chart{Kind: s.Kind, Options: options, Keys: c.keys}, nil
}

// smallHeight is that of a chart that stands beside others, in pixels.
const smallHeight = 180

// tight is the height of a chart in a report of few printed pages.
func tight(s Spec, t *table) int {
	switch s.Kind {
	case Stacked, Bars, Pareto:
		return 56 + 27*t.Len()
	case Survival, Funnel:
		return 240 // titles and labels above and below the plot
	case Lines:
		if s.Marks != nil {
			return 200
		}
	}
	return 176
}
