package document

import (
	"fmt"
)

// point is one of a slide's, in the unit of drawings. A slide is 960 by 540 points.
const point = 12700

const slideWide, slideHigh = 960, 540

// area is a place on a slide, in points.
type area struct{ x, y, w, h int }

func (a area) xfrm(name string) string {
	return fmt.Sprintf(`<%s><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></%s>`, name, a.x*point, a.y*point, a.w*point, a.h*point, name)
}

// holder is a placeholder of the layout.
type holder struct {
	kind string
	id   int
	name string
}

// The largest and smallest type of each kind of placeholder, in points.
var typeSizes = map[string][2]int{"ctrTitle": {38, 24}, "subTitle": {18, 11}, "title": {24, 14}, "ftr": {10, 8}, "10": {12, 9}, "11": {13, 9}, "13": {18, 10}, "15": {11, 9}}

func (h holder) sizes() [2]int {
	if h.kind == "body" {
		return typeSizes[itoa(h.id)]
	}
	return typeSizes[h.kind]
}

// lineHigh is how high a line of type is.
const lineHigh = 1.22

// high is the height of paragraphs in a width at a size; apart is the space between them.
func high(all []string, size, width, apart float64, bold bool) float64 {
	sum := 0.0
	for _, l := range all {
		sum += float64(lines(l, size, width*0.97, bold))*size*lineHigh + apart
	}
	return sum
}

// fitting is the largest type at which paragraphs fill no more than an area. It is false where
// the smallest is too large.
func fitting(lines []string, sizes [2]int, w, h int, apart float64, bold bool) (int, bool) {
	for size := sizes[0]; size >= sizes[1]; size-- {
		if high(lines, float64(size), float64(w), apart, bold) <= float64(h) {
			return size, true
		}
	}
	return sizes[1], false
}

// box writes text into a placeholder, as large as it fits.
func (s *slide) box(h holder, at area, lines ...string) {
	bold := h.kind == "title" || h.kind == "ctrTitle"
	size, ok := fitting(lines, h.sizes(), at.w, at.h, 0, bold)
	if !ok && len(lines) == 1 {
		lines = []string{cut(lines[0], size, at, bold)}
	}
	s.text(h, at, size, lines, len(lines))
}

