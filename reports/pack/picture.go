package pack

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"proceedings/reports"
	"proceedings/reports/chart"
	"proceedings/reports/document"
	"proceedings/reports/page"
)

// frame is what all drawings have.
type frame struct {
	Title                                          string
	Width, Height, Left, Right, Top, Bottom, AxisY float64
	Ticks                                          []tick
}

func (f frame) size() frame { return f }

// drawing is an SVG that the style sheet of its page gives its looks.
type drawing struct {
	HTML template.HTML // nothing is drawn where empty
	frame
}

// key is an entry of a drawing's key: the mark and what it means.
type key struct {
	Mark string // a class of assets/pack.css
	Text string
}

// The type in pictures, as large as in the page's drawings.
const (
	pictureType = "Arial, 'Liberation Sans', Helvetica, sans-serif"
	typeSize    = 12
)

// picture is the drawing on its own, its key over it.
func (d drawing) picture(keys []key, dots reports.Dots) (*document.Picture, error) {
	above, below, err := legend(keys)
	if err != nil {
		return nil, err
	}
	wide, high := int(d.Width), int(d.Height)+below
	_, inner, _ := strings.Cut(string(d.HTML), "</title>")
	inner = strings.TrimSuffix(inner, "</svg>")
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="%s" font-size="%d"><title>%s</title>`,
		wide, high, wide, high, pictureType, typeSize, template.HTMLEscapeString(d.Title))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="%s"/>%s<g transform="translate(0 %d)">%s</g></svg>`, wide, high, page.Paper, above, below, inner)
	p := &document.Picture{Alt: d.Title + ".", SVG: []byte(dressed(b.String())), Wide: wide, High: high}
	if dots != nil {
		p.PNG, err = dots(p.SVG)
	}
	return p, err
}

// Lengths of the key in pixels.
const (
	keyWide  = 18
	keyGap   = 6  // between a mark and its words
	keyApart = 18 // between entries
	keyLine  = 20 // from one line of entries to the next
)

// legend lays the key out in lines and says how high they are.
func legend(keys []key) (string, int, error) {
	var b bytes.Buffer
	x, y := float64(drawLeft), 0
	for _, k := range keys {
		full := keyWide + keyGap + chart.TextWidth(k.Text, typeSize, false)
		if x > drawLeft && x+full > drawRight {
			x, y = drawLeft, y+keyLine
		}
		fmt.Fprintf(&b, `<g transform="translate(%g %d)">`, round(x), y+3)
		if err := packTemplate.ExecuteTemplate(&b, "mark", k.Mark); err != nil {
			return "", 0, err
		}
		fmt.Fprintf(&b, `</g><text class="axis" x="%g" y="%d">%s</text>`, round(x+keyWide+keyGap), y+14, template.HTMLEscapeString(k.Text))
		x += full + keyApart
	}
	if len(keys) > 0 {
		y += keyLine + 6
	}
	return b.String(), y, nil
}

var (
	class   = regexp.MustCompile(` class="([a-z]+)"`)
	written = regexp.MustCompile(`<text([^>]*)>([^<]*)</text>`)
	placed  = regexp.MustCompile(` (x|y|text-anchor|font-size|font-weight|fill)="([^"]*)"`)
)

// dressed writes the looks of classes into a drawing. What is not our own in it is escaped and cannot look like a class.
func dressed(svg string) string {
	svg = class.ReplaceAllStringFunc(svg, func(c string) string { return looks()[class.FindStringSubmatch(c)[1]] })
	svg = written.ReplaceAllStringFunc(svg, words)
	return strings.Map(chart.Lawful, svg)
}

// words are a text on a slip of paper, so that lines behind do not strike it out. The rim that pages give letters takes ten times as long
// to draw in dots, and not every program knows it.
func words(element string) string {
	m := written.FindStringSubmatch(element)
	at := map[string]string{}
	for _, a := range placed.FindAllStringSubmatch(m[1], -1) {
		at[a[1]] = a[2]
	}
	if at["fill"] == "" {
		m[1] += ` fill="` + page.Ink + `"`
	}
	size := float64(typeSize)
	if n, err := strconv.ParseFloat(at["font-size"], 64); err == nil {
		size = n
	} else {
		m[1] += fmt.Sprintf(` font-size="%d"`, typeSize)
	}
	wide := chart.TextWidth(html.UnescapeString(m[2]), size, at["font-weight"] != "")
	x, _ := strconv.ParseFloat(at["x"], 64)
	y, _ := strconv.ParseFloat(at["y"], 64)
	switch at["text-anchor"] {
	case "middle":
		x -= wide / 2
	case "end":
		x -= wide
	}
	return fmt.Sprintf(`<rect x="%g" y="%g" width="%g" height="%g" fill="%s"/><text%s>%s</text>`, round(x-1), round(y-0.8*size), round(wide+2), round(size), page.Paper, m[1], m[2])
}

var (
	ruled  = regexp.MustCompile(`(?m)^\.(?:pack|drawing) (?:circle)?\.([a-z]+)\{([^}]*)\}$`)
	spoken = regexp.MustCompile(`([a-z-]+):([^;]+)`)
)

// looks are the attributes that the style sheet gives each class, its colours as on white paper.
var looks = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, rule := range ruled.FindAllStringSubmatch(packCSS, -1) {
		for _, said := range spoken.FindAllStringSubmatch(rule[2], -1) {
			value := strings.TrimSuffix(said[2], "px")
			if hex, ok := page.Hex(value); ok {
				value = hex
			}
			out[rule[1]] += " " + said[1] + `="` + value + `"`
		}
	}
	return out
})
