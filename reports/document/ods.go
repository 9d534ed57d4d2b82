package document

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"proceedings/reports/page"
)

const (
	nsODF        = "urn:oasis:names:tc:opendocument:xmlns:"
	odsType      = "application/vnd.oasis.opendocument.spreadsheet"
	odfVersion   = "1.3"
	officeStyles = "office:automatic-styles"
)

var odfSpaces = []string{"xmlns:office", nsODF + "office:1.0", "xmlns:style", nsODF + "style:1.0", "xmlns:text", nsODF + "text:1.0", "xmlns:table", nsODF + "table:1.0",
	"xmlns:fo", nsODF + "xsl-fo-compatible:1.0", "xmlns:number", nsODF + "datastyle:1.0", "xmlns:meta", nsODF + "meta:1.0", "xmlns:config", nsODF + "config:1.0",
	"xmlns:xlink", "http://www.w3.org/1999/xlink", "xmlns:dc", "http://purl.org/dc/elements/1.1/", "office:version", odfVersion}

// OpenSheet writes a document as .ods: the sheets of the .xlsx.
func (d Document) OpenSheet() ([]byte, error) {
	a := &archive{}
	a.add("mimetype", []byte(odsType))
	sheets := d.sheets()
	a.add("content.xml", odsContent(sheets))
	a.add("styles.xml", odsStyles())
	a.add("meta.xml", d.odsMeta())
	a.add("settings.xml", odsSettings(sheets))
	m := newMarkup()
	m.start("manifest:manifest", "xmlns:manifest", nsODF+"manifest:1.0", "manifest:version", odfVersion)
	m.empty("manifest:file-entry", "manifest:full-path", "/", "manifest:media-type", odsType, "manifest:version", odfVersion)
	for _, name := range []string{"content.xml", "styles.xml", "meta.xml", "settings.xml"} {
		m.empty("manifest:file-entry", "manifest:full-path", name, "manifest:media-type", "text/xml")
	}
	m.end()
	a.add("META-INF/manifest.xml", m.bytes())
	out, err := a.bytes(true)
	if err != nil {
		return nil, fmt.Errorf("%s.ods: %w", d.Name, err)
	}
	return out, nil
}

// odfDocument begins one of the files of a document.
func odfDocument(kind string) *markup {
	m := newMarkup()
	m.start("office:document-"+kind, odfSpaces...)
	return m
}

func odsContent(sheets []sheet) []byte {
	m := odfDocument("content")
	m.start(officeStyles)
	m.raw(odsCellStyles())
	for i, s := range sheets {
		m.columnStyles(i, s)
	}
	m.end()
	m.start("office:body")
	m.start("office:spreadsheet")
	for i, s := range sheets {
		m.odsSheet(i, s)
	}
	m.start("table:database-ranges")
	n := 0
	for _, s := range sheets {
		if len(s.heads) == 0 {
			continue
		}
		n++
		top := len(s.lines) + 2
		name := "$'" + s.name + "'"
		m.empty("table:database-range", "table:name", tableName(s.name, n), "table:target-range-address",
			name+".A"+itoa(top)+":"+name+"."+column(len(s.heads))+itoa(top+len(s.rows)), "table:contains-header", "true", "table:display-filter-buttons", "false")
	}
	m.ends(4)
	return m.bytes()
}

// column is the letters of a column, from 1.
func column(n int) string {
	out := ""
	for ; n > 0; n = (n - 1) / 26 {
		out = string(rune('A'+(n-1)%26)) + out
	}
	return out
}

func (m *markup) columnStyles(i int, s sheet) {
	wide := s.wide
	if len(wide) == 0 {
		wide = []int{100}
	}
	for j, w := range wide {
		m.start("style:style", "style:name", columnStyle(i, j), "style:family", "table-column")
		m.empty("style:table-column-properties", "style:column-width", strconv.FormatFloat(float64(w)*2.1, 'f', 1, 64)+"mm")
		m.end()
	}
}

func columnStyle(sheet, column int) string { return "co" + itoa(sheet) + "-" + itoa(column) }

