package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"unicode/utf8"

	"proceedings/ingest/profile"
)

// Sniff is what can be told of a file without a profile, as a start for one.
type Sniff struct {
	Format    string
	Encoding  string      // of delimited text and JSON, as a profile declares it
	Mark      bool        // the text begins with a byte order mark
	Delimiter string      // of delimited text
	Arrays    []string    // of JSON: paths that may hold the rows, for json: {rows: …}
	Sheets    []SheetInfo // of formats without sheets there is one, without a name
}

// SheetInfo is one sheet of a workbook, or the only table of another file.
type SheetInfo struct {
	Name    string
	Hidden  bool
	Columns []string // the names of the columns, where the format names them
	Rows    []PeekRow
}

// PeekRow is a row as it stands in the file.
type PeekRow struct {
	Number int
	Cells  []string
	Faulty bool // it could not be cut into cells, and stands whole in the first
}

// Peek looks at the first rows of each table of a file. Of JSON they are those of
// the first array of objects.
func Peek(s Source, limitRows int, maxUnpacked int64) (*Sniff, error) {
	info, err := Inspect(s, NewBudget(maxUnpacked))
	if err != nil {
		return nil, err
	}
	if info.Size == 0 {
		return nil, refused("the file is empty")
	}
	out := &Sniff{Format: info.Format}
	p := &profile.Profile{Format: info.Format, Tables: []profile.Table{{}}}
	if info.Format == CSV || info.Format == JSON {
		if err := out.sniffText(s, maxUnpacked); err != nil {
			return nil, err
		}
		p.CSV = profile.CSV{Encoding: out.Encoding, Delimiter: out.Delimiter}
		if len(out.Arrays) > 0 {
			p.JSON.Rows = out.Arrays[0]
		}
	}
	f, err := Open(s, p, maxUnpacked)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out.Sheets = []SheetInfo{{}}
	if f.book != nil {
		if out.Sheets, err = f.book.list(); err != nil {
			return nil, err
		}
	}
	for i := range out.Sheets {
		if err := out.Sheets[i].peek(f, limitRows); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *SheetInfo) peek(f *File, limit int) error {
	var r rows
	var err error
	if f.book != nil {
		r, err = f.book.open(func(name string) bool { return name == s.Name })
	} else {
		r, err = f.rows(profile.Table{})
	}
	if err != nil {
		return err
	}
	defer r.close()
	if n, ok := r.(named); ok {
		s.Columns = n.header()
	}
	for len(s.Rows) < limit {
		l, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		s.Rows = append(s.Rows, PeekRow{Number: l.row, Cells: l.strings(), Faulty: l.faulty})
	}
	return nil
}

// sniffText tells the encoding of a text from all of it, and the rest from its beginning.
func (s *Sniff) sniffText(src Source, maxUnpacked int64) error {
	in, err := src.stream(NewBudget(maxUnpacked))
	if err != nil {
		return err
	}
	defer in.Close()
	head := make([]byte, 1<<20)
	n, err := io.ReadFull(in, head)
	head = head[:n]
	whole := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	if err != nil && !whole {
		return explain(err)
	}
	if s.Encoding = markOf(head); s.Encoding != "" {
		s.Mark = true
	} else if s.Encoding, err = guessEncoding(head, in); err != nil {
		return err
	}
	r, _, err := text(bytes.NewReader(head), s.Encoding)
	if err != nil {
		return err
	}
	if s.Format == CSV {
		s.Delimiter, err = guessDelimiter(r, whole)
		return err
	}
	s.Arrays, err = arraysOf(r, src.Name())
	return err
}

// guessEncoding is UTF-8 where the whole text is, and else what programs of
// this country wrote before. Every other byte of UTF-16 is mostly NUL.
func guessEncoding(head []byte, rest io.Reader) (string, error) {
	nuls := [2]int{}
	for i, c := range head {
		if c == 0 {
			nuls[i%2]++
		}
	}
	switch {
	case nuls[1] > len(head)/4 && nuls[0] < nuls[1]/4:
		return "utf-16le", nil
	case nuls[0] > len(head)/4 && nuls[1] < nuls[0]/4:
		return "utf-16be", nil
	}
	buf := make([]byte, 256<<10)
	kept := copy(buf, "")
	for r := io.MultiReader(bytes.NewReader(head), rest); ; {
		n, err := r.Read(buf[kept:])
		n += kept
		end := n
		if err == nil {
			end = wholeRunes(buf[:n])
		}
		if !utf8.Valid(buf[:end]) {
			return "windows-1252", nil
		}
		kept = copy(buf, buf[end:n])
		if errors.Is(err, io.EOF) {
			return "utf-8", nil
		}
		if err != nil {
			return "", explain(err)
		}
	}
}

// wholeRunes is how much of a text ends with a whole character.
func wholeRunes(text []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		if c := text[len(text)-back]; utf8.RuneStart(c) {
			if !utf8.FullRune(text[len(text)-back:]) {
				return len(text) - back
			}
			break
		}
	}
	return len(text)
}

