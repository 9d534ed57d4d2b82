package document

import (
	"strings"
	"time"

	"proceedings/reports/page"
)

// language of every document.
const language = "en-GB"

// The colours of documents, without the number sign: those of the pages on paper.
var (
	blue  = hex(page.DarkBlue)
	ink   = hex(page.Ink)
	muted = hex(page.Muted)
	rule  = hex(page.Rule)
	paper = hex(page.Paper)
)

func hex(colour string) string { return strings.TrimPrefix(colour, "#") }

// typeface is on every machine that opens these files, or has a twin of the same widths there.
const typeface = "Arial"

const (
	nsRelations   = "http://schemas.openxmlformats.org/package/2006/relationships"
	nsContent     = "http://schemas.openxmlformats.org/package/2006/content-types"
	nsOffice      = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsDrawing     = "http://schemas.openxmlformats.org/drawingml/2006/main"
	nsSVG         = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
	svgExtension  = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
	kindImage     = nsOffice + "/image"
	kindHyperlink = nsOffice + "/hyperlink"
)

// relation ties a part to another; its identifier is rId and its place in the list.
type relation struct{ kind, target string }

// relations are those of one part.
type relations struct{ list []relation }

// add returns the identifier of a relation, the same for the same target.
func (r *relations) add(kind, target string) string {
	for i, one := range r.list {
		if one == (relation{kind, target}) {
			return "rId" + itoa(i+1)
		}
	}
	r.list = append(r.list, relation{kind, target})
	return "rId" + itoa(len(r.list))
}

func (r *relations) bytes() []byte {
	m := newMarkup()
	m.start("Relationships", "xmlns", nsRelations)
	for i, one := range r.list {
		m.empty("Relationship", "Id", "rId"+itoa(i+1), "Type", one.kind, "Target", one.target)
	}
	m.end()
	return m.bytes()
}

// contentTypes says what each part of an Office Open XML file is.
func contentTypes(parts [][2]string) []byte {
	m := newMarkup()
	m.start("Types", "xmlns", nsContent)
	for _, d := range [][2]string{{"png", "image/png"}, {"rels", "application/vnd.openxmlformats-package.relationships+xml"}, {"svg", "image/svg+xml"}, {"xml", "application/xml"}} {
		m.empty("Default", "Extension", d[0], "ContentType", d[1])
	}
	for _, p := range parts {
		m.empty("Override", "PartName", "/"+p[0], "ContentType", p[1])
	}
	m.end()
	return m.bytes()
}

const (
	coreType = "application/vnd.openxmlformats-package.core-properties+xml"
	appType  = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
)

// addProperties adds the properties of the file and the relations of the package to its main part.
func (d Document) addProperties(a *archive, main string) {
	top := relations{list: []relation{
		{nsOffice + "/officeDocument", main},
		{"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"},
		{nsOffice + "/extended-properties", "docProps/app.xml"},
	}}
	a.add("_rels/.rels", top.bytes())
	m := newMarkup()
	m.start("cp:coreProperties", "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	m.leaf("dc:title", d.fullTitle())
	m.leaf("dc:subject", d.Subject)
	m.leaf("dc:language", language)
	for _, name := range []string{"dcterms:created", "dcterms:modified"} {
		m.leaf(name, d.stamp(), "xsi:type", "dcterms:W3CDTF")
	}
	m.end()
	a.add("docProps/core.xml", m.bytes())
	a.add("docProps/app.xml", []byte(declaration+`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>proceedings</Application></Properties>`))
}

// fullTitle is the title with the period that it is about.
func (d Document) fullTitle() string {
	if d.Period == "" {
		return d.Title
	}
	return d.Title + ", " + d.Period
}

// stamp is the position date as the properties write it.
func (d Document) stamp() string { return d.Revised.UTC().Format(time.RFC3339) }

// pictures puts the pictures of a document into the archive, each once.
type pictures struct {
	a      *archive
	folder string // such as word/media
	n      int
	named  map[string]string // by content
}

// add returns the names of the files of a picture, without the folder. png is empty where there is none.
func (p *pictures) add(one *Picture) (svg, png string) {
	if p.named == nil {
		p.named = map[string]string{}
	}
	stem, ok := p.named[string(one.SVG)]
	if !ok {
		p.n++
		stem = "picture" + itoa(p.n)
		p.named[string(one.SVG)] = stem
		p.a.add(p.folder+"/"+stem+".svg", one.SVG)
		if len(one.PNG) > 0 {
			p.a.add(p.folder+"/"+stem+".png", one.PNG)
		}
	}
	svg = stem + ".svg"
	if len(one.PNG) > 0 {
		png = stem + ".png"
	}
	return svg, png
}

// accents are the colours of a theme: the categories' and two more.
func accents() []string {
	out := []string{}
	for _, c := range page.Categorical {
		out = append(out, hex(c))
	}
	return append(out, hex(page.MidBlue), hex(page.LightBlue))
}
