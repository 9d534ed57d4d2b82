package chart

import (
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"proceedings/queries/stats"
	"proceedings/reports/page"
)

// MostCurves is how many series or cohorts share a chart; of more cohorts the latest are drawn.
const MostCurves = 4

// strokes are the line styles of the series, so that a line is known without its colour.
var strokes = [MostCurves]struct{ key, style, symbol string }{
	{"solid", "solid", "circle"}, {"dashed", "dashed", "rect"}, {"dotted", "dotted", "triangle"}, {"dashdot", "dashed", "diamond"},
}

// timeline prepares an axis of periods at whole positions 0, 1, 2 … It is a
// numeric axis, so that a dated mark can fall inside a quarter.
func (c *canvas) timeline(labels []string) {
	c.labels = labels
	c.x = opts.XAxis{Type: "value", AxisLabel: &opts.AxisLabel{}}
	c.patch("xAxis.0.min", -0.5)
	c.patch("xAxis.0.max", float64(len(labels))-0.5)
	c.patch("xAxis.0.interval", 0.5) // ticks at halves; draw.js writes the whole ones
	c.patch("xAxis.0.splitLine", map[string]any{"show": false})
	c.patch("xAxis.0.axisTick", map[string]any{"show": false})
	c.patch("xAxis.0.axisLabel.showMinLabel", true)
	c.patch("xAxis.0.axisLabel.showMaxLabel", true)
	c.patch("xAxis.0.axisLabel.lineHeight", 16)
	c.bind("xAxis.0.axisLabel.formatter", "period")
}

// lines draws measures over quarters or years. A part with an interval gets a
// band behind it; points on fewer than ten records are hollow; gaps stay gaps.
func lines(s Spec, t *table) (*canvas, error) {
	c := newCanvas(320)
	c.phoneHeight = 280
	c.timeline(t.names())
	c.y = opts.YAxis{Type: "value", AxisLabel: &opts.AxisLabel{}}
	c.valueAxis("yAxis.0", s.Percent)
	c.patch("yAxis.0.min", 0)
	if s.Percent {
		c.patch("yAxis.0.max", 1)
	}
	c.axisTitle(s.YTitle)
	parts := s.Parts[:min(len(s.Parts), MostCurves)]
	for i, p := range parts {
		if p.Low != "" && p.High != "" {
			c.band(t, p)
		}
		n := c.line(p.Name, t.series(p), func(l *charts.SingleSeries) {
			l.Symbol, l.SymbolSize = strokes[i].symbol, 8
			l.ShowSymbol = opts.Bool(true)
			l.LineStyle = &opts.LineStyle{Color: c.colour(i, len(parts)), Width: 2.5, Type: strokes[i].style}
			l.ItemStyle = &opts.ItemStyle{Color: c.colour(i, len(parts))}
		})
		c.draws(n, p.Column)
		c.patchSeries(n, "z", 5)
		c.patchSeries(n, "connectNulls", false)
		if i == 0 {
			c.marks(s, t, n)
		}
		c.key(strokes[i].key, c.colour(i, len(parts)), p.Name)
	}
	if s.Percent && t.anySmall() {
		c.key("hollow", page.DarkBlue, "fewer than 10 records")
	}
	return c, nil
}

// colour gives the palette's order, and its pair where there are two.
func (c *canvas) colour(i, of int) string {
	if of == 2 {
		return [2]string{page.DarkBlue, page.Orange}[i]
	}
	return page.Categorical[i]
}

func (t *table) series(p Part) []point {
	data := make([]point, t.Len())
	for row := range data {
		data[row] = point{Value: []any{row, nil}}
		v, ok := t.Num(row, p.Column)
		if !ok {
			continue
		}
		tip := t.text(row, t.spec.Category) + "\n" + p.Name + ": " + t.share(row, p.Column)
		if p.Low != "" && p.High != "" {
			tip += t.between(row, p)
		}
		data[row] = point{Value: []any{row, v}, Tip: tip}
		if t.spec.Percent && t.small(row) {
			data[row].ItemStyle = &opts.ItemStyle{Color: page.Paper, BorderColor: page.DarkBlue, BorderWidth: 2}
		}
	}
	return data
}