func (m *markup) odsSheet(i int, s sheet) {
	m.start("table:table", "table:name", s.name, "table:style-name", "ta")
	for j := range max(1, len(s.heads)) {
		m.empty("table:table-column", "table:style-name", columnStyle(i, j), "table:default-cell-style-name", "Default")
	}
	m.odsRow([]value{{v: s.title}}, []string{"Heading_20_1"})
	line := "line"
	if len(s.heads) == 0 {
		line = "text"
	}
	for _, l := range s.lines {
		m.odsRow([]value{words(l)}, []string{line})
	}
	if len(s.heads) > 0 {
		m.odsTable(s)
	}
	m.end()
}

func (m *markup) odsTable(s sheet) {
	right := s.numeric()
	var heads []value
	var styles []string
	for i, h := range s.heads {
		heads = append(heads, words(h))
		styles = append(styles, headStyle(right[i], i))
	}
	m.start("table:table-header-rows")
	m.odsRow(heads, styles)
	m.end()
	for _, row := range s.rows {
		of := make([]string, len(row))
		for i, v := range row {
			of[i] = odsStyle[v.format(right[i], i)]
		}
		m.odsRow(row, of)
	}
}

// odsStyle are the styles of cells by the formats of the sheets.
var odsStyle = map[string]string{formatCount: "count", formatDecimal: "decimal", formatPercent: "percent", formatDay: "day", "text": "text", "right": "right", beside: beside}

func (m *markup) odsRow(row []value, styles []string) {
	m.start("table:table-row", "table:style-name", "ro")
	for i, v := range row {
		kind, text := []string{"office:value-type", "string"}, ""
		switch x := v.v.(type) {
		case string:
			text = x
		case int64:
			kind, text = []string{"office:value-type", "float", "office:value", page.Raw(x)}, page.Count(x)
		case float64:
			kind, text = []string{"office:value-type", "float", "office:value", page.Raw(x)}, tenth(x)
			if v.percent {
				kind[1], text = "percentage", tenth(100*x)+"%"
			}
		case time.Time:
			kind, text = []string{"office:value-type", "date", "office:date-value", x.Format(time.DateOnly)}, page.ShortDay(x)
		}
		m.start("table:table-cell", append(kind, "table:style-name", styles[i])...)
		for l := range strings.SplitSeq(text, "\n") {
			m.start("text:p")
			if v.link != "" {
				m.leaf("text:a", l, "xlink:href", "#'"+v.link+"'.A1", "xlink:type", "simple")
			} else {
				m.spaced(l)
			}
			m.end()
		}
		m.end()
	}
	m.end()
}

// tenth writes a number to one place, always.
func tenth(x float64) string {
	s := page.Decimal(x)
	if math.Mod(math.Round(math.Abs(x)*10), 10) == 0 {
		s += ".0"
	}
	return s
}

// spaced writes text with the spaces that XML of this kind would take for one.
func (m *markup) spaced(s string) {
	for i, part := range strings.Split(s, "  ") {
		if i > 0 {
			m.raw(`<text:s text:c="2"/>`)
		}
		m.text(part)
	}
}

func (d Document) odsMeta() []byte {
	m := odfDocument("meta")
	m.start("office:meta")
	m.leaf("meta:generator", "proceedings")
	m.leaf("dc:title", d.fullTitle())
	m.leaf("dc:subject", d.Subject)
	m.leaf("meta:creation-date", d.Revised.UTC().Format("2006-01-02T15:04:05"))
	m.leaf("dc:date", d.Revised.UTC().Format("2006-01-02T15:04:05"))
	m.leaf("dc:language", language)
	m.ends(2)
	return m.bytes()
}

