package ingest

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"proceedings/ingest/read"
)

// A workbook of faults goes to the sender and comes back. Its last sheet is
// hidden and says where each row belongs; all else is for people.
//
//	proceedings faults  1
//	sheet  NAME  SOURCE  FILE  SHA256  PROFILE-SHA256  EXTRACT-DATE  TABLE  WIDTH  >HEADING...
//	row    ID    HASH OF THE CELLS AS THEY WERE WRITTEN  [HASH OF THOSE THAT IT IS JOINED BY]
const (
	faultsSheet   = "proceedings faults"
	faultsVersion = "1"
	readMeSheet   = "Read me"
	sheetMark     = "sheet"
	rowMark       = "row"
)

// placeHeadings stand over the columns that say which row it is and what is
// wrong with it; the row's own follow.
var placeHeadings = [...]string{"ID", "File", "Sheet", "Row", "What is wrong", "What to do"}

// faultPart is what a workbook of faults says of one export.
type faultPart struct {
	Source, File, SHA256, Profile string
	ExtractDate                   time.Time
	Tables                        []faultTable
}

// faultTable is one sheet of a workbook of faults: rows of one table.
type faultTable struct {
	Name     string // the sheet of the workbook
	Table    string // the sheet that the profile names
	Headings []string
	Width    int // cells of a row: its headings, and cells beyond them where a row has too many
	Rows     []faultRow
	hashes   map[string]string // by ID: the cells as they were written
	keys     map[string]string // by ID: those that a row is joined by; none for a row that cannot be put right here
}

type faultRow struct {
	at     int // row of the workbook
	id     string
	file   string
	sheet  string
	row    int
	cells  []string
	native map[int]bool // cells that hold a number rather than text: dates that were typed in
	keys   string       // hash of the cells that it was joined by
	edited bool
}

// text is the row's cells; dates that the spreadsheet made numbers of are
// written as the profile reads them.
func (r faultRow) text(dates map[int]string) []string {
	out := slices.Clone(r.cells)
	for i, format := range dates {
		if r.native[i] {
			out[i] = serialText(out[i], format, false)
		}
	}
	return out
}

func (p faultPart) size() (n int64) {
	for _, t := range p.Tables {
		n += int64(len(t.Rows))
	}
	return n
}

// check wants every row to be one that was held back, once, in its own place.
func (p faultPart) check(waits map[place]rowState) error {
	seen := map[string]int{}
	for _, t := range p.Tables {
		for _, r := range t.Rows {
			where := fmt.Sprintf("sheet %s, row %d", t.Name, r.at)
			_, held := waits[place{t.Table, r.row}]
			switch {
			case seen[r.id] > 0:
				return fmt.Errorf("%s: the ID %s stands in row %d too: remove one of them", where, r.id, seen[r.id])
			case !held, !p.names(r, t), r.file != p.File, r.sheet != t.Table:
				return fmt.Errorf("%s: its first columns (ID %.20q, row %d) do not name a row that was held back: put them back as they were sent, or remove the row", where, r.id, r.row)
			}
			seen[r.id] = r.at
		}
	}
	return nil
}

// names reports whether the ID of a row is that of its place.
func (p faultPart) names(r faultRow, t faultTable) bool {
	return r.id == waitingID(p.SHA256, p.ExtractDate, t.Table, r.row) || r.id == olderID(p.SHA256, t.Table, r.row)
}

// isFaultsWorkbook looks into a file for the hidden sheet of a workbook of
// faults, whatever the file is called.
func isFaultsWorkbook(s read.Source) bool {
	if s.Member != "" || !strings.EqualFold(filepath.Ext(s.Path), ".xlsx") {
		return false
	}
	z, err := zip.OpenReader(s.Path)
	if err != nil {
		return false
	}
	defer z.Close()
	f, err := z.Open("xl/workbook.xml")
	if err != nil {
		return false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, 1<<20))
	return err == nil && bytes.Contains(text, []byte(`name="`+faultsSheet+`"`))
}

// readFaults reads a workbook of faults that has come back, by export.
func readFaults(path string, maxUnpacked int64) ([]faultPart, error) {
	if maxUnpacked <= 0 {
		maxUnpacked = read.DefaultMaxUnpacked
	}
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked})
	if err != nil && strings.Contains(err.Error(), "unzip size exceeds") { // the library has no name for it
		return nil, read.TooLarge("the workbook", maxUnpacked)
	}
	if err != nil {
		return nil, errors.New("not a workbook that can be read: open it in Excel, save it again as .xlsx and load that")
	}
	defer book.Close()
	parts, err := readFaultsIndex(book)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		for i := range p.Tables {
			if err := p.Tables[i].read(book); err != nil {
				return nil, err
			}
		}
	}
	return parts, nil
}

