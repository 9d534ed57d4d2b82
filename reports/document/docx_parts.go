package document

import (
	"fmt"
	"strings"
)

// emu is the unit of drawings: 914,400 to an inch, 635 to a twentieth of a point.
const emu = 635

// dpi of pictures on paper: 720 pixels fill the width of an upright sheet.
const wordWide = upright * emu

func (w *word) picture(p *Picture) {
	w.drawn++
	svg, png := w.pictures.add(p)
	wide := min(wordWide, w.width()*emu)
	high := wide * p.High / max(1, p.Wide)
	if most := 13200 * emu; high > most && !w.laid {
		wide, high = wide*most/high, most
	}
	id, name := itoa(w.drawn), "Figure "+itoa(w.drawn)
	w.begun = true
	w.start("w:p")
	w.styled("Figure")
	w.start("w:r")
	w.start("w:drawing")
	w.start("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	w.empty("wp:extent", "cx", itoa(wide), "cy", itoa(high))
	w.empty("wp:docPr", "id", id, "name", name, "descr", p.Alt)
	w.raw(`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>`)
	w.start("a:graphic")
	w.start("a:graphicData", "uri", nsPicture)
	w.start("pic:pic")
	w.start("pic:nvPicPr")
	w.empty("pic:cNvPr", "id", id, "name", name, "descr", p.Alt)
	w.empty("pic:cNvPicPr")
	w.end()
	w.start("pic:blipFill")
	w.blip(&w.rels, svg, png, "media/")
	w.end()
	w.raw(fmt.Sprintf(`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`, wide, high))
	w.ends(7)
	if p.Caption != "" {
		w.caption("Figure", w.drawn, p.Caption, "FigureCaption")
	}
}

// blip names the dots of a picture, with the drawing for programs that can show it.
func (m *markup) blip(rels *relations, svg, png, folder string) {
	drawn := rels.add(kindImage, folder+svg)
	shown := drawn
	if png != "" {
		shown = rels.add(kindImage, folder+png)
	}
	m.start("a:blip", "r:embed", shown)
	m.raw(`<a:extLst><a:ext uri="` + svgExtension + `"><asvg:svgBlip xmlns:asvg="` + nsSVG + `" r:embed="` + drawn + `"/></a:ext></a:extLst>`)
	m.end()
	m.raw(`<a:stretch><a:fillRect/></a:stretch>`)
}

// caption numbers a table or figure by a field, so that Word can list them.
func (w *word) caption(kind string, n int, text, style string) {
	w.begun = true
	w.start("w:p")
	w.styled(style)
	w.run(kind+" ", "")
	w.start("w:fldSimple", "w:instr", " SEQ "+kind+" \\* ARABIC ")
	w.run(itoa(n), "")
	w.end()
	w.run(". "+text, "")
	w.end()
}

func (w *word) header() []byte {
	m := newMarkup()
	m.start("w:hdr", "xmlns:w", nsWord)
	m.start("w:p")
	m.raw(`<w:pPr><w:pStyle w:val="Header"/></w:pPr>`)
	m.start("w:r")
	m.leaf("w:t", strings.Join(append([]string{w.doc.fullTitle()}, first(w.doc.Head)...), ". "), "xml:space", "preserve")
	m.ends(3)
	return m.bytes()
}

func first(lines []string) []string { return lines[:min(1, len(lines))] }

func (w *word) footer() []byte {
	m := newMarkup()
	m.start("w:ftr", "xmlns:w", nsWord)
	m.start("w:p")
	m.raw(`<w:pPr><w:pStyle w:val="Footer"/></w:pPr>`)
	for _, s := range [][2]string{{"Page ", "PAGE"}, {" of ", "NUMPAGES"}} {
		m.raw(`<w:r><w:t xml:space="preserve">` + s[0] + `</w:t></w:r><w:fldSimple w:instr=" ` + s[1] + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
	}
	m.ends(2)
	return m.bytes()
}

const settings = declaration + `<w:settings xmlns:w="` + nsWord + `"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="` + language + `"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>`

// numbering are the bullets of lists, 1, and of notes, 2.
const numbering = declaration + `<w:numbering xmlns:w="` + nsWord + `">` +
	`<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="Notes"/><w:lvlText w:val="–"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`

// style is a paragraph style; sizes are half points, spaces twentieths of a point.
type style struct {
	id, name, next string
	size           int
	bold           bool
	colour         string
	before, after  int
	keep           bool // stays with what follows
	outline        int  // level of a heading, from 1
	list           int  // of numbering
	own            bool // not one that Word knows
	extra          string
}

func wordStyles(tight bool) []byte {
	m := newMarkup()
	m.start("w:styles", "xmlns:w", nsWord)
	m.raw(`<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="` + typeface + `" w:hAnsi="` + typeface + `" w:eastAsia="` + typeface + `" w:cs="` + typeface + `"/>` +
		`<w:color w:val="` + ink + `"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="` + language + `" w:eastAsia="` + language + `" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="271" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>` +
		`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="` + blue + `"/><w:u w:val="single"/></w:rPr></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		figuresStyle())
	for _, s := range []style{
		{id: "Title", name: "Title", size: 44, bold: true, colour: blue, before: 0, after: 60, keep: true},
		{id: "Subtitle", name: "Subtitle", size: 28, colour: muted, after: 160, keep: true},
		{id: "Head", own: true, name: "Standing", size: 19, colour: muted, after: 40},
		{id: "ContentsHead", own: true, name: "Contents Title", size: 22, bold: true, colour: blue, before: 240, after: 60, keep: true},
		{id: "Contents", own: true, name: "Contents Line", size: 21, after: 30},
		{id: "Heading1", name: "heading 1", next: "Normal", size: 32, bold: true, colour: blue, before: 400, after: 120, keep: true, outline: 1,
			extra: `<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="` + blue + `"/></w:pBdr>`},
		{id: "Heading2", name: "heading 2", next: "Normal", size: 25, bold: true, colour: blue, before: 280, after: 80, keep: true, outline: 2},
		{id: "Heading3", name: "heading 3", next: "Normal", size: 22, bold: true, colour: ink, before: 200, after: 60, keep: true, outline: 3},
		{id: "Measure", own: true, name: "Measure", size: 19, colour: muted, after: 100, keep: true},
		{id: "Lead", own: true, name: "Lead", size: 21, after: 120, keep: true},
		{id: "Caption", name: "caption", size: 18, bold: true, colour: ink, before: 160, after: 60, keep: true},
		{id: "FigureCaption", own: true, name: "Figure Caption", size: 18, colour: muted, after: 160},
		{id: "Figure", own: true, name: "Figure", size: 21, before: 80, after: 40, keep: true},
		{id: "ListBullet", name: "List Bullet", size: 21, after: 60, list: 1},
		{id: "Notes", own: true, name: "Notes", size: 18, colour: muted, after: 40, list: 2},
		{id: "TableText", own: true, name: "Table Text", size: 18, after: 0},
		{id: "Break", own: true, name: "Break", size: 2, after: 0},
		{id: "AfterTable", own: true, name: "After Table", size: 8, after: 0},
		{id: "Header", name: "header", size: 16, colour: muted, after: 0},
		{id: "Footer", name: "footer", size: 16, colour: muted, after: 0, extra: `<w:jc w:val="right"/>`},
	} {
		if tight {
			s = s.tighter()
		}
		s.write(m)
	}
	m.end()
	return m.bytes()
}

// tighter is the style in a document of one or two sides.
func (s style) tighter() style {
	s.before = s.before * 3 / 5
	if s.id == "Title" || s.outline == 1 {
		s.size = s.size * 4 / 5
	}
	return s
}

// figuresStyle is that of tables: rules between rows, and a stronger one under the head.
func figuresStyle() string {
	line := func(side, size, colour string) string {
		return `<w:` + side + ` w:val="single" w:sz="` + size + `" w:space="0" w:color="` + colour + `"/>`
	}
	return `<w:style w:type="table" w:customStyle="1" w:styleId="Figures"><w:name w:val="Figures"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>` +
		line("top", "8", blue) + line("bottom", "8", blue) + line("insideH", "4", rule) +
		`</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
		`<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>` + line("bottom", "8", blue) + `</w:tcBorders></w:tcPr></w:tblStylePr></w:style>`
}

func (s style) write(m *markup) {
	custom := []string{"w:type", "paragraph", "w:styleId", s.id}
	if s.own {
		custom = append(custom, "w:customStyle", "1")
	}
	m.start("w:style", custom...)
	m.empty("w:name", "w:val", s.name)
	m.empty("w:basedOn", "w:val", "Normal")
	if s.next != "" {
		m.empty("w:next", "w:val", s.next)
	}
	m.empty("w:qFormat")
	m.start("w:pPr")
	if s.keep {
		m.empty("w:keepNext")
		m.empty("w:keepLines")
	}
	if s.list > 0 {
		m.raw(`<w:numPr><w:numId w:val="` + itoa(s.list) + `"/></w:numPr>`)
	}
	if strings.HasPrefix(s.extra, "<w:pBdr") {
		m.raw(s.extra)
	}
	line := "259"
	if s.id == "Break" || s.id == "AfterTable" || s.id == "TableText" {
		line = "240"
	}
	m.empty("w:spacing", "w:before", itoa(s.before), "w:after", itoa(s.after), "w:line", line, "w:lineRule", "auto")
	if strings.HasPrefix(s.extra, "<w:jc") {
		m.raw(s.extra)
	}
	if s.outline > 0 {
		m.empty("w:outlineLvl", "w:val", itoa(s.outline-1))
	}
	m.end()
	m.start("w:rPr")
	if s.bold {
		m.empty("w:b")
	}
	if s.colour != "" {
		m.empty("w:color", "w:val", s.colour)
	}
	m.empty("w:sz", "w:val", itoa(s.size))
	m.empty("w:szCs", "w:val", itoa(s.size))
	m.ends(2)
}
