package sampledata

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"
)

// workbook builds a workbook sheet by sheet. Its bytes depend on nothing but what is put in.
type workbook struct {
	file      *excelize.File
	dateStyle int
	textDates []string // layouts of the dates typed as text
	realDates int      // dates kept as real ones, of a hundred
	sheets    int
}

// builtinDate is the format that Excel gives a date by itself. Read as text it comes out month first, which is why a reader must not do so.
const builtinDate = 14

// newRegister keeps most dates as real ones in Excel's own format, the others typed in two ways.
func newRegister() (*workbook, error) {
	return newWorkbook(&excelize.Style{NumFmt: builtinDate}, 60, "2 January 2006", "02/01/2006")
}

// newTracker keeps most dates as real ones in a British format, the others typed.
func newTracker() (*workbook, error) {
	british := "dd/mm/yyyy"
	return newWorkbook(&excelize.Style{CustomNumFmt: &british}, 70, "02/01/2006")
}

func newWorkbook(dates *excelize.Style, realDates int, textDates ...string) (*workbook, error) {
	f := excelize.NewFile()
	style, err := f.NewStyle(dates)
	if err != nil {
		return nil, fmt.Errorf("date style: %w", err)
	}
	return &workbook{file: f, dateStyle: style, realDates: realDates, textDates: textDates}, nil
}

// sheet starts the next sheet.
func (b *workbook) sheet(name string) (*excelize.StreamWriter, error) {
	b.sheets++
	if b.sheets == 1 {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return nil, err
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return nil, err
	}
	return b.file.NewStreamWriter(name)
}

// add writes a filled sheet: titles, the upper header with its merged cells, the column names and the data.
func (b *workbook) add(g *grid) error {
	sw, err := b.sheet(g.name)
	if err != nil {
		return fmt.Errorf("sheet %s: %w", g.name, err)
	}
	row := 1
	put := func(values []any) {
		if err == nil {
			err = sw.SetRow(fmt.Sprintf("A%d", row), values)
		}
		row++
	}
	for _, title := range g.titles {
		put([]any{title})
	}
	if g.groups != nil {
		put(groupRow(g.groups))
	}
	put(anys(g.heads))
	for i, cells := range g.rows {
		put(b.cells(g, i, cells))
	}
	for _, m := range merges(g) {
		if err == nil {
			err = sw.MergeCell(m[0], m[1])
		}
	}
	if err == nil {
		err = sw.Flush()
	}
	if err != nil {
		return fmt.Errorf("sheet %s: %w", g.name, err)
	}
	return nil
}

// notes writes a sheet of loose texts.
func (b *workbook) notes(name string, lines [][]any) error {
	sw, err := b.sheet(name)
	for i := 0; err == nil && i < len(lines); i++ {
		err = sw.SetRow(fmt.Sprintf("A%d", i+1), lines[i])
	}
	if err == nil {
		err = sw.Flush()
	}
	if err != nil {
		return fmt.Errorf("sheet %s: %w", name, err)
	}
	return nil
}

func groupRow(groups []group) []any {
	var row []any
	for _, g := range groups {
		row = append(row, g.head)
		row = append(row, make([]any, g.span-1)...)
	}
	return row
}

// merges returns the corners of the merged cells of the upper header.
func merges(g *grid) [][2]string {
	var all [][2]string
	first := 1
	for _, m := range g.groups {
		from, _ := excelize.CoordinatesToCellName(first, g.header-1)
		to, _ := excelize.CoordinatesToCellName(first+m.span-1, g.header-1)
		all = append(all, [2]string{from, to})
		first += m.span
	}
	return all
}

func anys(texts []string) []any {
	values := make([]any, len(texts))
	for i, t := range texts {
		values[i] = t
	}
	return values
}

// cells turns one data row into cells. Whether a date is a real one or typed depends on where it stands, so that every column has both.
func (b *workbook) cells(g *grid, at int, cells []cell) []any {
	values := make([]any, len(cells))
	for i, c := range cells {
		switch {
		case c.day != 0:
			values[i] = b.date(c.day, scatter(g.name, at, i))
		case c.kind == asNumber:
			values[i] = int(c.number)
		case c.kind == asMoney:
			values[i] = c.number
		case c.text != "":
			values[i] = c.text
		}
	}
	return values
}

func (b *workbook) date(d Day, u int) any {
	if u%100 < b.realDates {
		return b.real(d)
	}
	return d.Time().Format(b.textDates[u/100%len(b.textDates)])
}

func (b *workbook) real(d Day) excelize.Cell {
	const excelDayOf1970 = 25569
	return excelize.Cell{StyleID: b.dateStyle, Value: int(d) + excelDayOf1970}
}

// scatter is a number that depends on a place in a sheet and on nothing else.
func scatter(sheet string, row, col int) int {
	r := newRNG(uint64(col), sheet, row)
	return r.below(1 << 20)
}

// bytes finishes the workbook.
func (b *workbook) bytes(created Day) ([]byte, error) {
	stamp := created.String() + "T17:00:00Z"
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: Body, LastModifiedBy: Body, Created: stamp, Modified: stamp}); err != nil {
		return nil, fmt.Errorf("document properties: %w", err)
	}
	var raw bytes.Buffer
	if err := b.file.Write(&raw); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	if err := b.file.Close(); err != nil {
		return nil, fmt.Errorf("close workbook: %w", err)
	}
	return repack(raw.Bytes())
}

// repack puts the parts of a workbook in the order of their names: excelize writes streamed sheets in the order of a map.
func repack(raw []byte) ([]byte, error) {
	zr, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("repack: %w", err)
	}
	slices.SortFunc(zr.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, f := range zr.File {
		if err := zw.Copy(f); err != nil {
			return nil, fmt.Errorf("repack %s: %w", f.Name, err)
		}
	}
	if err := zw.Close(); err != nil {
		return nil, fmt.Errorf("repack: %w", err)
	}
	return out.Bytes(), nil
}