// peekRows is how many rows are looked at to tell the delimiter.
const peekRows = 200

// guessDelimiter is the sign that cuts the most rows into the same number of
// cells, of two or more; a comma where none does.
func guessDelimiter(r io.Reader, whole bool) (string, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return "", explain(err)
	}
	if i := bytes.LastIndexByte(data, '\n'); !whole && i >= 0 {
		data = data[:i+1]
	}
	best, bestRows, bestWidth := ",", 0, 0
	for _, delimiter := range []string{",", ";", "\t", "|", "¦", "^", "~"} {
		rows, width := mostAlike(data, delimiter)
		if width > 1 && (rows > bestRows || (rows == bestRows && width > bestWidth)) {
			best, bestRows, bestWidth = delimiter, rows, width
		}
	}
	return best, nil
}

// mostAlike is the number of cells that most rows have, and how many have it.
func mostAlike(data []byte, delimiter string) (rows, width int) {
	in := newTokens(bytes.NewReader(data), delimiter)
	counts := map[int]int{}
	for range peekRows {
		l, err := in.next()
		if err != nil {
			break
		}
		if n := len(l.cells); n > 1 && !l.faulty {
			counts[n]++
			if counts[n] > rows || (counts[n] == rows && n > width) {
				rows, width = counts[n], n
			}
		}
	}
	return rows, width
}

// arraysOf are the paths of the arrays of objects at the beginning of a JSON
// document, in their order. The empty path is the root: an array of rows, or one
// document on each line.
func arraysOf(r io.Reader, name string) ([]string, error) {
	head := bufio.NewReaderSize(r, 1<<20)
	lines, err := jsonLines(head, name, "any") // one line alone is rather a document with arrays in it
	if err != nil {
		return nil, err
	}
	f := &arrayFinder{dec: json.NewDecoder(head)}
	if lines {
		f.found = []string{""}
	}
	f.walk("", false, 0)
	return f.found, nil
}

type arrayFinder struct {
	dec   *json.Decoder
	found []string
}

// walk reads one value; false where the beginning of the file ends.
func (f *arrayFinder) walk(path string, inArray bool, depth int) bool {
	t, err := f.dec.Token()
	if err != nil || depth > jsonDepth {
		return false
	}
	switch t {
	case json.Delim('{'):
		if inArray && !slices.Contains(f.found, path) {
			f.found = append(f.found, path)
		}
		for f.dec.More() {
			key, err := f.dec.Token()
			name, ok := key.(string)
			if err != nil || !ok || !f.walk(join(path, name), false, depth+1) {
				return false
			}
		}
	case json.Delim('['):
		for f.dec.More() {
			if !f.walk(path, true, depth+1) {
				return false
			}
		}
	default:
		return true
	}
	_, err = f.dec.Token()
	return err == nil
}