// readFaultsIndex reads the hidden sheet.
func readFaultsIndex(book *excelize.File) ([]faultPart, error) {
	rows, err := book.GetRows(faultsSheet)
	if err != nil {
		return nil, err
	}
	broken := errors.New("its hidden sheet has been changed, so that nobody can tell which rows these are: export the rows again")
	if len(rows) == 0 || len(rows[0]) < 2 || rows[0][1] != faultsVersion {
		return nil, fmt.Errorf("it was written by another version of this program: export the rows again")
	}
	var parts []faultPart
	for _, r := range rows[1:] {
		switch {
		case len(r) > 8 && r[0] == sheetMark:
			date, err := time.Parse(time.DateOnly, r[6])
			width, convErr := strconv.Atoi(r[8])
			if err != nil || convErr != nil || len(r[4]) != 2*sha256.Size {
				return nil, broken
			}
			headings := make([]string, len(r)-9)
			for i := range headings {
				headings[i] = strings.TrimPrefix(r[9+i], ">")
			}
			p := faultPart{Source: r[2], File: r[3], SHA256: r[4], Profile: r[5], ExtractDate: date}
			if n := len(parts); n == 0 || parts[n-1].SHA256 != p.SHA256 || parts[n-1].Source != p.Source || !parts[n-1].ExtractDate.Equal(date) {
				parts = append(parts, p)
			}
			last := &parts[len(parts)-1]
			last.Tables = append(last.Tables, faultTable{Name: r[1], Table: r[7], Headings: headings, Width: width, hashes: map[string]string{}, keys: map[string]string{}})
		case (len(r) == 3 || len(r) == 4) && r[0] == rowMark && len(parts) > 0:
			last := &parts[len(parts)-1]
			last.Tables[len(last.Tables)-1].hashes[r[1]] = r[2]
			last.Tables[len(last.Tables)-1].keys[r[1]] = at(r, 3)
		default:
			return nil, broken
		}
	}
	return parts, nil
}

// read reads the rows of one sheet.
func (t *faultTable) read(book *excelize.File) error {
	rows, err := book.Rows(t.Name)
	if err != nil {
		return fmt.Errorf("its sheet %q has been removed or renamed: name it so again, or export the rows anew", t.Name)
	}
	defer rows.Close()
	for at := 1; rows.Next(); at++ {
		cells, err := rows.Columns()
		if err != nil {
			return err
		}
		switch {
		case at == 1:
			if err := t.checkHeadings(cells); err != nil {
				return err
			}
		case strings.TrimSpace(strings.Join(cells, "")) == "":
		default:
			if err := t.add(at, cells); err != nil {
				return err
			}
		}
	}
	if err := rows.Error(); err != nil {
		return err
	}
	return t.findNumbers(book)
}

func (t *faultTable) checkHeadings(cells []string) error {
	for i, w := range t.shown() {
		if have := at(cells, i); plain(have) != plain(w) {
			return fmt.Errorf("sheet %s, row 1: the heading %.40q of column %d is now %.40q: put the headings back as they were sent", t.Name, w, i+1, have)
		}
	}
	return nil
}

// shown are the headings of the sheet.
func (t *faultTable) shown() []string {
	out := slices.Concat(placeHeadings[:], t.Headings)
	for i, h := range out {
		if strings.TrimSpace(h) == "" {
			out[i] = fmt.Sprintf("(no heading, column %d)", i+1-len(placeHeadings))
		}
	}
	for i := len(t.Headings); i < t.Width; i++ {
		out = append(out, fmt.Sprintf("(beyond the headings, column %d)", i+1))
	}
	return out
}

// at is a cell of a row that may be shorter.
func at(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

func (t *faultTable) add(row int, cells []string) error {
	r := faultRow{at: row, id: strings.TrimSpace(at(cells, 0)), file: at(cells, 1), sheet: at(cells, 2)}
	var err error
	if r.row, err = strconv.Atoi(strings.TrimSpace(at(cells, 3))); err != nil {
		return fmt.Errorf("sheet %s, row %d: its first columns do not name a row that was held back: put them back as they were sent, or remove the row", t.Name, row)
	}
	for i := range t.Width {
		r.cells = append(r.cells, at(cells, len(placeHeadings)+i))
	}
	if len(cells) > len(placeHeadings)+t.Width {
		return fmt.Errorf("sheet %s, row %d: it has cells beyond the last heading: move them under their headings", t.Name, row)
	}
	r.keys = t.keys[r.id]
	r.edited = t.hashes[r.id] != hashCells(r.cells)
	t.Rows = append(t.Rows, r)
	return nil
}

// findNumbers marks the cells of edited rows that could be the day numbers of
// dates and are no text.
func (t *faultTable) findNumbers(book *excelize.File) error {
	for i := range t.Rows {
		r := &t.Rows[i]
		if !r.edited {
			continue
		}
		r.native = map[int]bool{}
		for j, c := range r.cells {
			if n, err := strconv.ParseFloat(c, 64); err != nil || n < 10000 || n > 80000 {
				continue
			}
			name, err := excelize.CoordinatesToCellName(len(placeHeadings)+j+1, r.at)
			if err != nil {
				return err
			}
			kind, err := book.GetCellType(t.Name, name)
			if err != nil {
				return err
			}
			r.native[j] = kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber || kind == excelize.CellTypeDate
		}
	}
	return nil
}

// plain is a cell without what a spreadsheet may change on its own.
func plain(s string) string { return strings.TrimSpace(writable(s)) }

// writable is text as a workbook can hold it: one kind of line end, and a mark
// for characters that it cannot.
func writable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || (r < ' ' && r != '\n' && r != '\t') {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\uFFFD"))
}

// hashCells tells whether a row was edited.
func hashCells(cells []string) string {
	sum := sha256.New()
	for _, c := range cells {
		text := plain(c)
		fmt.Fprintf(sum, "%d %s\n", len(text), text)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
