package chart

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"proceedings/reports/page"
)

const fontFamily = `"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif`

// point is one datum. Tip and Text are finished words: nothing is formatted in
// the browser, so that chart, table and sentence cannot differ.
type point struct {
	Value      any             `json:"value"`
	Tip        string          `json:"tip,omitempty"`
	Text       string          `json:"text,omitempty"`
	Short      string          `json:"short,omitempty"` // in place of Text on a phone
	Share      float64         `json:"share,omitempty"` // of the longest bar, to know whether text fits
	Label      *opts.Label     `json:"label,omitempty"`
	Symbol     string          `json:"symbol,omitempty"`
	SymbolSize int             `json:"symbolSize,omitempty"`
	ItemStyle  *opts.ItemStyle `json:"itemStyle,omitempty"`
}

// bind asks draw.js to put one of its own functions at a path of the options.
type bind struct {
	Path string `json:"path"`
	Fn   string `json:"fn"`
}

// canvas collects a chart's series and what go-echarts has no type for.
type canvas struct {
	base        *charts.Line // any rectangular chart can carry the others
	x           opts.XAxis
	y           opts.YAxis
	labels      []string // words for whole positions on a numeric axis
	height      int
	phoneHeight int
	printHeight int // 0: as on screen
	patches     map[string]any
	phone       map[string]any
	binds       []bind
	keys        []Key
	columns     map[int]string // of a series: the column of the result that it draws
	n           int            // series so far
}

func newCanvas(height int) *canvas {
	return &canvas{base: charts.NewLine(), height: height, phoneHeight: height,
		patches: map[string]any{}, phone: map[string]any{}, columns: map[int]string{}}
}

type seriesOption = func(*charts.SingleSeries)

func (c *canvas) line(name string, data []point, f seriesOption) int {
	one := charts.NewLine()
	one.AddSeries(name, nil, charts.WithSeriesOpts(with(data, f)))
	return c.overlap(one)
}

func (c *canvas) bar(name string, data []point, f seriesOption) int {
	one := charts.NewBar()
	one.AddSeries(name, nil, charts.WithSeriesOpts(with(data, f)))
	return c.overlap(one)
}

func (c *canvas) scatter(name string, data []point, f seriesOption) int {
	one := charts.NewScatter()
	one.AddSeries(name, nil, charts.WithSeriesOpts(with(data, f)))
	return c.overlap(one)
}

func with(data []point, f seriesOption) charts.SingleSeriesOptFunc {
	return func(s *charts.SingleSeries) {
		s.Data = data
		s.Animation = opts.Bool(false)
		if f != nil {
			f(s)
		}
	}
}

func (c *canvas) overlap(o charts.Overlaper) int {
	c.base.Overlap(o)
	c.n++
	return c.n - 1
}

// draws says which column of the result a series draws, so that a drawing can be held
// against its figures.
func (c *canvas) draws(series int, column string) { c.columns[series] = column }

// patch sets an option that go-echarts has no field for.
func (c *canvas) patch(path string, v any) { c.patches[path] = v }

// patchSeries sets such an option of one series.
func (c *canvas) patchSeries(i int, path string, v any) {
	c.patches["series."+strconv.Itoa(i)+"."+path] = v
}

func (c *canvas) bind(path, fn string) { c.binds = append(c.binds, bind{path, fn}) }

func (c *canvas) bindSeries(i int, path, fn string) {
	c.bind("series."+strconv.Itoa(i)+"."+path, fn)
}

// key adds an entry to the legend, in a colour that follows the reader's screen.
func (c *canvas) key(shape, colour, text string) {
	colour, _ = page.Var(colour)
	c.keys = append(c.keys, Key{Shape: shape, Colour: colour, Text: text})
}

// finish marshals the options. What go-echarts adds of its own (palette,
// title, toolbox, legend) goes or is ours: the legend is HTML, which wraps and prints.
func (c *canvas) finish() (json.RawMessage, error) {
	c.base.SetGlobalOptions(
		charts.WithXAxisOpts(c.x), charts.WithYAxisOpts(c.y), charts.WithAnimation(false))
	c.base.Validate()
	raw, err := json.Marshal(c.base.JSON())
	if err != nil {
		return nil, err
	}
	option := map[string]any{}
	if err := json.Unmarshal(raw, &option); err != nil {
		return nil, err
	}
	for _, name := range []string{"title", "legend", "toolbox", "color", "tooltip"} {
		delete(option, name)
	}
	option["useUTC"] = true
	option["color"] = page.Categorical
	option["textStyle"] = map[string]any{"fontFamily": fontFamily, "fontSize": 13, "color": page.Ink}
	option["tooltip"] = tooltip()
	option["grid"] = map[string]any{"left": 8, "right": 24, "top": 16, "bottom": 8,
		"outerBoundsMode": "same", "outerBoundsContain": "axisLabel"}
	c.axes()
	apply(option, c.patches)
	c.bind("tooltip.formatter", "tip")
	return json.Marshal(map[string]any{
		"height": c.height, "phoneHeight": c.phoneHeight, "printHeight": c.printHeight, "labels": c.labels,
		"columns": c.columns, "option": option, "phone": nest(c.phone), "bind": c.binds,
	})
}

func tooltip() map[string]any {
	return map[string]any{
		"trigger": "item", "renderMode": "richText", "confine": true,
		"backgroundColor": page.Paper, "borderColor": page.Muted, "borderWidth": 1,
		"textStyle": map[string]any{"color": page.Ink, "fontSize": 13, "fontFamily": fontFamily},
	}
}

// axes gives both axes the same quiet look.
func (c *canvas) axes() {
	for _, axis := range []string{"xAxis.0.", "yAxis.0."} {
		c.quiet(axis+"axisLine", map[string]any{"onZero": false, "lineStyle": map[string]any{"color": page.Muted}})
		c.quiet(axis+"axisLabel.color", page.Ink)
		c.quiet(axis+"axisLabel.fontSize", 13)
		c.quiet(axis+"nameTextStyle", map[string]any{"color": page.Muted, "fontSize": 13})
		c.quiet(axis+"splitLine", map[string]any{"lineStyle": map[string]any{"color": page.Grid}})
	}
}

// quiet sets a default that a chart's own patch overrides.
func (c *canvas) quiet(path string, v any) {
	if _, ok := c.patches[path]; !ok {
		c.patches[path] = v
	}
}

// set writes v at a dotted path of nested maps and lists.
func set(m map[string]any, path string, v any) {
	keys := strings.Split(path, ".")
	var at any = m
	for i, k := range keys {
		last := i == len(keys)-1
		switch node := at.(type) {
		case map[string]any:
			if last {
				node[k] = v
				return
			}
			if node[k] == nil {
				node[k] = map[string]any{}
			}
			at = node[k]
		case []any:
			j, err := strconv.Atoi(k)
			if err != nil || j >= len(node) {
				return
			}
			if last {
				node[j] = v
				return
			}
			at = node[j]
		default:
			return
		}
	}
}

// nest turns dotted paths into nested maps; draw.js merges them by key, lists
// by their index.
func nest(flat map[string]any) map[string]any {
	out := map[string]any{}
	apply(out, flat)
	return out
}

// apply sets paths in order, so that a parent never overwrites its child.
func apply(m, flat map[string]any) {
	for _, path := range slices.Sorted(maps.Keys(flat)) {
		set(m, path, flat[path])
	}
}