// between words the interval of a point; one without an upper end is "120 or more".
func (t *table) between(row int, p Part) string {
	_, low := t.Num(row, p.Low)
	_, high := t.Num(row, p.High)
	switch {
	case low && high:
		return "\n95% interval " + t.text(row, p.Low) + " to " + t.text(row, p.High)
	case low:
		return "\n95% interval " + t.text(row, p.Low) + " or more"
	}
	return ""
}

// band draws an interval as an area between two unseen lines, in runs: ECharts
// would stack a gap as zero.
func (c *canvas) band(t *table, p Part) {
	low, span := make([]point, t.Len()), make([]point, t.Len())
	for row := range low {
		lo, okLow := t.Num(row, p.Low)
		hi, okHigh := t.Num(row, p.High)
		low[row], span[row] = point{Value: []any{row, nil}}, point{Value: []any{row, nil}}
		if okLow && okHigh {
			low[row], span[row] = point{Value: []any{row, lo}}, point{Value: []any{row, hi - lo}}
		}
	}
	c.area("band "+p.Column, low, span, "")
	c.key("band", page.Band, "95% confidence interval")
}

// area fills what lies between two lines, the second given as its height over the
// first; step as in ECharts, or nothing.
func (c *canvas) area(name string, low, span []point, step string) {
	for i, data := range [][]point{low, span} {
		n := c.line("interval", data, func(l *charts.SingleSeries) {
			l.Stack = name
			l.Symbol = "none"
			if step != "" {
				l.Step = step
			}
			l.LineStyle = &opts.LineStyle{Opacity: opts.Float(0)}
			if i == 1 {
				l.AreaStyle = &opts.AreaStyle{Color: page.Band, Opacity: opts.Float(1)}
			}
		})
		c.patchSeries(n, "silent", true)
	}
}

// marks draws labelled lines at dates: a series across a change of law is two
// series.
func (c *canvas) marks(s Spec, t *table, series int) {
	var data []any
	for _, m := range s.Marks {
		if x, ok := t.position(m.On); ok {
			if len(data)%2 == 1 { // neighbours collide on a phone
				c.phone["series."+strconv.Itoa(series)+".markLine.data."+strconv.Itoa(len(data))+".label.distance"] = 18
			}
			data = append(data, map[string]any{"xAxis": x, "label": map[string]any{"formatter": m.Text}})
		}
	}
	if len(data) == 0 {
		return
	}
	c.patchSeries(series, "markLine", map[string]any{
		"symbol": "none", "silent": true, "data": data,
		"lineStyle": map[string]any{"color": page.Muted, "type": "dashed", "width": 1},
		"label":     map[string]any{"show": true, "position": "end", "color": page.Muted, "fontSize": 12, "distance": 4},
	})
	if s.YTitle != "" {
		c.patch("grid.top", 58)
		c.patch("yAxis.0.nameGap", 34)
	} else {
		c.patch("grid.top", 34)
	}
}

// xmr draws a process behaviour chart.
func xmr(s Spec, t *table) (*canvas, error) {
	c := newCanvas(320)
	c.phoneHeight = 280
	c.timeline(t.names())
	c.y = opts.YAxis{Type: "value", AxisLabel: &opts.AxisLabel{}}
	c.valueAxis("yAxis.0", s.Percent)
	c.patch("yAxis.0.scale", true) // the limits are the scale, not nought
	if s.Small {
		c.patch("yAxis.0.splitNumber", 3)
	} else {
		c.axisTitle(s.YTitle)
		c.patch("grid.right", 92)
		c.phone["grid.right"] = 80
	}
	c.level(t, stats.UpperColumn, "Upper limit", "dashed")
	c.level(t, stats.MeanColumn, "Mean", "solid")
	c.level(t, stats.LowerColumn, "Lower limit", "dashed")
	special := false
	p := s.Parts[0]
	data := t.series(p)
	for row := range data {
		if words := t.signal(row); words != "" {
			special = true
			data[row].Symbol, data[row].SymbolSize = "diamond", 14
			data[row].ItemStyle = &opts.ItemStyle{Color: page.Orange, BorderColor: page.Ink, BorderWidth: 1}
			data[row].Tip += "\n" + words
		}
	}
	n := c.line(p.Name, data, func(l *charts.SingleSeries) {
		l.Symbol, l.SymbolSize = "circle", 7
		l.ShowSymbol = opts.Bool(true)
		l.LineStyle = &opts.LineStyle{Color: page.DarkBlue, Width: 2}
		l.ItemStyle = &opts.ItemStyle{Color: page.DarkBlue}
	})
	c.draws(n, p.Column)
	c.key("dotline", page.DarkBlue, p.Name)
	if special {
		c.key("diamond", page.Orange, "special cause")
	}
	c.key("solid", page.Muted, "mean")
	c.key("dashed", page.Muted, "limits of routine variation")
	return c, nil
}

