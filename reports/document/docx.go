package document

import (
	"fmt"
	"strings"
)

const (
	nsWord    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsPlaced  = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	nsPicture = "http://schemas.openxmlformats.org/drawingml/2006/picture"
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// Lengths on paper in twentieths of a point. A4 with margins of 20 mm, the sides; broad tables lie across.
const (
	paperShort = 11906
	paperLong  = 16838
	margin     = 1134
	upright    = paperShort - 2*margin
	across     = paperLong - 2*margin
)

// Word writes a document as .docx.
func (d Document) Word() ([]byte, error) {
	a := &archive{}
	w := &word{markup: newMarkup(), doc: d, pictures: pictures{a: a, folder: "word/media"}}
	for _, r := range [][2]string{{"styles", "styles.xml"}, {"numbering", "numbering.xml"}, {"settings", "settings.xml"}, {"header", "header1.xml"}, {"footer", "footer1.xml"}} {
		w.rels.add(nsOffice+"/"+r[0], r[1])
	}
	a.add("[Content_Types].xml", contentTypes([][2]string{
		{"word/document.xml", wordType + "document.main+xml"}, {"word/styles.xml", wordType + "styles+xml"}, {"word/numbering.xml", wordType + "numbering+xml"},
		{"word/settings.xml", wordType + "settings+xml"}, {"word/header1.xml", wordType + "header+xml"}, {"word/footer1.xml", wordType + "footer+xml"},
		{"docProps/core.xml", coreType}, {"docProps/app.xml", appType},
	}))
	d.addProperties(a, "word/document.xml")
	w.body()
	a.add("word/document.xml", w.bytes())
	a.add("word/_rels/document.xml.rels", w.rels.bytes())
	a.add("word/styles.xml", wordStyles(d.Short))
	a.add("word/numbering.xml", []byte(numbering))
	a.add("word/settings.xml", []byte(settings))
	a.add("word/header1.xml", w.header())
	a.add("word/footer1.xml", w.footer())
	out, err := a.bytes(false)
	if err != nil {
		return nil, fmt.Errorf("%s.docx: %w", d.Name, err)
	}
	return out, nil
}

// word writes the main part of a .docx.
type word struct {
	*markup
	doc      Document
	rels     relations
	pictures pictures
	laid     bool // the sheet lies across
	begun    bool // the sheet has something on it
	bookmark int
	drawn    int
	tabled   int
}

func (w *word) body() {
	w.start("w:document", "xmlns:w", nsWord, "xmlns:r", nsOffice, "xmlns:wp", nsPlaced, "xmlns:a", nsDrawing, "xmlns:pic", nsPicture)
	w.start("w:body")
	w.para("Title", w.doc.Title)
	if w.doc.Period != "" {
		w.para("Subtitle", w.doc.Period)
	}
	for _, line := range w.doc.Head {
		w.para("Head", line)
	}
	w.contents()
	for _, p := range w.doc.Parts {
		w.part(p)
	}
	w.foot()
	w.section()
	w.ends(2)
}

// contents lists the parts, each a link to its heading.
func (w *word) contents() {
	var titles []string
	for _, p := range w.doc.Parts {
		if p.Title != "" {
			titles = append(titles, p.Title)
		}
	}
	if len(titles) < 3 || w.doc.Short {
		return
	}
	w.para("ContentsHead", "In this report")
	for i, t := range titles {
		w.start("w:p")
		w.styled("Contents")
		w.start("w:hyperlink", "w:anchor", anchor(i+1), "w:history", "1")
		w.run(t, `<w:rStyle w:val="Hyperlink"/>`)
		w.ends(2)
	}
}

func anchor(part int) string { return "part" + itoa(part) }

func (w *word) part(p Part) {
	if len(p.Items) > 0 && lies(p.Items[0]) {
		w.turn(true)
	} else {
		w.turn(false)
	}
	if p.Title != "" {
		w.bookmark++
		w.start("w:p")
		w.styled("Heading1")
		w.empty("w:bookmarkStart", "w:id", itoa(w.bookmark), "w:name", anchor(w.bookmark))
		w.run(p.Title, "")
		w.empty("w:bookmarkEnd", "w:id", itoa(w.bookmark))
		w.end()
	}
	for _, it := range p.Items {
		w.item(it)
	}
}

// lies says that an item begins on a sheet laid across: it has a broad table and no
// picture that would stand better upright.
func lies(it Item) bool {
	all := it.shown()
	return it.Picture == nil && len(all) > 0 && all[0].broad()
}

func (w *word) item(it Item) {
	w.turn(lies(it))
	if it.Headline != "" {
		w.para("Heading2", it.Headline)
	}
	if it.Measure != "" {
		w.para("Measure", it.Measure)
	}
	say := ""
	if it.Picture != nil || len(it.shown()) > 0 {
		say = "Lead" // stays with what it speaks of
	}
	for _, s := range it.Say {
		w.para(say, s)
	}
	w.bullets("ListBullet", it.Bullets)
	if it.Picture != nil {
		w.picture(it.Picture)
	}
	for _, t := range it.shown() {
		w.turn(t.broad())
		w.table(t)
	}
	w.bullets("Notes", it.Notes)
}

func (w *word) bullets(style string, lines []string) {
	for _, s := range lines {
		w.para(style, s)
	}
}

// foot says what holds for all figures and what the shorthand means.
func (w *word) foot() {
	if len(w.doc.Foot) == 0 && len(w.doc.Marks) == 0 {
		return
	}
	w.turn(false)
	w.para("Heading1", aboutTitle)
	for _, s := range w.doc.Foot {
		w.para("", s)
	}
	w.bullets("ListBullet", w.doc.marks())
}

// para writes a paragraph in a style; the one without a name is plain text.
func (w *word) para(style, text string) {
	w.begun = true
	w.start("w:p")
	w.styled(style)
	w.run(text, "")
	w.end()
}

func (w *word) styled(style string) {
	if style != "" {
		w.raw(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
}

// run writes text with properties made by code. A line break in it is one.
func (w *word) run(text, properties string) {
	w.start("w:r")
	if properties != "" {
		w.raw("<w:rPr>" + properties + "</w:rPr>")
	}
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			w.empty("w:br")
		}
		w.leaf("w:t", line, "xml:space", "preserve")
	}
	w.end()
}

// turn begins a sheet that lies across, or stands upright again.
func (w *word) turn(laid bool) {
	if laid == w.laid {
		return
	}
	if w.begun {
		w.start("w:p")
		w.start("w:pPr")
		w.raw(`<w:pStyle w:val="Break"/>`)
		w.section()
		w.ends(2)
	}
	w.laid = laid
}

// section ends the sheets of one orientation.
func (w *word) section() {
	width, height, orient := paperShort, paperLong, "portrait"
	if w.laid {
		width, height, orient = height, width, "landscape"
	}
	m := itoa(margin)
	w.start("w:sectPr")
	for _, kind := range []string{"header", "footer"} {
		w.empty("w:"+kind+"Reference", "w:type", "default", "r:id", w.rels.add(nsOffice+"/"+kind, kind+"1.xml"))
	}
	w.empty("w:pgSz", "w:w", itoa(width), "w:h", itoa(height), "w:orient", orient)
	w.empty("w:pgMar", "w:top", "1247", "w:right", m, "w:bottom", "1134", "w:left", m, "w:header", "567", "w:footer", "510", "w:gutter", "0")
	w.end()
}

// width between the margins.
func (w *word) width() int {
	if w.laid {
		return across
	}
	return upright
}
