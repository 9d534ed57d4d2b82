package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Formats of numbers in both kinds of workbook.
const (
	formatCount   = "#,##0"
	formatDecimal = "#,##0.0"
	formatPercent = "0.0%"
	formatDay     = "d mmm yyyy"
)

// Excel writes a document as .xlsx.
func (d Document) Excel() ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	e := &excel{f: f, styles: map[string]int{}}
	e.named()
	for i, s := range d.sheets() {
		e.sheet(i, s)
	}
	e.keep(f.SetDocProps(&excelize.DocProperties{Title: d.fullTitle(), Subject: d.Subject, Language: language, Created: d.stamp(), Modified: d.stamp(), Creator: "proceedings", LastModifiedBy: "proceedings"}))
	e.keep(f.SetAppProps(&excelize.AppProperties{Application: "proceedings"}))
	f.SetActiveSheet(0)
	e.unfiltered()
	var b bytes.Buffer
	if e.err == nil {
		e.err = f.Write(&b)
	}
	if e.err != nil {
		return nil, fmt.Errorf("%s.xlsx: %w", d.Name, e.err)
	}
	return b.Bytes(), nil
}

// excel writes sheets; the first error stays.
type excel struct {
	f      *excelize.File
	styles map[string]int
	tables int
	err    error
}

func (e *excel) keep(err error) {
	if e.err == nil {
		e.err = err
	}
}

// named adds the styles that mark titles as headings, which excelize has no call for.
func (e *excel) named() {
	e.f.SetDefaultFont(typeface)
	for i, name := range []string{"Heading 1", "Heading 2"} {
		size := []float64{16, 12}[i]
		id, err := e.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: size, Family: typeface, Color: blue}, Alignment: &excelize.Alignment{Vertical: "center"}})
		e.keep(err)
		if err != nil {
			return
		}
		all := e.f.Styles
		as := all.CellXfs.Xf[id]
		as.XfID = nil
		place, builtIn := len(all.CellStyleXfs.Xf), 16+i
		all.CellStyleXfs.Xf = append(all.CellStyleXfs.Xf, as)
		all.CellStyleXfs.Count = place + 1
		one := *all.CellStyles.CellStyle[0]
		one.Name, one.XfID, one.BuiltInID = name, place, &builtIn
		all.CellStyles.CellStyle = append(all.CellStyles.CellStyle, &one)
		all.CellStyles.Count = len(all.CellStyles.CellStyle)
		all.CellXfs.Xf[id].XfID = &place
		e.styles[name] = id
	}
}

// style is one of those of cells: head, text, link and the formats of numbers.
func (e *excel) style(of string) int {
	if id, ok := e.styles[of]; ok {
		return id
	}
	name := of
	s := &excelize.Style{Font: &excelize.Font{Size: 10, Family: typeface, Color: ink}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}
	switch name {
	case "head", "headright", "head" + beside:
		s.Font.Bold, s.Font.Color, s.Alignment.Vertical = true, blue, "bottom"
		s.Border = []excelize.Border{{Type: "bottom", Color: blue, Style: 2}}
		name = strings.TrimPrefix(name, "head")
	}
	switch name {
	case "right":
		s.Alignment.Horizontal = "right"
	case beside:
		s.Alignment.Horizontal, s.Alignment.Indent = "left", 1
	case "line":
		s.Alignment.WrapText = false // runs over the empty cells beside it
	case "covered":
	case "link":
		s.Font.Color, s.Font.Underline = blue, "single"
	case formatCount, formatDecimal, formatPercent, formatDay:
		s.CustomNumFmt = &name
		s.Alignment.Horizontal = "right"
	}
	id, err := e.f.NewStyle(s)
	e.keep(err)
	e.styles[of] = id
	return id
}

func (e *excel) sheet(i int, s sheet) {
	if i == 0 {
		e.keep(e.f.SetSheetName("Sheet1", s.name))
	} else {
		_, err := e.f.NewSheet(s.name)
		e.keep(err)
	}
	e.set(s.name, 1, 1, value{v: s.title}, "Heading 1")
	e.keep(e.f.SetRowHeight(s.name, 1, 26))
	line := "line"
	if len(s.heads) == 0 {
		line, s.wide = "covered", []int{100}
		e.width(s.name, 1, s.wide[0])
	}
	for j, text := range s.lines {
		e.set(s.name, 1, j+2, words(text), line)
		if line == "covered" {
			e.high(s.name, j+2, s.tall([]value{words(text)}, false))
		}
	}
	if len(s.heads) > 0 {
		e.table(s, len(s.lines)+2)
	}
	e.printed(s.name)
	e.keep(e.f.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: new(bool)}))
}