// odsSettings puts the cursor into A1 of each sheet and shows the first.
func odsSettings(sheets []sheet) []byte {
	m := odfDocument("settings")
	m.start("office:settings")
	m.start("config:config-item-set", "config:name", "ooo:view-settings")
	m.start("config:config-item-map-indexed", "config:name", "Views")
	m.start("config:config-item-map-entry")
	m.leaf("config:config-item", "view1", "config:name", "ViewId", "config:type", "string")
	m.start("config:config-item-map-named", "config:name", "Tables")
	for _, s := range sheets {
		m.start("config:config-item-map-entry", "config:name", s.name)
		for _, name := range []string{"CursorPositionX", "CursorPositionY"} {
			m.leaf("config:config-item", "0", "config:name", name, "config:type", "int")
		}
		m.leaf("config:config-item", "false", "config:name", "ShowGrid", "config:type", "boolean")
		m.end()
	}
	m.end()
	m.leaf("config:config-item", sheets[0].name, "config:name", "ActiveTable", "config:type", "string")
	m.ends(5)
	return m.bytes()
}

// odsCellStyles are the styles of cells and the formats of their numbers.
func odsCellStyles() string {
	cell := func(name, data, align, paragraph, text, more string) string {
		if data != "" {
			data = ` style:data-style-name="` + data + `"`
		}
		if align != "" {
			align = ` fo:text-align="` + align + `"`
		}
		return `<style:style style:name="` + name + `" style:family="table-cell" style:parent-style-name="Default"` + data + `><style:table-cell-properties ` + paragraph + `/><style:paragraph-properties` + align + `/><style:text-properties ` + text + `/>` + more + `</style:style>`
	}
	top, foot := `style:vertical-align="top" fo:wrap-option="wrap"`, `style:vertical-align="bottom" fo:wrap-option="wrap" fo:border-bottom="0.75mm solid #`+blue+`"`
	plain, strong := `fo:font-size="10pt"`, `fo:font-size="10pt" fo:font-weight="bold" fo:color="#`+blue+`"`
	return `<style:style style:name="ta" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true" style:writing-mode="lr-tb"/></style:style>` +
		`<style:style style:name="ro" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>` +
		`<number:number-style style:name="ncount"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>` +
		`<number:number-style style:name="ndecimal"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1" number:grouping="true"/></number:number-style>` +
		`<number:percentage-style style:name="npercent"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>` +
		`<number:date-style style:name="nday"><number:day/><number:text> </number:text><number:month number:textual="true"/><number:text> </number:text><number:year number:style="long"/></number:date-style>` +
		cell("count", "ncount", "end", top, plain, "") + cell("decimal", "ndecimal", "end", top, plain, "") + cell("percent", "npercent", "end", top, plain, "") + cell("day", "nday", "end", top, plain, "") +
		cell("text", "", "start", top, plain, "") + cell("right", "", "end", top, plain, "") + cell("line", "", "start", `style:vertical-align="top"`, plain, "") +
		cell("head", "", "start", foot, strong, "") + cell(beside, "", "start", top+` fo:padding-left="2mm"`, plain, "") + cell("head"+beside, "", "start", foot+` fo:padding-left="2mm"`, strong, "") + cell("headright", "", "end", foot, strong, "")
}

func odsStyles() []byte {
	m := odfDocument("styles")
	lang := `fo:language="en" fo:country="GB"`
	m.raw(`<office:font-face-decls/><office:styles><style:default-style style:family="table-cell"><style:text-properties fo:font-family="` + typeface + `" fo:font-size="10pt" fo:color="#` + ink + `" ` + lang + `/></style:default-style>` +
		`<style:style style:name="Default" style:family="table-cell"/>` +
		`<style:style style:name="Heading" style:family="table-cell" style:parent-style-name="Default"><style:text-properties fo:font-weight="bold" fo:color="#` + blue + `"/></style:style>` +
		`<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="table-cell" style:parent-style-name="Heading"><style:text-properties fo:font-size="16pt" fo:font-weight="bold" fo:color="#` + blue + `"/></style:style></office:styles>`)
	m.raw(`<office:automatic-styles><style:page-layout style:name="sheet"><style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" fo:margin="15mm" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>`)
	m.raw(`<office:master-styles><style:master-page style:name="Default" style:page-layout-name="sheet"><style:header style:display="false"/><style:footer style:display="false"/></style:master-page></office:master-styles>`)
	m.end()
	return m.bytes()
}
