package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"proceedings/queries/stats"
	"proceedings/reports/page"
)

// funnel draws rates against their denominators with the limits of chance.
// Only names outside the wider limits, on ten records or more, are written:
// the rest is not a ranking.
func funnel(s Spec, t *table) (*canvas, error) {
	c := newCanvas(360)
	c.phoneHeight = 320
	c.x = opts.XAxis{Type: "value", AxisLabel: &opts.AxisLabel{}}
	c.patch("xAxis.0.min", 0)
	c.patch("xAxis.0.name", s.XTitle)
	c.patch("xAxis.0.nameLocation", "middle")
	c.patch("xAxis.0.nameGap", 30)
	c.patch("xAxis.0.splitLine", map[string]any{"show": false})
	c.patch("grid.bottom", 34)
	c.valueAxis("xAxis.0", false)
	c.y = opts.YAxis{Type: "value", AxisLabel: &opts.AxisLabel{}}
	rows := t.byDenominator()
	c.patch("yAxis.0.min", 0)
	c.patch("yAxis.0.max", t.reach(rows))
	c.patch("yAxis.0.minInterval", 0.1)
	c.valueAxis("yAxis.0", true)
	c.axisTitle(s.YTitle)
	for _, l := range []struct{ column, style string }{
		{"low95", "dashed"}, {"high95", "dashed"}, {"low998", "dotted"}, {"high998", "dotted"}, {"overall", "solid"},
	} {
		n := c.line(l.column, t.limit(rows, l.column), func(o *charts.SingleSeries) {
			o.Symbol = "none"
			o.LineStyle = &opts.LineStyle{Color: page.Muted, Width: 1.5, Type: l.style}
		})
		c.patchSeries(n, "silent", true)
	}
	n := c.scatter(s.Parts[0].Name, t.dots(rows), func(d *charts.SingleSeries) {
		d.Symbol, d.SymbolSize = "circle", 10
		d.ItemStyle = &opts.ItemStyle{Color: page.DarkBlue, BorderColor: page.Paper, BorderWidth: 1}
	})
	c.draws(n, s.Parts[0].Column)
	c.patchSeries(n, "z", 5)
	c.patchSeries(n, "itemStyle.opacity", 1)
	if t.outside() {
		c.names(t.outlierNames(rows))
	}
	c.key("dot", page.DarkBlue, s.Parts[0].Name)
	if t.outside() {
		c.key("diamond", page.Orange, "outside the 99.8% limits")
	}
	c.key("solid", page.Muted, "all together")
	c.key("dashed", page.Muted, "95% limits")
	c.key("dotted", page.Muted, "99.8% limits")
	return c, nil
}

// names writes the names of outliers in a layer under the dots, so that what
// keeps the letters clear of the lines never cuts a dot.
func (c *canvas) names(data []point) {
	n := c.scatter("names", data, func(d *charts.SingleSeries) {
		d.Symbol, d.SymbolSize = "circle", 15
		d.ItemStyle = &opts.ItemStyle{Color: "transparent"}
	})
	c.patchSeries(n, "z", 4)
	c.patchSeries(n, "silent", true)
	c.patchSeries(n, "label", map[string]any{"show": true, "position": "right", "color": page.Ink, "fontSize": 12, "distance": 6,
		"textBorderColor": page.Paper, "textBorderWidth": 2, "width": 170, "overflow": "truncate"})
	c.phone["series."+strconv.Itoa(n)+".label.width"] = 96
	c.bindSeries(n, "label.formatter", "text")
}

// outlierNames are the names beyond the wider limits, on ten records or more.
// A name stands to the right of its dot, where the limits have drawn in, and
// in the right half of the chart to the left.
func (t *table) outlierNames(rows []int) []point {
	var data []point
	farthest := t.max(t.spec.X, 0)
	for _, row := range rows {
		x, okX := t.Num(row, t.spec.X)
		y, okY := t.Num(row, t.spec.Parts[0].Column)
		if !okX || !okY || x < page.SmallN || !t.outlier(row) {
			continue
		}
		p := point{Value: []any{x, y}, Text: t.text(row, t.spec.Category)}
		if x > farthest/2 {
			p.Label = &opts.Label{Position: "left"}
		}
		data = append(data, p)
	}
	return data
}

// reach is the top of the scale that points and limits need, in tenths.
func (t *table) reach(rows []int) float64 {
	high := 0.1
	for _, row := range rows {
		for _, column := range []string{t.spec.Parts[0].Column, "high998"} {
			if v, ok := t.Num(row, column); ok {
				high = max(high, v)
			}
		}
	}
	return min(1, math.Ceil(high*10)/10)
}

func (t *table) outside() bool {
	for row := range t.Len() {
		if t.outlier(row) {
			return true
		}
	}
	return false
}

// outlier says that a row lies beyond the wider limits.
func (t *table) outlier(row int) bool {
	p, _ := t.Value(row, "position").(string)
	return p == stats.Above998 || p == stats.Below998
}

func (t *table) byDenominator() []int {
	rows := make([]int, t.Len())
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		x, _ := t.Num(a, t.spec.X)
		y, _ := t.Num(b, t.spec.X)
		return cmp.Compare(x, y)
	})
	return rows
}

func (t *table) limit(rows []int, column string) []point {
	var data []point
	for _, row := range rows {
		x, okX := t.Num(row, t.spec.X)
		y, okY := t.Num(row, column)
		if okX && okY && x > 0 {
			data = append(data, point{Value: []any{x, y}})
		}
	}
	return data
}

func (t *table) dots(rows []int) []point {
	var data []point
	for _, row := range rows {
		x, okX := t.Num(row, t.spec.X)
		y, okY := t.Num(row, t.spec.Parts[0].Column)
		if !okX || !okY {
			continue
		}
		name := t.text(row, t.spec.Category)
		p := point{Value: []any{x, y}, Tip: name + "\n" + t.share(row, t.spec.Parts[0].Column) + "\n" + t.text(row, "position")}
		if t.outlier(row) {
			p.Symbol, p.SymbolSize = "diamond", 15
			p.ItemStyle = &opts.ItemStyle{Color: page.Orange, BorderColor: page.Ink, BorderWidth: 1}
		}
		data = append(data, p)
	}
	return data
}
