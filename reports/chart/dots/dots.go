package dots

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/math/fixed"
)

// most is how many dots a side may have; beyond it a drawing is damaged.
const most = 10_000

// PNG draws an SVG so many dots wide.
func PNG(svg []byte, wide int) ([]byte, error) {
	img, err := Image(svg, wide)
	if err != nil {
		return nil, err
	}
	return encode(img)
}

// Image draws an SVG so many dots wide, on white.
func Image(svg []byte, wide int) (*image.RGBA, error) {
	p := &painter{wide: wide, faces: faces{}}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = p.token(tok)
		}
		if err != nil {
			return nil, fmt.Errorf("dots: %w", err)
		}
	}
	if p.to == nil {
		return nil, errors.New("dots: there is no drawing")
	}
	return p.to, nil
}

// painter draws the elements of one drawing.
type painter struct {
	wide   int
	to     *image.RGBA
	brush  *rasterx.Dasher
	faces  faces
	matrix []rasterx.Matrix2D // one for each element that is open
	words  *words             // the text element that is open
	silent bool               // inside title or desc
}

func (p *painter) token(tok xml.Token) error {
	switch t := tok.(type) {
	case xml.StartElement:
		at := map[string]string{}
		for _, a := range t.Attr {
			at[a.Name.Local] = a.Value
		}
		return p.start(t.Name.Local, at)
	case xml.EndElement:
		return p.end(t.Name.Local)
	case xml.CharData:
		if p.words != nil && !p.silent {
			p.words.text += string(t)
		}
	}
	return nil
}

func (p *painter) start(name string, at map[string]string) error {
	if name == "svg" && p.to == nil {
		return p.canvas(at)
	}
	if p.to == nil {
		return fmt.Errorf("the drawing begins with an element %q", name)
	}
	own, err := matrix(at["transform"])
	if err != nil {
		return err
	}
	m := p.matrix[len(p.matrix)-1].Mult(own)
	p.matrix = append(p.matrix, m)
	switch name {
	case "g":
		return nil
	case "title", "desc":
		p.silent = true
		return nil
	case "text":
		p.words = &words{at: at, matrix: m}
		return nil
	}
	path, err := outline(name, at)
	if err != nil {
		return err
	}
	return p.paint(path, at, m)
}

func (p *painter) end(name string) error {
	p.matrix = p.matrix[:max(0, len(p.matrix)-1)]
	switch name {
	case "title", "desc":
		p.silent = false
	case "text":
		w := p.words
		p.words = nil
		path, err := w.outline(p.faces)
		if err != nil {
			return err
		}
		if w.at["fill"] == "" {
			w.at["fill"] = "#000000"
		}
		return p.paint(path, w.at, w.matrix)
	}
	return nil
}

func (p *painter) canvas(at map[string]string) error {
	w, h := number(at["width"], 0), number(at["height"], 0)
	scale := float64(p.wide) / w
	high := math.Round(h * scale)
	if w <= 0 || h <= 0 || p.wide <= 0 || p.wide > most || high > most || math.IsNaN(high) {
		return fmt.Errorf("the drawing is %q by %q", at["width"], at["height"])
	}
	p.to = image.NewRGBA(image.Rect(0, 0, p.wide, int(high)))
	draw.Draw(p.to, p.to.Bounds(), image.White, image.Point{}, draw.Src)
	p.brush = rasterx.NewDasher(p.wide, int(high), &scanner{to: p.to})
	p.matrix = []rasterx.Matrix2D{rasterx.Identity.Scale(scale, scale)}
	return nil
}

// outline is the path of an element.
func outline(name string, at map[string]string) (rasterx.Path, error) {
	c := oksvg.PathCursor{ErrorMode: oksvg.StrictErrorMode}
	switch name {
	case "path":
		if err := c.CompilePath(at["d"]); err != nil {
			return nil, fmt.Errorf("the drawing holds a path %.40q: %w", at["d"], err)
		}
	case "circle":
		r := number(at["r"], 0)
		c.EllipseAt(number(at["cx"], 0), number(at["cy"], 0), r, r)
	case "rect":
		x, y, w, h := number(at["x"], 0), number(at["y"], 0), number(at["width"], 0), number(at["height"], 0)
		c.Path.Start(rasterx.ToFixedP(x, y))
		for _, q := range [][2]float64{{x + w, y}, {x + w, y + h}, {x, y + h}} {
			c.Path.Line(rasterx.ToFixedP(q[0], q[1]))
		}
		c.Path.Stop(true)
	default:
		return nil, fmt.Errorf("the drawing holds an element %q", name)
	}
	return c.Path, nil
}

