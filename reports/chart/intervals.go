package chart

import (
	"fmt"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"proceedings/reports/page"
)

// interval draws low to high as a bar with a mark at the middle. The same
// drawing serves medians with their quartiles and rates with their confidence
// interval; only the thickness of the bar differs.
func interval(s Spec, t *table) (*canvas, error) {
	p := s.Parts[0]
	if p.Low == "" || p.High == "" {
		return nil, fmt.Errorf("part %q has no interval", p.Column)
	}
	c := newCanvas(64 + 36*t.Len())
	c.phoneHeight = 64 + 46*t.Len() // names wrap
	c.patch("grid.right", 60)
	c.horizontal(s, t.names())
	if s.Percent {
		c.patch("xAxis.0.max", 1)
		c.patch("grid.right", 118)
		c.phone["grid.right"] = 84
		c.patch("xAxis.0.interval", 0.25)
		c.phone["xAxis.0.interval"] = 0.5
	}
	low, span, middle := make([]point, t.Len()), make([]point, t.Len()), make([]point, t.Len())
	for row := range low {
		lo, okLow := t.Num(row, p.Low)
		hi, okHigh := t.Num(row, p.High)
		mid, okMid := t.Num(row, p.Column)
		if !okLow || !okHigh || !okMid {
			continue
		}
		tip := t.text(row, s.Category) + "\n" + p.Name + " " + t.share(row, p.Column) + "\n" + t.text(row, p.Low) + " to " + t.text(row, p.High)
		low[row] = point{Value: lo}
		span[row] = point{Value: hi - lo, Tip: tip, Text: t.share(row, p.Column), Short: t.brief(row, p.Column)}
		middle[row] = point{Value: []any{mid, row}, Tip: tip}
		if t.small(row) {
			middle[row].ItemStyle = &opts.ItemStyle{Color: page.Paper, BorderColor: page.DarkBlue, BorderWidth: 2}
		}
	}
	width := "14"
	if s.Kind == DotCI {
		width = "4"
	}
	n := c.bar("low", low, func(b *charts.SingleSeries) {
		b.Stack, b.BarWidth = "interval", width
		b.ItemStyle = &opts.ItemStyle{Color: "transparent"}
	})
	c.patchSeries(n, "silent", true)
	n = c.bar(p.Name, span, func(b *charts.SingleSeries) {
		b.Stack, b.BarWidth = "interval", width
		b.ItemStyle = &opts.ItemStyle{Color: page.LightBlue}
	})
	c.patchSeries(n, "label", map[string]any{"show": true, "position": "right", "distance": 8, "color": page.Ink, "fontSize": 13, "lineHeight": 15})
	c.bindSeries(n, "label.formatter", "text")
	c.phone["series."+strconv.Itoa(n)+".label.fontSize"] = 12
	n = c.scatter(p.Name, middle, func(d *charts.SingleSeries) {
		d.Symbol, d.SymbolSize = "circle", 12
		d.ItemStyle = &opts.ItemStyle{Color: page.DarkBlue}
	})
	c.draws(n, p.Column)
	c.patchSeries(n, "z", 5)
	c.patchSeries(n, "itemStyle.opacity", 1)
	c.intervalKeys(s, p, s.Percent && t.anySmall())
	return c, nil
}

func (c *canvas) intervalKeys(s Spec, p Part, small bool) {
	c.key("dot", page.DarkBlue, p.Name)
	if small {
		c.key("hollow", page.DarkBlue, "fewer than 10 records")
	}
	if s.Kind == DotCI {
		c.key("solidlight", page.LightBlue, "95% confidence interval")
		return
	}
	c.key("block", page.LightBlue, "middle half of the cases")
}

// share writes a rate with its k of n where the spec names both, else the
// value alone.
func (t *table) share(row int, column string) string {
	k, okK := t.Num(row, t.spec.K)
	n, okN := t.Num(row, t.spec.N)
	if !okK || !okN {
		return t.text(row, column)
	}
	return page.Share(int64(k), int64(n))
}

// brief is share for a phone: k of n under the percentage.
func (t *table) brief(row int, column string) string {
	k, okK := t.Num(row, t.spec.K)
	n, okN := t.Num(row, t.spec.N)
	if !okK || !okN || n < page.SmallN {
		return t.share(row, column)
	}
	return t.text(row, column) + "\n" + page.Count(int64(k)) + " of " + page.Count(int64(n))
}

func (t *table) anySmall() bool {
	for row := range t.Len() {
		if n, ok := t.Num(row, t.spec.N); ok && n > 0 && n < page.SmallN {
			return true
		}
	}
	return false
}

// small says that a row rests on fewer records than a percentage needs.
func (t *table) small(row int) bool {
	n, ok := t.Num(row, t.spec.N)
	return ok && n < page.SmallN
}
