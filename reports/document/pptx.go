package document

import (
	"fmt"
	"strings"
)

const (
	nsSlides  = "http://schemas.openxmlformats.org/presentationml/2006/main"
	slideType = "application/vnd.openxmlformats-officedocument.presentationml."
)

// Slides writes a document as .pptx: a title slide, a slide for each item, and one on
// what holds for all figures.
func (d Document) Slides() ([]byte, error) {
	a := &archive{}
	s := &slides{doc: d, a: a, pictures: pictures{a: a, folder: "ppt/media"}}
	a.add("[Content_Types].xml", nil) // its place is the first; what is in it follows from the slides
	d.addProperties(a, "ppt/presentation.xml")
	s.all()
	s.frame()
	out, err := a.bytes(false)
	if err != nil {
		return nil, fmt.Errorf("%s.pptx: %w", d.Name, err)
	}
	return out, nil
}

// slides collects the slides of a document.
type slides struct {
	doc      Document
	a        *archive
	pictures pictures
	n        int
	titles   map[string]int
}

func (s *slides) all() {
	s.titles = map[string]int{}
	s.cover()
	for _, p := range s.doc.Parts {
		var plain []Item
		for _, it := range p.Items {
			if it.Headline == "" && it.Picture == nil && len(it.shown()) == 0 {
				plain = append(plain, it)
				continue
			}
			s.plain(p, plain)
			plain = nil
			s.item(p, it)
		}
		s.plain(p, plain)
	}
	s.about()
}

// plain is one slide of the texts of a part that have no headline.
func (s *slides) plain(p Part, items []Item) {
	if len(items) == 0 {
		return
	}
	all := Item{Headline: p.Title}
	for _, it := range items {
		all.Say = append(all.Say, it.Say...)
		all.Bullets = append(all.Bullets, it.Bullets...)
		all.Notes = append(all.Notes, it.Notes...)
	}
	s.item(Part{}, all)
}

func (s *slides) item(p Part, it Item) {
	if it.Headline == "" {
		it.Headline = p.Title
		p.Title = ""
	}
	sl := s.slide(2)
	sl.box(holder{kind: "title", name: "Title"}, area{40, 40, 880, 60}, s.unique(it.Headline))
	if p.Title != "" {
		sl.box(holder{kind: "body", id: 10, name: "Part"}, area{40, 22, 880, 18}, p.Title)
	}
	if it.Measure != "" {
		sl.box(holder{kind: "body", id: 11, name: "Measure"}, area{40, 104, 880, 34}, it.Measure)
	}
	sl.content(it)
	s.close(sl, it.spoken())
}

// unique gives slides of one title a number, as people move by titles.
func (s *slides) unique(title string) string {
	s.titles[title]++
	if n := s.titles[title]; n > 1 {
		return title + " (" + itoa(n) + ")"
	}
	return title
}

func (s *slides) cover() {
	sl := s.slide(1)
	sl.box(holder{kind: "ctrTitle", name: "Title"}, area{64, 150, 832, 100}, s.unique(s.doc.Title))
	lines := s.doc.Head
	if s.doc.Period != "" {
		lines = append([]string{s.doc.Period}, lines...)
	}
	sl.box(holder{kind: "subTitle", id: 1, name: "Subtitle"}, area{64, 258, 832, 180}, lines...)
	s.close(sl, append([]string{s.doc.Subject}, s.doc.Head...))
}

func (s *slides) about() {
	if len(s.doc.Foot) == 0 && len(s.doc.Marks) == 0 {
		return
	}
	s.item(Part{}, Item{Headline: aboutTitle, Say: s.doc.Foot, Bullets: s.doc.marks()})
}

// spoken are the notes under a slide: all that is said of the item, and its figures.
func (it Item) spoken() []string {
	var out []string
	for _, lines := range [][]string{{it.Headline}, {it.Measure}, it.Say, it.Bullets, it.Notes} {
		for _, l := range lines {
			if l != "" {
				out = append(out, l)
			}
		}
	}
	for _, t := range it.Tables {
		out = append(out, t.Caption)
		for _, row := range t.Rows[:min(spokenRows, len(t.Rows))] {
			out = append(out, t.spoken(row))
		}
		if len(t.Rows) > spokenRows {
			out = append(out, "The other rows are in the workbook.")
		}
	}
	return out
}