// paint fills an outline and draws along it; the other way round where paint-order says so.
func (p *painter) paint(path rasterx.Path, at map[string]string, m rasterx.Matrix2D) error {
	fill := func() error {
		c, seen, err := colour(at["fill"], "#000000", at["fill-opacity"])
		if err != nil || !seen {
			return err
		}
		f := &p.brush.Filler
		f.Clear()
		f.SetColor(c)
		path.AddTo(&rasterx.MatrixAdder{Adder: f, M: m})
		f.Draw()
		f.Clear()
		return nil
	}
	if strings.HasPrefix(at["paint-order"], "stroke") {
		return errors.Join(p.along(path, at, m), fill())
	}
	return errors.Join(fill(), p.along(path, at, m))
}

// along draws the line of an outline.
func (p *painter) along(path rasterx.Path, at map[string]string, m rasterx.Matrix2D) error {
	c, seen, err := colour(at["stroke"], "none", at["stroke-opacity"])
	if err != nil || !seen {
		return err
	}
	scale := math.Sqrt(math.Abs(m.A*m.D - m.B*m.C))
	var dashes []float64
	for _, s := range strings.FieldsFunc(at["stroke-dasharray"], func(r rune) bool { return r == ' ' || r == ',' }) {
		dashes = append(dashes, number(s, 0)*scale)
	}
	limit, end, join := fixed.Int26_6(4<<6), rasterx.ButtCap, rasterx.Miter
	switch at["stroke-linecap"] {
	case "round":
		end = rasterx.RoundCap
	case "square":
		end = rasterx.SquareCap
	}
	switch at["stroke-linejoin"] {
	case "round":
		join = rasterx.Round
	case "bevel":
		join = rasterx.Bevel
	}
	width := fixed.Int26_6(number(at["stroke-width"], 1) * scale * 64)
	p.brush.SetStroke(width, limit, end, end, nil, join, dashes, 0)
	p.brush.Clear()
	p.brush.SetColor(c)
	path.AddTo(&rasterx.MatrixAdder{Adder: p.brush, M: m})
	p.brush.Draw()
	p.brush.Clear()
	return nil
}

// colour of a mark; it is not seen where it is none.
func colour(value, usual, opacity string) (color.Color, bool, error) {
	if value == "" {
		value = usual
	}
	if value == "none" {
		return nil, false, nil
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(value, "#"), 16, 32)
	if err != nil || len(value) != 7 {
		return nil, false, fmt.Errorf("the drawing holds a colour %q", value)
	}
	a := uint8(math.Round(255 * min(1, max(0, number(opacity, 1)))))
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), a}, true, nil
}

func matrix(transform string) (rasterx.Matrix2D, error) {
	m := rasterx.Identity
	if transform == "" {
		return m, nil
	}
	name, rest, _ := strings.Cut(transform, "(")
	var f []float64
	for _, s := range strings.FieldsFunc(strings.TrimSuffix(rest, ")"), func(r rune) bool { return r == ' ' || r == ',' }) {
		f = append(f, number(s, math.NaN()))
	}
	switch {
	case name == "translate" && len(f) == 2:
		return m.Translate(f[0], f[1]), nil
	case name == "matrix" && len(f) == 6:
		return rasterx.Matrix2D{A: f[0], B: f[1], C: f[2], D: f[3], E: f[4], F: f[5]}, nil
	}
	return m, fmt.Errorf("the drawing is moved by %q", transform)
}

func number(s string, usual float64) float64 {
	if v, err := strconv.ParseFloat(s, 64); err == nil {
		return v
	}
	return usual
}
