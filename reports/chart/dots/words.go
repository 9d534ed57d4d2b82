package dots

import (
	"fmt"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// words is a text element.
type words struct {
	at     map[string]string
	matrix rasterx.Matrix2D
	text   string
}

// faces are the types in use, by whether they are bold.
type faces map[bool]*sfnt.Font

func (f faces) face(bold bool) (*sfnt.Font, error) {
	if f[bold] != nil {
		return f[bold], nil
	}
	raw := liberationsansregular.TTF
	if bold {
		raw = liberationsansbold.TTF
	}
	face, err := sfnt.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("the type cannot be read: %w", err)
	}
	f[bold] = face
	return face, nil
}

// fine is how many units outlines are finer than pixels, so that small letters keep their form when
// they are made larger.
const fine = 16

// outline is that of the letters. A character that the type does not have is its empty box.
func (w *words) outline(f faces) (rasterx.Path, error) {
	weight := w.at["font-weight"]
	face, err := f.face(weight == "bold" || weight >= "600" && weight <= "900")
	if err != nil {
		return nil, err
	}
	size := number(w.at["font-size"], 13)
	ppem := fixed.Int26_6(size * 64 * fine)
	var buf sfnt.Buffer
	var total fixed.Int26_6
	type letter struct {
		glyph sfnt.GlyphIndex
		at    fixed.Int26_6
	}
	var letters []letter
	for _, r := range w.text {
		glyph, err := face.GlyphIndex(&buf, r)
		if err != nil {
			return nil, err
		}
		wide, err := face.GlyphAdvance(&buf, glyph, ppem, font.HintingNone)
		if err != nil {
			return nil, err
		}
		letters = append(letters, letter{glyph, total})
		total += wide
	}
	x, y := number(w.at["x"], 0), number(w.at["y"], 0)
	switch w.at["text-anchor"] {
	case "middle":
		x -= float64(total) / 64 / fine / 2
	case "end":
		x -= float64(total) / 64 / fine
	}
	var path rasterx.Path
	// The path is kept in finer units and brought back by the element's matrix.
	for _, l := range letters {
		segments, err := face.LoadGlyph(&buf, l.glyph, ppem, nil)
		if err != nil {
			return nil, err
		}
		add(&path, segments, func(p fixed.Point26_6) fixed.Point26_6 {
			return fixed.Point26_6{X: p.X + l.at, Y: p.Y}
		})
	}
	w.matrix = w.matrix.Translate(x, y).Scale(1.0/fine, 1.0/fine)
	if s := w.at["stroke-width"]; s != "" {
		w.at["stroke-width"] = fmt.Sprint(number(s, 1) * fine)
	}
	return path, nil
}

func add(path *rasterx.Path, segments sfnt.Segments, move func(fixed.Point26_6) fixed.Point26_6) {
	open := false
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if open {
				path.Stop(true)
			}
			path.Start(move(s.Args[0]))
			open = true
		case sfnt.SegmentOpLineTo:
			path.Line(move(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			path.QuadBezier(move(s.Args[0]), move(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			path.CubeBezier(move(s.Args[0]), move(s.Args[1]), move(s.Args[2]))
		}
	}
	if open {
		path.Stop(true)
	}
}
