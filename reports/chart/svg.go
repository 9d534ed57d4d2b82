package chart

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"slices"
	"strconv"
	"strings"

	"proceedings/reports/page"
)

// clean rewrites what ECharts drew as a small SVG that may stand in a page: only
// elements and attributes of the lists below, colours as the page's own (see
// page.Var), no style, no class, no identifier. Each mark of a datum keeps the place
// of the datum in the options as data-p="series.index".
func clean(drawing string) (string, error) {
	d := xml.NewDecoder(strings.NewReader(strings.Map(Lawful, drawing)))
	w := &svg{}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", fmt.Errorf("the drawing is not well formed: %w", err)
		}
		if err := w.token(tok); err != nil {
			return "", err
		}
	}
	w.flush()
	return w.out.String(), nil
}

// Lawful replaces what XML cannot hold: a name in an export may have any character.
func Lawful(r rune) rune {
	if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
		return 0xFFFD
	}
	return r
}

// svg writes a drawing; lines of one look that follow each other become one path.
type svg struct {
	out     strings.Builder
	skip    int    // depth inside an element that is left out
	text    bool   // inside a text element
	d, look string // the path that waits for its like
}

// dropped are elements that the page has no use for: the frame sets the clip.
var dropped = []string{"clipPath", "g", "rect"}

func (w *svg) token(tok xml.Token) error {
	switch t := tok.(type) {
	case xml.StartElement:
		return w.start(t)
	case xml.EndElement:
		return w.end(t.Name.Local)
	case xml.CharData:
		if w.text && w.skip == 0 {
			w.out.WriteString(html.EscapeString(string(t)))
		}
	}
	return nil
}

func (w *svg) start(t xml.StartElement) error {
	name := t.Name.Local
	if w.skip > 0 || name == "defs" || name == "style" {
		w.skip++
		return nil
	}
	at := map[string]string{}
	for _, a := range t.Attr {
		at[a.Name.Local] = a.Value
	}
	switch name {
	case "svg":
		fmt.Fprintf(&w.out, `<svg class="still" viewBox="0 0 %s %s" width="%s" height="%s" aria-hidden="true" focusable="false">`,
			round(at["width"]), round(at["height"]), round(at["width"]), round(at["height"]))
		return nil
	case "path":
		return w.path(at)
	case "text":
		return w.words(at)
	}
	if slices.Contains(dropped, name) {
		return nil
	}
	return fmt.Errorf("the drawing holds an element %q", name)
}

func (w *svg) end(name string) error {
	switch {
	case w.skip > 0:
		w.skip--
	case name == "text":
		w.text = false
		w.out.WriteString("</text>")
	case name == "svg":
		w.flush()
		w.out.WriteString("</svg>")
	}
	return nil
}

func (w *svg) flush() {
	if w.d != "" {
		w.out.WriteString(`<path d="` + w.d + `"` + w.look + "/>")
	}
	w.d, w.look = "", ""
}

// disc is how ECharts draws a round symbol: a circle of radius 1, scaled.
const disc = "M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0"

func (w *svg) path(at map[string]string) error {
	if unseen(at["fill"]) && unseen(at["stroke"]) {
		return nil
	}
	m, err := move(at["transform"])
	if err != nil {
		return err
	}
	isDisc := at["d"] == disc
	width := 1.0
	if isDisc {
		width = m.scale // the line is as wide as before without the transform
	}
	look, err := w.looks(at, width)
	if err != nil {
		return err
	}
	if isDisc {
		w.flush()
		fmt.Fprintf(&w.out, `<circle cx="%s" cy="%s" r="%s"%s/>`, short(m.x), short(m.y), short(m.scale), look)
		return nil
	}
	if m.turned || m.scale != 1 {
		look += ` transform="` + html.EscapeString(at["transform"]) + `"`
	} else if m.x != 0 || m.y != 0 {
		look += fmt.Sprintf(` transform="translate(%s %s)"`, short(m.x), short(m.y))
	}
	if look != w.look || at["ecmeta_ssr_type"] == "chart" || !unseen(at["fill"]) {
		w.flush()
	}
	w.look = look
	w.d += html.EscapeString(at["d"])
	return nil
}

