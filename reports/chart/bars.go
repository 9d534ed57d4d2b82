package chart

import (
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"proceedings/queries"
	"proceedings/reports/page"
)

// Widths of the names beside horizontal bars; longer names wrap.
const (
	nameWidth      = 210
	phoneNameWidth = 104
)

// manyBars is the number of stacked bars from which they stand closer.
const manyBars = 6

// horizontal prepares an axis of names down the side and one of values along
// the foot, from zero.
func (c *canvas) horizontal(s Spec, names []string) {
	c.y = opts.YAxis{Type: "category", Data: names, AxisLabel: &opts.AxisLabel{}}
	c.patch("yAxis.0.inverse", true)
	c.patch("yAxis.0.axisTick", map[string]any{"show": false})
	c.patch("yAxis.0.axisLabel.width", nameWidth)
	c.patch("yAxis.0.axisLabel.overflow", "break")
	c.patch("yAxis.0.axisLabel.interval", 0)
	c.patch("yAxis.0.axisLabel.lineHeight", 16)
	c.patch("yAxis.0.splitLine", map[string]any{"show": false})
	c.phone["yAxis.0.axisLabel.width"] = phoneNameWidth
	c.phone["yAxis.0.axisLabel.fontSize"] = 12
	c.x = opts.XAxis{Type: "value", AxisLabel: &opts.AxisLabel{}}
	c.patch("xAxis.0.min", 0)
	c.patch("xAxis.0.axisLabel.hideOverlap", true)
	c.phone["xAxis.0.splitNumber"] = 3
	c.valueAxis("xAxis.0", s.Percent)
	if s.XTitle != "" {
		c.patch("xAxis.0.name", s.XTitle)
		c.patch("xAxis.0.nameLocation", "middle")
		c.patch("xAxis.0.nameGap", 30)
		c.patch("grid.bottom", 34)
	}
}

// valueAxis formats the numbers of an axis.
func (c *canvas) valueAxis(path string, percent bool) {
	if percent {
		c.bind(path+".axisLabel.formatter", "percent")
		return
	}
	c.patch(path+".minInterval", 1)
	c.bind(path+".axisLabel.formatter", "number")
}

func (t *table) names() []string {
	names := make([]string, t.Len())
	for i := range names {
		names[i] = t.text(i, t.spec.Category)
	}
	return names
}

// stacked draws parts of a whole, each written in its own segment where it
// fits, with the total at the end.
func stacked(s Spec, t *table) (*canvas, error) {
	if len(s.Parts) > len(page.Categorical) {
		s.Parts = s.Parts[:len(page.Categorical)]
	}
	c := newCanvas(56 + 46*min(t.Len(), manyBars) + 38*max(0, t.Len()-manyBars))
	c.phoneHeight = 56 + 48*t.Len() // names wrap
	c.horizontal(s, t.names())
	c.patch("grid.right", 44)
	totals, longest := t.totals(s.Parts)
	for i, p := range s.Parts {
		data := make([]point, t.Len())
		for row := range data {
			if t.partly(row, s.Parts) {
				continue // a bar of the other parts would look like the whole
			}
			v := t.count(row, p)
			data[row] = point{Value: v, Share: v / longest, Tip: t.text(row, s.Category) + "\n" + p.Name + ": " + page.Decimal(v)}
			if v > 0 {
				data[row].Text = page.Decimal(v)
			}
		}
		n := c.bar(p.Name, data, func(b *charts.SingleSeries) {
			b.Stack = "all"
			b.BarWidth = "26"
			b.ItemStyle = &opts.ItemStyle{Color: c.colour(i, len(s.Parts)), BorderColor: page.Paper, BorderWidth: 1}
		})
		c.draws(n, strings.Join(append([]string{p.Column}, p.And...), "+"))
		c.patchSeries(n, "label", map[string]any{"show": true, "position": "inside", "color": on(c.colour(i, len(s.Parts))), "fontSize": 13})
		c.bindSeries(n, "label.formatter", "fit")
		c.key("block", c.colour(i, len(s.Parts)), p.Name)
	}
	c.totalLabels(t, s.Parts, totals)
	return c, nil
}

// on is the text colour that reads on a colour of the palette.
func on(colour string) string {
	for i, c := range page.Categorical {
		if c == colour {
			return page.OnCategorical[i]
		}
	}
	return page.Ink
}

func (t *table) totals(parts []Part) ([]float64, float64) {
	totals, longest := make([]float64, t.Len()), 1.0
	for row := range totals {
		if t.partly(row, parts) {
			continue
		}
		for _, p := range parts {
			totals[row] += t.count(row, p)
		}
		longest = max(longest, totals[row])
	}
	return totals, longest
}

// totalLabels writes each bar's total behind it, on a bar of no length.
func (c *canvas) totalLabels(t *table, parts []Part, totals []float64) {
	data := make([]point, len(totals))
	for i, v := range totals {
		data[i] = point{Value: 0, Text: page.Decimal(v)}
		if t.partly(i, parts) {
			data[i].Text = queries.WithheldMark
		}
	}
	n := c.bar("Total", data, func(b *charts.SingleSeries) { b.Stack = "all" })
	c.patchSeries(n, "label", map[string]any{"show": true, "position": "right", "color": page.Ink, "fontWeight": "bold", "fontSize": 13})
	c.bindSeries(n, "label.formatter", "text")
	c.patchSeries(n, "silent", true)
}

// bars draws one measure; a ranked bar adds its share and running share in
// words, where others would add a second axis.
func bars(s Spec, t *table) (*canvas, error) {
	c := newCanvas(56 + 34*t.Len())
	c.phoneHeight = 56 + 48*t.Len() // names wrap
	c.horizontal(s, t.names())
	c.patch("grid.right", 60)
	p := s.Parts[0]
	data := make([]point, t.Len())
	for row := range data {
		v, ok := t.Num(row, p.Column)
		if !ok {
			if t.Withheld(row, p.Column) {
				data[row].Text = queries.WithheldMark
			}
			continue
		}
		text := t.text(row, p.Column)
		data[row] = point{Value: v, Text: text}
		for i, more := range s.Parts[1:] {
			text += " · " + more.Name + t.text(row, more.Column)
			if i == 0 {
				data[row].Short = text
			}
		}
		data[row].Text, data[row].Tip = text, t.text(row, s.Category)+"\n"+text
	}
	if len(s.Parts) > 1 {
		c.patch("grid.right", 176)
		c.phone["grid.right"] = 80
	}
	n := c.bar(p.Name, data, func(b *charts.SingleSeries) {
		b.BarMaxWidth = "22"
		b.ItemStyle = &opts.ItemStyle{Color: page.DarkBlue}
	})
	c.draws(n, p.Column)
	c.patchSeries(n, "label", map[string]any{"show": true, "position": "right", "color": page.Ink, "fontSize": 13})
	c.phone["series.0.label.fontSize"] = 12
	c.bindSeries(n, "label.formatter", "text")
	return c, nil
}

// axisTitle writes a value axis's title level above it, not turned on its side.
func (c *canvas) axisTitle(title string) {
	if title == "" {
		return
	}
	c.patch("yAxis.0.name", title)
	c.patch("yAxis.0.nameLocation", "end")
	c.patch("yAxis.0.nameGap", 14)
	c.patch("yAxis.0.nameTextStyle", map[string]any{"align": "left", "color": page.Muted, "fontSize": 13, "padding": []int{0, 0, 0, -30}})
	c.patch("grid.top", 38)
}