// spokenRows is how many rows of a table the notes under a slide have.
const spokenRows = 12

func (t Table) spoken(row []Cell) string {
	var out []string
	for i, c := range row {
		text := c.Text
		if c.Under != "" {
			text += " (" + c.Under + ")"
		}
		if i > 0 || !c.Row {
			text = t.Heads[i].Title + " " + text
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ") + "."
}

// slide is one slide as it is written.
type slide struct {
	*markup
	all    *slides
	layout int
	shapes int
	rels   relations
}

func (s *slides) slide(layout int) *slide {
	s.n++
	sl := &slide{markup: newMarkup(), all: s, layout: layout, shapes: 1}
	sl.rels.add(nsOffice+"/slideLayout", "../slideLayouts/slideLayout"+itoa(layout)+".xml")
	sl.rels.add(nsOffice+"/notesSlide", "../notesSlides/notesSlide"+itoa(s.n)+".xml")
	sl.start("p:sld", "xmlns:a", nsDrawing, "xmlns:r", nsOffice, "xmlns:p", nsSlides)
	sl.start("p:cSld")
	sl.tree()
	return sl
}

// tree begins the shapes of a slide, which are read in their order.
func (m *markup) tree() {
	m.start("p:spTree")
	m.raw(`<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>`)
}

// close ends a slide with its footer and number and writes the notes under it.
func (s *slides) close(sl *slide, spoken []string) {
	sl.box(holder{kind: "ftr", id: 12, name: "Footer"}, area{40, 508, 780, 20}, strings.Join(append([]string{s.doc.fullTitle()}, first(s.doc.Head)...), ". "))
	sl.field(s.n)
	sl.ends(2)
	sl.raw(`<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>`)
	sl.end()
	n := itoa(s.n)
	s.a.add("ppt/slides/slide"+n+".xml", sl.bytes())
	s.a.add("ppt/slides/_rels/slide"+n+".xml.rels", sl.rels.bytes())
	notes := relations{list: []relation{{nsOffice + "/notesMaster", "../notesMasters/notesMaster1.xml"}, {nsOffice + "/slide", "../slides/slide" + n + ".xml"}}}
	s.a.add("ppt/notesSlides/notesSlide"+n+".xml", notesSlide(spoken))
	s.a.add("ppt/notesSlides/_rels/notesSlide"+n+".xml.rels", notes.bytes())
}

func notesSlide(lines []string) []byte {
	m := newMarkup()
	m.start("p:notes", "xmlns:a", nsDrawing, "xmlns:r", nsOffice, "xmlns:p", nsSlides)
	m.start("p:cSld")
	m.tree()
	m.raw(`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>`)
	m.start("p:sp")
	m.raw(`<p:nvSpPr><p:cNvPr id="3" name="Notes Placeholder 2"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>`)
	m.start("p:txBody")
	m.raw(`<a:bodyPr/><a:lstStyle/>`)
	m.paragraphs(lines, "", len(lines))
	m.ends(4)
	m.raw(`<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>`)
	m.end()
	return m.bytes()
}

// paragraphs writes lines of text, those from a place on as points of a list; run holds attributes of
// their type made by code.
func (m *markup) paragraphs(lines []string, run string, points int) {
	if len(lines) == 0 {
		lines = []string{""}
	}
	for i, l := range lines {
		m.start("a:p")
		if i >= points {
			m.raw(`<a:pPr marL="` + itoa(indent*point) + `" indent="-` + itoa(indent*point) + `"><a:buFont typeface="Arial"/><a:buChar char="•"/></a:pPr>`)
		}
		if l != "" {
			m.start("a:r")
			m.raw(`<a:rPr lang="` + language + `"` + run + `/>`)
			m.leaf("a:t", l)
			m.end()
		}
		m.end()
	}
}
