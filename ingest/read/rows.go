package read

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"proceedings/ingest/profile"
)

// unzipLimit is the largest workbook, unpacked, that is read.
const unzipLimit = 4 << 30

// rows yields the cells of one table, row by row. The slice is valid until the
// next call.
type rows interface {
	next() (cells []string, row int, err error) // io.EOF at the end
	close() error
}

// File is an export opened for reading. A workbook is unpacked once, however
// many of its sheets are read.
type File struct {
	path    string
	profile *profile.Profile
	book    *excelize.File  // nil for text files
	held    map[string]Rows // by sheet; nil for files
}

// OpenFile opens an export that a profile is for. The caller closes it.
func OpenFile(path string, p *profile.Profile) (*File, error) {
	f := &File{path: path, profile: p}
	if p.Format == "xlsx" {
		book, err := openWorkbook(path)
		if err != nil {
			return nil, err
		}
		f.book = book
	}
	return f, nil
}

// Close releases what the file holds.
func (f *File) Close() error {
	if f.book == nil {
		return nil
	}
	return f.book.Close()
}

func (f *File) rows(t profile.Table) (rows, error) {
	if f.held != nil {
		return f.heldRows(t), nil
	}
	if f.book != nil {
		return openSheet(f.book, t.Sheet)
	}
	return openCSV(f.path, f.profile.CSV)
}

// csvRows numbers rows as a spreadsheet does: the library leaves out lines
// that are empty, so the number follows from the line less the line breaks that
// stood inside cells. The rows left out are given as empty ones.
type csvRows struct {
	f      *os.File
	r      *csv.Reader
	row    int // number of the last row given
	inside int // line breaks inside the cells so far
	ahead  []string
	at     int // number of the row ahead
}

func openCSV(file string, c profile.CSV) (rows, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	in, mark := byteOrderMark(f)
	switch {
	case mark == utf16:
		return nil, errors.Join(fmt.Errorf("the text is UTF-16, which is not what its profile declares (%s): save it as CSV UTF-8 and load that", encodingName(c)), f.Close())
	case c.Encoding == "windows-1252" && mark == none:
		in = charmap.Windows1252.NewDecoder().Reader(in)
	}
	r := csv.NewReader(in)
	r.ReuseRecord, r.FieldsPerRecord = true, -1
	if c.Delimiter != "" {
		r.Comma = []rune(c.Delimiter)[0]
	}
	return &csvRows{f: f, r: r}, nil
}

// Byte order marks at the start of a file.
const (
	none = iota
	utf8Mark
	utf16
)

// byteOrderMark drops a byte order mark, which tells the encoding whatever a
// profile declares, and says which one it was.
func byteOrderMark(f *os.File) (io.Reader, int) {
	var head [3]byte
	n, _ := io.ReadFull(f, head[:])
	text := string(head[:n])
	switch {
	case text == "\uFEFF":
		return f, utf8Mark
	case strings.HasPrefix(text, "\xff\xfe"), strings.HasPrefix(text, "\xfe\xff"):
		return f, utf16
	}
	return io.MultiReader(strings.NewReader(text), f), none
}

func encodingName(c profile.CSV) string {
	if c.Encoding == "" {
		return "utf-8"
	}
	return c.Encoding
}

func (c *csvRows) next() ([]string, int, error) {
	if c.ahead == nil {
		if err := c.read(); err != nil {
			return nil, 0, err
		}
	}
	c.row++
	if c.row < c.at {
		return nil, c.row, nil
	}
	cells := c.ahead
	c.ahead = nil
	return cells, c.row, nil
}

// read takes the next record that is not empty.
func (c *csvRows) read() error {
	cells, err := c.r.Read()
	if err != nil {
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			return fmt.Errorf("line %d: %s; open the file in a text editor at that line, mend the quotation marks and load it again", parse.StartLine, plainCSV(parse.Err))
		}
		return err
	}
	line, _ := c.r.FieldPos(0)
	c.ahead, c.at = cells, line-c.inside
	for _, cell := range cells {
		c.inside += strings.Count(cell, "\n")
	}
	return nil
}

func plainCSV(err error) string {
	switch {
	case errors.Is(err, csv.ErrQuote):
		return "a quotation mark begins or ends in the wrong place"
	case errors.Is(err, csv.ErrBareQuote):
		return "a quotation mark stands inside a value that is not quoted"
	}
	return err.Error()
}

func (c *csvRows) close() error { return c.f.Close() }

type sheetRows struct {
	r   *excelize.Rows
	row int
}

func openWorkbook(file string) (*excelize.File, error) {
	f, err := excelize.OpenFile(file, excelize.Options{RawCellValue: true, UnzipSizeLimit: unzipLimit})
	if err != nil {
		return nil, fmt.Errorf("not an Excel workbook that can be read (%s): open it in Excel, save it again as .xlsx and load that", firstLine(err.Error()))
	}
	return f, nil
}

// sheetName finds the sheet whose name fits the profile's, which may be a
// shell pattern; upper and lower case are alike.
func sheetName(f *excelize.File, want string) (string, error) {
	for _, name := range f.GetSheetList() {
		if ok, _ := path.Match(strings.ToLower(want), strings.ToLower(strings.TrimSpace(name))); ok {
			return name, nil
		}
	}
	return "", fmt.Errorf("no sheet named %q; the workbook has %s", want, strings.Join(f.GetSheetList(), ", "))
}

func openSheet(f *excelize.File, want string) (rows, error) {
	name, err := sheetName(f, want)
	if err != nil {
		return nil, err
	}
	r, err := f.Rows(name)
	if err != nil {
		return nil, err
	}
	return &sheetRows{r: r}, nil
}

func (s *sheetRows) next() ([]string, int, error) {
	if !s.r.Next() {
		if err := s.r.Error(); err != nil {
			return nil, 0, err
		}
		return nil, 0, io.EOF
	}
	cells, err := s.r.Columns()
	s.row++
	return cells, s.row, err
}

func (s *sheetRows) close() error { return s.r.Close() }

// Cell reads one cell of a workbook, such as the one that holds the extract date.
func (f *File) Cell(sheet, cell string) (string, error) {
	name, err := sheetName(f.book, sheet)
	if err != nil {
		return "", err
	}
	return f.book.GetCellValue(name, cell)
}

// Uses1904 reports whether a workbook counts its dates from 1904.
func (f *File) Uses1904() bool {
	if f.book == nil {
		return false
	}
	props, err := f.book.GetWorkbookProps()
	return err == nil && props.Date1904 != nil && *props.Date1904
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}