func unseen(colour string) bool { return colour == "" || colour == "none" || colour == "transparent" }

// copied are attributes that are copied as they are.
var copied = []string{"fill-opacity", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "paint-order"}

func (w *svg) looks(at map[string]string, scale float64) (string, error) {
	var b strings.Builder
	for _, name := range []string{"fill", "stroke"} {
		c := at[name]
		if c == "" {
			continue
		}
		if !unseen(c) {
			v, ok := page.Var(c)
			if !ok {
				return "", fmt.Errorf("the drawing holds a colour %q that is not of the palette", c)
			}
			c = v
		} else if name == "stroke" {
			continue
		} else {
			c = "none"
		}
		b.WriteString(" " + name + `="` + c + `"`)
	}
	if s := at["stroke-width"]; s != "" {
		width, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return "", fmt.Errorf("the drawing holds a line %q wide", s)
		}
		b.WriteString(` stroke-width="` + short(width*scale) + `"`)
	}
	for _, name := range copied {
		if v := at[name]; v != "" {
			b.WriteString(" " + name + `="` + html.EscapeString(v) + `"`)
		}
	}
	if s, i := at["ecmeta_series_index"], at["ecmeta_data_index"]; at["ecmeta_ssr_type"] == "chart" && s != "" && i != "" {
		b.WriteString(` data-p="` + html.EscapeString(s+"."+i) + `"`)
	}
	return b.String(), nil
}

// words starts a text element: its place in one pair of figures, its size where it
// is not that of the style sheet.
func (w *svg) words(at map[string]string) error {
	w.flush()
	m, err := move(at["transform"])
	if err != nil {
		return err
	}
	x, _ := strconv.ParseFloat(at["x"], 64)
	y, _ := strconv.ParseFloat(at["y"], 64)
	delete(at, "stroke-linejoin")
	look, err := w.looks(at, 1)
	if err != nil {
		return err
	}
	fmt.Fprintf(&w.out, `<text x="%s" y="%s"`, short(x+m.x), short(y+m.y))
	if anchor := at["text-anchor"]; anchor != "" && anchor != "start" {
		w.out.WriteString(` text-anchor="` + html.EscapeString(anchor) + `"`)
	}
	for rule := range strings.SplitSeq(at["style"], ";") {
		name, value, _ := strings.Cut(rule, ":")
		if name == "font-size" && value != "13px" || name == "font-weight" {
			w.out.WriteString(" " + name + `="` + html.EscapeString(strings.TrimSuffix(value, "px")) + `"`)
		}
	}
	w.out.WriteString(strings.Replace(look, ` fill="var(--ink)"`, "", 1) + ">")
	w.text = true
	return nil
}

// moved is where a transform puts a mark.
type moved struct {
	x, y, scale float64
	turned      bool
}

func move(transform string) (moved, error) {
	m := moved{scale: 1}
	if transform == "" {
		return m, nil
	}
	name, rest, _ := strings.Cut(transform, "(")
	var f []float64
	for _, s := range strings.FieldsFunc(strings.TrimSuffix(rest, ")"), func(r rune) bool { return r == ' ' || r == ',' }) {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return m, fmt.Errorf("the drawing is moved by %q", transform)
		}
		f = append(f, v)
	}
	switch {
	case name == "translate" && len(f) == 2:
		m.x, m.y = f[0], f[1]
	case name == "matrix" && len(f) == 6:
		m.x, m.y, m.scale = f[4], f[5], f[0]
		m.turned = f[1] != 0 || f[2] != 0 || f[0] != f[3]
	default:
		return m, fmt.Errorf("the drawing is moved by %q", transform)
	}
	return m, nil
}

// short writes a length to a tenth of a pixel.
func short(x float64) string {
	s := strconv.FormatFloat(x, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

func round(s string) string {
	x, _ := strconv.ParseFloat(s, 64)
	return strconv.FormatFloat(x, 'f', 0, 64)
}