// printed lays a sheet across A4, as wide as the paper and as long as it is.
func (e *excel) printed(sheet string) {
	a4, across, one, long, fit := 9, "landscape", 1, 0, true
	e.keep(e.f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &one, FitToHeight: &long}))
	e.keep(e.f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

func (e *excel) set(sheet string, col, row int, v value, style string) {
	at, err := excelize.CoordinatesToCellName(col, row)
	e.keep(err)
	switch x := v.v.(type) {
	case string:
		e.keep(e.f.SetCellStr(sheet, at, x))
	case time.Time:
		e.keep(e.f.SetCellValue(sheet, at, time.Date(x.Year(), x.Month(), x.Day(), 0, 0, 0, 0, time.UTC)))
	default:
		e.keep(e.f.SetCellValue(sheet, at, x))
	}
	if v.link != "" {
		e.keep(e.f.SetCellHyperLink(sheet, at, "'"+v.link+"'!A1", "Location"))
		style = "link"
	}
	e.keep(e.f.SetCellStyle(sheet, at, at, e.style(style)))
}

func (e *excel) width(sheet string, col, letters int) {
	name, err := excelize.ColumnNumberToName(col)
	e.keep(err)
	e.keep(e.f.SetColWidth(sheet, name, name, float64(letters)))
}

// high makes a row as high as its lines: programs do not all work that out as they open a file.
func (e *excel) high(sheet string, row, lines int) {
	e.keep(e.f.SetRowHeight(sheet, row, float64(3+13*lines)))
}

// table writes a table and marks it as one.
func (e *excel) table(s sheet, top int) {
	right := s.numeric()
	for i, h := range s.heads {
		e.set(s.name, i+1, top, words(h), headStyle(right[i], i))
		e.width(s.name, i+1, s.wide[i])
	}
	var head []value
	for _, h := range s.heads {
		head = append(head, words(h))
	}
	e.high(s.name, top, s.tall(head, true))
	for j, row := range s.rows {
		e.high(s.name, top+1+j, s.tall(row, false))
		for i, v := range row {
			e.set(s.name, i+1, top+1+j, v, v.format(right[i], i))
		}
	}
	if len(s.rows) == 0 {
		return
	}
	e.tables++
	last, err := excelize.CoordinatesToCellName(len(s.heads), top+len(s.rows))
	e.keep(err)
	plain := false
	e.keep(e.f.AddTable(s.name, &excelize.Table{Range: "A" + itoa(top) + ":" + last, Name: tableName(s.name, e.tables), ShowRowStripes: &plain}))
}

// numeric says of each column whether it holds numbers, and so stands to the right.
func (s sheet) numeric() []string {
	out := make([]string, len(s.heads))
	for _, row := range s.rows {
		for i, v := range row {
			if _, ok := v.v.(string); !ok {
				out[i] = "right"
			}
		}
	}
	return out
}

// beside names the styles of text that may stand to the right of numbers, and so keeps away from them.
const beside = "beside"

func headStyle(right string, column int) string {
	if right == "" && column > 0 {
		return "head" + beside
	}
	return "head" + right
}

// format is the style of a value in a column of numbers or of text.
func (v value) format(right string, column int) string {
	switch v.v.(type) {
	case int64:
		return formatCount
	case float64:
		if v.percent {
			return formatPercent
		}
		return formatDecimal
	case time.Time:
		return formatDay
	}
	switch {
	case right != "":
		return right
	case column > 0:
		return beside
	}
	return "text"
}

var notInName = regexp.MustCompile(`[^A-Za-z0-9_]+`)

// tableName is what formulas call a table: the name of its sheet as far as that is allowed.
func tableName(sheet string, n int) string {
	return "T" + itoa(n) + "_" + strings.Trim(notInName.ReplaceAllString(sheet, "_"), "_")
}

var filter = regexp.MustCompile(`<autoFilter[^>]*(/>|></autoFilter>)`)

// unfiltered takes the filter buttons off the tables, which excelize always gives them.
func (e *excel) unfiltered() {
	e.f.Pkg.Range(func(name, data any) bool {
		if raw, ok := data.([]byte); ok && strings.HasPrefix(name.(string), "xl/tables/") {
			e.f.Pkg.Store(name, filter.ReplaceAll(raw, nil))
		}
		return true
	})
}
