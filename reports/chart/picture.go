package chart

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"html/template"
	"io"
	"strconv"
	"strings"

	"proceedings/reports/page"
)

// Picture is a chart on its own, for a document: its legend in it, colours as on white
// paper, and nothing that a style sheet would have to say.
type Picture struct {
	SVG        []byte
	Wide, High int // pixels
}

// Alone makes the drawing of a chart on a page (see Pen.Draw), with its legend, a picture
// that needs no page. title and words are its text alternative.
func Alone(still template.HTML, keys []Key, title, words string) (Picture, error) {
	d := xml.NewDecoder(strings.NewReader(string(still)))
	w := &alone{keys: keys, title: title, words: words}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = w.token(tok)
		}
		if err != nil {
			return Picture{}, fmt.Errorf("chart: a picture of it cannot be made: %w", err)
		}
	}
	if w.high == 0 {
		return Picture{}, errors.New("chart: a picture cannot be made of no drawing")
	}
	return Picture{SVG: []byte(w.b.String()), Wide: w.wide, High: w.high}, nil
}

// alone writes a drawing anew.
type alone struct {
	b            strings.Builder
	keys         []Key
	title, words string
	wide, high   int
}

// The type of pictures, as large as that of the page's drawings.
const (
	pictureType = "Arial, 'Liberation Sans', Helvetica, sans-serif"
	typeSize    = 13
)

// central is how far below the middle of letters their line is, in the unit of the type
// size: pages say dominant-baseline, which office programs do not know.
const central = 0.347

func (w *alone) token(tok xml.Token) error {
	switch t := tok.(type) {
	case xml.StartElement:
		return w.start(t)
	case xml.EndElement:
		if t.Name.Local == "svg" {
			w.b.WriteString("</g>")
		}
		if n := t.Name.Local; n == "text" || n == "svg" {
			w.b.WriteString("</" + n + ">")
		}
	case xml.CharData:
		w.b.WriteString(html.EscapeString(string(t)))
	}
	return nil
}

func (w *alone) start(t xml.StartElement) error {
	at := map[string]string{}
	for _, a := range t.Attr {
		at[a.Name.Local] = a.Value
	}
	switch t.Name.Local {
	case "svg":
		return w.frame(at)
	case "text":
		size := typeSize * 1.0
		if s, err := strconv.ParseFloat(at["font-size"], 64); err == nil {
			size = s
		}
		y, _ := strconv.ParseFloat(at["y"], 64)
		at["y"], at["font-size"] = short(y+central*size), short(size)
		if at["fill"] == "" {
			at["fill"] = page.Ink
		}
	case "path", "circle":
	default:
		return fmt.Errorf("the drawing holds an element %q", t.Name.Local)
	}
	w.b.WriteString("<" + t.Name.Local)
	for _, name := range []string{"d", "x", "y", "cx", "cy", "r", "text-anchor", "font-size", "font-weight", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity",
		"stroke-dasharray", "stroke-linecap", "stroke-linejoin", "paint-order", "transform"} {
		value, ok := at[name]
		if !ok {
			continue
		}
		if name == "fill" || name == "stroke" {
			value = onPaper(value)
		}
		w.b.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
	}
	if t.Name.Local == "text" {
		w.b.WriteString(">")
	} else {
		w.b.WriteString("/>")
	}
	return nil
}

// onPaper is the hex of a colour that the page names.
func onPaper(value string) string {
	if hex, ok := page.Hex(value); ok {
		return hex
	}
	return value
}

func (w *alone) frame(at map[string]string) error {
	wide, err := strconv.Atoi(at["width"])
	high, err2 := strconv.Atoi(at["height"])
	if err := errors.Join(err, err2); err != nil {
		return fmt.Errorf("the drawing has no size: %w", err)
	}
	legend, below := legendOf(w.keys, float64(wide))
	w.wide, w.high = wide, high+below
	fmt.Fprintf(&w.b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="%s" font-size="%d"><title>%s</title><desc>%s</desc>`,
		w.wide, w.high, w.wide, w.high, pictureType, typeSize, html.EscapeString(w.title), html.EscapeString(w.words))
	fmt.Fprintf(&w.b, `<rect width="%d" height="%d" fill="%s"/>`, w.wide, w.high, page.Paper)
	w.b.WriteString(legend)
	fmt.Fprintf(&w.b, `<g transform="translate(0 %d)">`, below)
	return nil
}

// Lengths of the legend in pixels.
const (
	keyWide  = 26
	keyGap   = 6  // between a sign and its words
	keyApart = 18 // between keys
	keyLine  = 22 // from one line of keys to the next
)

// legendOf lays the keys out in lines and says how high they are.
func legendOf(keys []Key, wide float64) (string, int) {
	if len(keys) == 0 {
		return "", 0
	}
	var b strings.Builder
	x, y := 0.0, 0
	for _, k := range keys {
		full := keyWide + keyGap + TextWidth(k.Text, typeSize, false)
		if x > 0 && x+full > wide {
			x, y = 0, y+keyLine
		}
		fmt.Fprintf(&b, `<g transform="translate(%s %d)">%s</g>`, short(x), y+4, sign(k))
		fmt.Fprintf(&b, `<text x="%s" y="%s" font-size="%d" fill="%s">%s</text>`, short(x+keyWide+keyGap), short(float64(y)+11+central*typeSize), typeSize, page.Ink, html.EscapeString(k.Text))
		x += full + keyApart
	}
	return b.String(), y + keyLine + 4
}

// signs are the shapes of keys in a box of 26 by 14, as the pages draw them; %[1]s is the
// colour of the key, %[2]s that of paper, %[3]s of ink.
var signs = map[string]string{
	"block":      `<rect x="3" y="1" width="20" height="12" fill="%[1]s"/>`,
	"band":       `<rect x="1" y="1" width="24" height="12" fill="%[1]s"/>`,
	"dot":        `<circle cx="13" cy="7" r="5" fill="%[1]s"/>`,
	"hollow":     `<circle cx="13" cy="7" r="4.5" fill="%[2]s" stroke="%[1]s" stroke-width="2"/>`,
	"diamond":    `<path d="M13 0.5L19.5 7L13 13.5L6.5 7Z" fill="%[1]s" stroke="%[3]s"/>`,
	"dotline":    `<path d="M0 7L26 7" fill="none" stroke="%[1]s" stroke-width="2"/><circle cx="13" cy="7" r="4" fill="%[1]s"/>`,
	"dashed":     `<path d="M0 7L26 7" fill="none" stroke="%[1]s" stroke-width="2.5" stroke-dasharray="6 4"/>`,
	"dotted":     `<path d="M0 7L26 7" fill="none" stroke="%[1]s" stroke-width="2.5" stroke-dasharray="2.5 3"/>`,
	"dashdot":    `<path d="M0 7L26 7" fill="none" stroke="%[1]s" stroke-width="2.5" stroke-dasharray="9 3 2 3"/>`,
	"solidlight": `<path d="M0 7L26 7" fill="none" stroke="%[1]s" stroke-width="4"/>`,
	"solid":      `<path d="M0 7L26 7" fill="none" stroke="%[1]s" stroke-width="2.5"/>`,
}

func sign(k Key) string {
	shape, ok := signs[k.Shape]
	if !ok {
		shape = signs["solid"]
	}
	return strings.NewReplacer("%[1]s", onPaper(k.Colour), "%[2]s", page.Paper, "%[3]s", page.Ink).Replace(shape)
}