// ControlKeys is the legend that control charts side by side share.
func ControlKeys() []Key {
	c := newCanvas(0)
	c.key("dotline", page.DarkBlue, "each point")
	c.key("diamond", page.Orange, "special cause")
	c.key("solid", page.Muted, "mean")
	c.key("dashed", page.Muted, "limits of routine variation")
	return c.keys
}

// signal is the special cause of a row in words, or nothing.
func (t *table) signal(row int) string {
	if code, _ := t.Value(row, t.spec.Signal).(string); code == "" {
		return ""
	}
	return t.text(row, t.spec.Signal)
}

// level writes a limit as the values of the chart are written.
func (t *table) level(v float64) string {
	if t.spec.Percent {
		return page.Percent(v)
	}
	return page.Decimal(v)
}

// level draws one of an XmR chart's three lines, named at its end.
func (c *canvas) level(t *table, column, name, style string) {
	data := make([]point, t.Len())
	last := ""
	for row := range data {
		data[row] = point{Value: []any{row, nil}}
		if v, ok := t.Num(row, column); ok {
			last = t.level(v)
			data[row] = point{Value: []any{row, v}, Tip: name + " " + last}
		}
	}
	if len(data) > 0 && !t.spec.Small {
		data[len(data)-1].Text = name + "\n" + last
	}
	n := c.line(name, data, func(l *charts.SingleSeries) {
		l.Symbol = "none"
		l.LineStyle = &opts.LineStyle{Color: page.Muted, Width: 1, Type: style}
	})
	c.draws(n, column)
	c.patchSeries(n, "endLabel", map[string]any{"show": true, "color": page.Muted, "fontSize": 12, "lineHeight": 14, "distance": 6})
	c.bindSeries(n, "endLabel.formatter", "end")
}

// fewAtRisk is the number still waiting below which a curve stops: its steps
// are then the fates of single people.
const fewAtRisk = 5