// cut shortens words that do not fit; the notes under the slide have them whole.
func cut(text string, size int, at area, bold bool) string {
	r := []rune(text)
	for len(r) > 1 && high([]string{string(r) + "…"}, float64(size), float64(at.w), 0, bold) > float64(at.h) {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}

func (s *slide) text(h holder, at area, size int, lines []string, points int) {
	s.shapes++
	s.start("p:sp")
	s.start("p:nvSpPr")
	s.empty("p:cNvPr", "id", itoa(s.shapes), "name", h.name+" "+itoa(s.shapes))
	s.raw(`<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>`)
	s.start("p:nvPr")
	if h.id > 0 {
		s.empty("p:ph", "type", h.kind, "idx", itoa(h.id))
	} else {
		s.empty("p:ph", "type", h.kind)
	}
	s.ends(2)
	s.raw(`<p:spPr>` + at.xfrm("a:xfrm") + `</p:spPr>`)
	s.start("p:txBody")
	s.raw(`<a:bodyPr/><a:lstStyle/>`)
	s.paragraphs(lines, ` sz="`+itoa(size*100)+`"`, points)
	s.ends(2)
}

// field is the number of the slide.
func (s *slide) field(n int) {
	s.shapes++
	s.raw(fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Slide Number %d"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" idx="14"/></p:nvPr></p:nvSpPr><p:spPr/>`+
		`<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="%s"/><a:t>%d</a:t></a:fld></a:p></p:txBody></p:sp>`, s.shapes, s.shapes, language, n))
}

// The place of what a slide shows, under its title and measure.
const (
	contentTop  = 140
	contentHigh = 360
	leftEdge    = 40
	contentWide = slideWide - 2*leftEdge
	besideWide  = 250 // of words beside a picture
	gap         = 24
)

// indent of the points of a list, in points.
const indent = 16

// content lays out what an item shows: a picture with its words beside it, a table with its
// words above it, or words alone.
func (s *slide) content(it Item) {
	top, room := contentTop, contentHigh
	if it.Measure == "" {
		top, room = contentTop-26, contentHigh+26
	}
	all := append(append([]string{}, it.Say...), it.Bullets...)
	points := len(it.Say)
	switch {
	case it.Picture != nil && len(all) > 0 && it.Picture.low(room-lowWords):
		h := s.picture(it.Picture, area{leftEdge, top, contentWide, room - lowWords})
		s.words(all, points, area{leftEdge, top + h + 14, contentWide, room - h - 14}, [2]int{16, 10})
	case it.Picture != nil && len(all) > 0:
		s.picture(it.Picture, area{leftEdge, top, contentWide - besideWide - gap, room})
		s.words(all, points, area{slideWide - leftEdge - besideWide, top, besideWide, room}, [2]int{16, 10})
	case it.Picture != nil:
		s.picture(it.Picture, area{leftEdge, top, contentWide, room})
	case len(it.Tables) > 0: // also one that pages leave to the workbook: a slide has room
		under := top
		if len(all) > 0 {
			under += s.words(all, points, area{leftEdge, top, contentWide, 100}, [2]int{16, 10}) + 10
		}
		s.table(it.slideTable(), area{leftEdge, under, contentWide, top + room - under})
	case len(all) > 0:
		s.words(all, points, area{leftEdge, top, contentWide, room}, [2]int{22, 10})
	}
}

// lowWords is the least room under a low picture for its words.
const lowWords = 84

// low says that a picture as wide as a slide is no higher than that.
func (p *Picture) low(most int) bool { return contentWide*p.High <= most*p.Wide }

// slideTable is the one table that a slide has.
func (it Item) slideTable() Table {
	if shown := it.shown(); len(shown) > 0 {
		return shown[0]
	}
	return it.Tables[0]
}

// moreInNotes stands where words do not fit a slide.
const moreInNotes = "More is in the notes to this slide."

// words writes paragraphs, those from a place on as points, and returns how high they are.
func (s *slide) words(lines []string, points int, at area, sizes [2]int) int {
	apart, width := 7.0, at.w
	if points < len(lines) {
		width -= indent
	}
	shown := lines
	size, ok := fitting(shown, sizes, width, at.h, apart, false)
	for n := len(lines) - 1; !ok && n > 0; n-- {
		shown, points = append(append([]string{}, lines[:n]...), moreInNotes), min(points, n+1)
		size, ok = fitting(shown, sizes, width, at.h, apart, false)
	}
	if !ok {
		shown = []string{cut(lines[0], size, area{at.x, at.y, width, at.h}, false)}
	}
	at.h = min(at.h, int(high(shown, float64(size), float64(width), apart, false))+1)
	s.text(holder{kind: "body", id: 13, name: "Text"}, at, size, shown, points)
	return at.h
}

// picture places a picture as large as it fits and returns how high it is.
func (s *slide) picture(p *Picture, at area) int {
	w, h := at.w, at.w*p.High/max(1, p.Wide)
	if h > at.h {
		w, h = at.h*p.Wide/max(1, p.High), at.h
	}
	at = area{at.x + (at.w-w)/2, at.y, w, h}
	svg, png := s.all.pictures.add(p)
	s.shapes++
	s.start("p:pic")
	s.start("p:nvPicPr")
	s.empty("p:cNvPr", "id", itoa(s.shapes), "name", "Picture "+itoa(s.shapes), "descr", p.Alt)
	s.raw(`<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/>`)
	s.end()
	s.start("p:blipFill")
	s.blip(&s.rels, svg, png, "../media/")
	s.end()
	s.raw(`<p:spPr>` + at.xfrm("a:xfrm") + `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>`)
	s.end()
	return at.h
}
