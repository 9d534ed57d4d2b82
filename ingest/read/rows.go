package read

import (
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"proceedings/ingest/profile"
)

// rows yields the rows of one table.
type rows interface {
	next() (line, error) // io.EOF at the end
	close() error
}

// named is what rows are whose columns are named by the file itself.
type named interface {
	header() []string
}

// merging is what rows are that know which cells of the rows given so far are merged.
type merging interface {
	merged() []merge
}

// merge is a range of cells that show the value of the first.
type merge struct{ row, column, lastRow, lastColumn int } // rows from 1, columns from 0

// line is one row. Its cells are valid until the next is taken.
type line struct {
	cells  [][]byte
	row    int
	faulty bool // it could not be cut into cells, and stands whole in the first
	bare   bool // a quotation mark stands inside a cell that is not quoted
}

func (l line) strings() []string {
	out := make([]string, len(l.cells))
	for i, c := range l.cells {
		out[i] = string(c)
	}
	return out
}

// File is an export opened for reading. A workbook is unpacked once, however
// many of its sheets are read.
type File struct {
	source  Source
	profile *profile.Profile
	max     int64
	body    *body           // of formats that need random access
	book    book            // of workbooks
	held    map[string]Rows // by sheet; nil for files
}

// book is a workbook of any format.
type book interface {
	// open finds the first sheet that fits; the error names the sheets there are.
	open(fits func(name string) bool) (rows, error)
	list() ([]SheetInfo, error)
	uses1904() bool
}

// OpenFile opens a file that a profile is for. The caller closes it.
func OpenFile(path string, p *profile.Profile) (*File, error) {
	return Open(Source{Path: path}, p, 0)
}

// Open opens an export that a profile is for, unpacking at most so many bytes
// (0: DefaultMaxUnpacked). The caller closes it.
func Open(s Source, p *profile.Profile, maxUnpacked int64) (*File, error) {
	f := &File{source: s, profile: p, max: maxUnpacked}
	if p.Format == CSV || p.Format == JSON {
		return f, nil // streams are opened table by table
	}
	at, err := s.body(NewBudget(maxUnpacked))
	if err != nil {
		return nil, err
	}
	f.body = at
	switch p.Format {
	case XLSX:
		f.book, err = openXLSX(at, NewBudget(maxUnpacked))
	case ODS:
		f.book, err = openODS(at, NewBudget(maxUnpacked))
	}
	if err != nil {
		return nil, explain(errors.Join(err, at.Close()))
	}
	return f, nil
}

// Close releases what the file holds.
func (f *File) Close() error {
	if f.body == nil {
		return nil
	}
	return f.body.Close()
}

func (f *File) rows(t profile.Table) (rows, error) {
	if f.held != nil {
		return f.heldRows(t), nil
	}
	switch f.profile.Format {
	case CSV:
		return openCSV(f.source, f.profile.CSV, NewBudget(f.max))
	case JSON:
		return openJSON(f.source, f.profile.JSON.Rows, t.Columns, NewBudget(f.max))
	case Parquet:
		return openParquet(f.body)
	case Arrow:
		return openArrow(f.body)
	}
	return f.book.open(sheetFits(t.Sheet))
}

// sheetFits compares names of sheets with that of a profile, which may be a
// shell pattern; upper and lower case are alike.
func sheetFits(want string) func(string) bool {
	return func(name string) bool {
		ok, _ := path.Match(strings.ToLower(want), strings.ToLower(strings.TrimSpace(name)))
		return ok
	}
}

func noSheet(names []string) error {
	return refused("there is no sheet of this name; the workbook has %s", strings.Join(names, ", "))
}

// Cell reads one cell of a workbook, such as the one that holds the extract date.
func (f *File) Cell(sheet, cell string) (string, error) {
	if f.book == nil {
		return "", refused("only workbooks have cells such as %s", cell)
	}
	column, row, ok := cellAt(cell)
	if !ok {
		return "", refused("%q is not the name of a cell", cell)
	}
	r, err := f.book.open(sheetFits(sheet))
	if err != nil {
		return "", err
	}
	defer r.close()
	for {
		l, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return "", nil
		case err != nil:
			return "", err
		case l.row == row && column < len(l.cells):
			return string(l.cells[column]), nil
		case l.row >= row:
			return "", nil
		}
	}
}

// cellAt reads the name of a cell such as B12: its column, from 0, and its row, from 1.
func cellAt(name string) (column, row int, ok bool) {
	digits := strings.IndexFunc(name, func(r rune) bool { return r >= '0' && r <= '9' })
	if digits <= 0 || digits > 3 {
		return 0, 0, false
	}
	for _, r := range name[:digits] {
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		if r < 'A' || r > 'Z' {
			return 0, 0, false
		}
		column = column*26 + int(r-'A') + 1
	}
	row, err := strconv.Atoi(name[digits:])
	return column - 1, row, err == nil && row > 0 && row <= sheetRows && column <= sheetColumns
}

// The largest sheet that the programs which write sheets can hold.
const (
	sheetRows    = 1 << 20
	sheetColumns = 1 << 14
)

// Uses1904 reports whether a workbook counts its dates from 1904.
func (f *File) Uses1904() bool { return f.book != nil && f.book.uses1904() }