// survival draws one step curve a cohort, the latest four, each named at its
// end and by its line style.
func survival(s Spec, t *table) (*canvas, error) {
	c := newCanvas(360)
	c.phoneHeight = 320
	c.x = opts.XAxis{Type: "value", AxisLabel: &opts.AxisLabel{}}
	c.patch("xAxis.0.min", 0)
	c.valueAxis("xAxis.0", false)
	c.patch("xAxis.0.axisLabel.hideOverlap", true)
	c.phone["xAxis.0.splitNumber"] = 4
	c.patch("xAxis.0.name", s.XTitle)
	c.patch("xAxis.0.nameLocation", "middle")
	c.patch("xAxis.0.nameGap", 30)
	c.patch("xAxis.0.splitLine", map[string]any{"show": false})
	c.patch("grid.bottom", 34)
	c.y = opts.YAxis{Type: "value", AxisLabel: &opts.AxisLabel{}}
	c.patch("yAxis.0.min", 0)
	c.patch("yAxis.0.max", 1)
	c.valueAxis("yAxis.0", true)
	c.axisTitle(s.YTitle)
	c.patch("grid.right", 76)
	c.phone["grid.right"] = 60
	cohorts := t.groups(s.Series)
	c.survivalBand(t, cohorts)
	for i, cohort := range cohorts[max(0, len(cohorts)-MostCurves):] {
		n := c.line(cohort.name, t.steps(cohort), func(l *charts.SingleSeries) {
			l.Step, l.Symbol = "end", "none"
			l.LineStyle = &opts.LineStyle{Color: page.Categorical[i], Width: 2.5, Type: strokes[i].style}
			l.ItemStyle = &opts.ItemStyle{Color: page.Categorical[i]}
		})
		c.draws(n, s.Parts[0].Column)
		if strokes[i].key == "dashdot" {
			c.patchSeries(n, "lineStyle.type", []int{10, 4, 2, 4})
		}
		c.patchSeries(n, "endLabel", map[string]any{"show": true, "color": page.Ink, "fontSize": 12, "distance": 6,
			"backgroundColor": page.Paper, "padding": []int{1, 2, 1, 2}})
		c.bindSeries(n, "endLabel.formatter", "end")
		c.key(strokes[i].key, page.Categorical[i], cohort.name)
		if i == 0 && s.Limit > 0 {
			c.patchSeries(n, "markLine", map[string]any{
				"symbol": "none", "silent": true, "z": 1, // under the names of the curves
				"data":      []any{map[string]any{"xAxis": s.Limit, "label": map[string]any{"formatter": s.LimitAt}}},
				"lineStyle": map[string]any{"color": page.Muted, "type": "dashed", "width": 1},
				"label":     map[string]any{"show": true, "position": "end", "color": page.Muted, "fontSize": 12, "distance": 12},
			})
			c.patch("grid.top", 66)
			c.patch("yAxis.0.nameGap", 42)
		}
	}
	return c, nil
}

// survivalBand draws the 95% interval of one curve, the latest that at least half of
// its cohort has come to the end of: four bands would hide one another.
func (c *canvas) survivalBand(t *table, cohorts []group) {
	p := t.spec.Parts[0]
	if p.Low == "" || p.High == "" {
		return
	}
	for i := len(cohorts) - 1; i >= 0; i-- {
		low, span, end := t.stepBand(cohorts[i])
		if end > 0.5 || len(low) < 2 {
			continue
		}
		c.area("band", low, span, "end")
		c.key("band", page.Band, "95% interval of "+cohorts[i].name)
		return
	}
}

// stepBand is the interval along one curve, as far as the curve is drawn, and where
// the curve ends.
func (t *table) stepBand(g group) (low, span []point, end float64) {
	p := t.spec.Parts[0]
	end = 1
	for _, row := range g.rows {
		x, okX := t.Num(row, t.spec.X)
		y, okY := t.Num(row, p.Column)
		lo, okLow := t.Num(row, p.Low)
		hi, okHigh := t.Num(row, p.High)
		if !okLow || !okHigh {
			lo, hi = y, y // before the first step
		}
		atRisk, okR := t.Num(row, "at_risk")
		if okX && okY && (!okR || atRisk >= fewAtRisk) {
			low, span = append(low, point{Value: []any{x, lo}}), append(span, point{Value: []any{x, hi - lo}})
			end = y
		}
	}
	return low, span, end
}

type group struct {
	name string
	rows []int
}

// groups splits the rows by a column, in the order they come.
func (t *table) groups(column string) []group {
	var out []group
	for row := range t.Len() {
		name := t.text(row, column)
		i := slices.IndexFunc(out, func(g group) bool { return g.name == name })
		if i < 0 {
			out = append(out, group{name: name})
			i = len(out) - 1
		}
		out[i].rows = append(out[i].rows, row)
	}
	return out
}

func (t *table) steps(g group) []point {
	var data []point
	p := t.spec.Parts[0]
	for _, row := range g.rows {
		x, okX := t.Num(row, t.spec.X)
		y, okY := t.Num(row, p.Column)
		atRisk, okR := t.Num(row, "at_risk")
		if okX && okY && (!okR || atRisk >= fewAtRisk) {
			data = append(data, point{Value: []any{x, y},
				Tip: g.name + "\n" + p.Name + " after " + t.text(row, t.spec.X) + " " + t.spec.Unit + ": " + t.text(row, p.Column)})
		}
	}
	if len(data) > 0 {
		data[len(data)-1].Text = g.name
	}
	return data
}
