package read

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// parts are the parts of a workbook: an archive of XML files.
type parts struct {
	files  map[string]*zip.File
	budget *Budget
}

func openParts(at *body, b *Budget, what string) (*parts, error) {
	z, err := zip.NewReader(at, at.size)
	if err != nil {
		return nil, damaged("not %s that can be read; it may be cut short", what)
	}
	p := &parts{files: map[string]*zip.File{}, budget: b}
	for _, f := range z.File {
		p.files[partName(f.Name)] = f
	}
	return p, nil
}

// part is the XML of one part, read token by token.
type part struct {
	*xml.Decoder
	lap  *lap
	file io.Closer
	name string
}

// open opens a part. Each opening has the whole budget: a part that is read
// twice unpacks to what it did.
func (p *parts) open(name string) (*part, error) {
	r, lap, err := p.raw(name)
	if err != nil {
		return nil, err
	}
	d := xml.NewDecoder(bufio.NewReaderSize(lap, 64<<10))
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		return nil, damaged("part %s is in the encoding %.20q", name, charset)
	}
	return &part{Decoder: d, lap: lap, file: r, name: name}, nil
}

func (p *parts) raw(name string) (io.ReadCloser, *lap, error) {
	f := p.files[partName(name)]
	if f == nil {
		return nil, nil, damaged("it lacks its part %.60q", name)
	}
	r, err := openMember(f)
	if err != nil {
		return nil, nil, err
	}
	b := *p.budget
	return r, newLap(b.meter(r, "the workbook"), recordLimit), nil
}

func (p *part) close() error { return p.file.Close() }

// token is the next token; io.EOF at the end of the part. The raw tokens do:
// elements are told apart by their local names, so that the two sets of
// namespaces that OOXML comes in (transitional and strict) are read alike.
func (p *part) token() (xml.Token, error) {
	t, err := p.RawToken()
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, damaged("part %s is not XML at its line %d", p.name, syntax.Line)
	case err != nil:
		return nil, explain(err)
	}
	return t, nil
}

// attr is the value of an attribute by its local name; empty where it is absent.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// arena holds the cells of one row one after the other.
type arena struct {
	text  []byte
	ends  []int // where the cell of each column ends in text
	cells [][]byte
}

func (a *arena) reset() { a.text, a.ends = a.text[:0], a.ends[:0] }

// upTo makes the columns before column, those without a cell empty.
func (a *arena) upTo(column int) {
	for len(a.ends) < column {
		a.ends = append(a.ends, a.end())
	}
}

func (a *arena) end() int {
	if len(a.ends) == 0 {
		return 0
	}
	return a.ends[len(a.ends)-1]
}

// add appends a cell to the row.
func (a *arena) add(text []byte) {
	a.text = append(a.text[:a.end()], text...)
	a.ends = append(a.ends, len(a.text))
}

// row is the cells without the empty ones at the end.
func (a *arena) row() [][]byte {
	a.cells = a.cells[:0]
	from := 0
	for _, end := range a.ends {
		a.cells = append(a.cells, a.text[from:end])
		from = end
	}
	for len(a.cells) > 0 && len(a.cells[len(a.cells)-1]) == 0 {
		a.cells = a.cells[:len(a.cells)-1]
	}
	return a.cells
}

// sheetNumber writes a number as a sheet shows it where that is no matter of
// format: 41456.0 and 4.1456E4 are 41456. Fractions stay as they are kept.
func sheetNumber(text string) string {
	text = strings.TrimSpace(text)
	if !strings.ContainsAny(text, ".eE") {
		return text
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	if n == float64(int64(n)) && n > -1e15 && n < 1e15 {
		return strconv.FormatInt(int64(n), 10)
	}
	if strings.ContainsAny(text, "eE") && n > -1e21 && n < 1e21 {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return text
}

// sparse gives the rows of a sheet that has only some of them: those left out
// are empty, except at the end, where they are no rows however many the sheet
// says it has.
type sparse struct {
	given int   // number of the last row given
	held  *line // the row that waits for those before it
}

// next takes rows from pull, which may leave out empty ones, in order.
func (s *sparse) next(pull func() (line, error)) (line, error) {
	for s.held == nil {
		l, err := pull()
		if err != nil {
			return line{}, err
		}
		if l.row <= s.given {
			return line{}, damaged("row %d comes after row %d", l.row, s.given)
		}
		if len(l.cells) == 0 {
			continue
		}
		if l.row > sheetRows {
			return line{}, damaged("it has more rows than a sheet can hold")
		}
		s.held = &l
	}
	s.given++
	if s.given < s.held.row {
		return line{row: s.given}, nil
	}
	l := *s.held
	s.held = nil
	return l, nil
}
