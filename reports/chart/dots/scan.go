package dots

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// scanner fills the outlines of one mark. The one of rasterx goes over the whole picture for
// each mark; this one goes over the mark alone.
type scanner struct {
	to     *image.RGBA
	colour color.Color
	edges  []edge
	low    fixed.Point26_6
	high   fixed.Point26_6
	mask   []uint8 // used again
}

// edge is a line to a point, or the start of an outline there.
type edge struct {
	at    fixed.Point26_6
	start bool
}

func (s *scanner) add(p fixed.Point26_6, start bool) {
	if len(s.edges) == 0 {
		s.low, s.high = p, p
	}
	s.low = fixed.Point26_6{X: min(s.low.X, p.X), Y: min(s.low.Y, p.Y)}
	s.high = fixed.Point26_6{X: max(s.high.X, p.X), Y: max(s.high.Y, p.Y)}
	s.edges = append(s.edges, edge{p, start})
}

// Start, Line and the rest are rasterx.Scanner.
func (s *scanner) Start(p fixed.Point26_6) { s.add(p, true) }

// Line adds a line to a point.
func (s *scanner) Line(p fixed.Point26_6) { s.add(p, false) }

// Draw fills what was added.
func (s *scanner) Draw() {
	box := image.Rect(s.low.X.Floor(), s.low.Y.Floor(), s.high.X.Ceil(), s.high.Y.Ceil()).Intersect(s.to.Bounds())
	if len(s.edges) == 0 || box.Empty() {
		return
	}
	// Nothing is closed here: rasterx hands the two sides of a line over in pieces, which are closed together only.
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	for _, e := range s.edges {
		x, y := float32(e.at.X)/64-float32(box.Min.X), float32(e.at.Y)/64-float32(box.Min.Y)
		if e.start {
			r.MoveTo(x, y)
		} else {
			r.LineTo(x, y)
		}
	}
	size := box.Dx() * box.Dy()
	if len(s.mask) < size {
		s.mask = make([]uint8, size)
	}
	mask := &image.Alpha{Pix: s.mask[:size], Stride: box.Dx(), Rect: image.Rect(0, 0, box.Dx(), box.Dy())}
	r.DrawOp = draw.Src
	r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	s.over(mask, box)
}

// over lays the colour over the dots of a box as far as the mask covers each. Most it does not cover.
func (s *scanner) over(mask *image.Alpha, box image.Rectangle) {
	c := color.NRGBAModel.Convert(s.colour).(color.NRGBA)
	of := [3]uint32{uint32(c.R), uint32(c.G), uint32(c.B)}
	for y := range box.Dy() {
		line := mask.Pix[y*mask.Stride : y*mask.Stride+box.Dx()]
		dots := s.to.Pix[s.to.PixOffset(box.Min.X, box.Min.Y+y):]
		for x, m := range line {
			if m == 0 {
				continue
			}
			a := uint32(m) * uint32(c.A) // of 255 squared
			for i, v := range of {
				d := &dots[4*x+i]
				*d = uint8((v*a + uint32(*d)*(255*255-a) + 255*255/2) / (255 * 255))
			}
		}
	}
}

// Clear forgets what was added.
func (s *scanner) Clear() { s.edges = s.edges[:0] }

// GetPathExtent is the box of what was added.
func (s *scanner) GetPathExtent() fixed.Rectangle26_6 {
	return fixed.Rectangle26_6{Min: s.low, Max: s.high}
}

// SetColor sets the colour of the next mark.
func (s *scanner) SetColor(c any) { s.colour, _ = c.(color.Color) }

// SetBounds does nothing: the picture has its size.
func (s *scanner) SetBounds(int, int) {}

// SetWinding does nothing: outlines are filled where they wind at all.
func (s *scanner) SetWinding(bool) {}

// SetClip does nothing.
func (s *scanner) SetClip(image.Rectangle) {}
