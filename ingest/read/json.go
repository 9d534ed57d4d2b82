package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strings"

	"proceedings/ingest/profile"
)

// jsonSample is how many rows are looked at for the names of the columns.
const jsonSample = 1000

// jsonRows are the rows of a JSON file. What is decoded at once is one element
// of the outermost array of the file, or one line where each is a document.
type jsonRows struct {
	elements *jsonElements
	path     []string // from an element to the rows in it
	names    []string
	index    map[string]int
	row      int
	waiting  []*jsonRow // the rows of the element that was decoded last
	cells    [][]byte
}

// openJSON reads the beginning of a file for the names of its columns, and
// opens it again to read its rows. Columns that a profile says are optional are
// looked for in every row.
func openJSON(s Source, rowsAt string, columns []profile.Column, b *Budget) (*jsonRows, error) {
	shape, err := jsonShape(s, rowsAt, columns, b)
	if err != nil {
		return nil, err
	}
	again := *b
	again.left = again.max
	r, err := newJSONRows(s, shape, &again)
	if err != nil {
		return nil, err
	}
	r.names, r.index = shape.names, shape.index
	return r, nil
}

// jsonLayout is where the rows of a JSON file are and what they are called.
type jsonLayout struct {
	lines  bool     // each line is a document
	outer  []string // from the root to the outermost array; of no meaning where there are lines
	inner  []string // from an element of it to the rows
	root   jsonRow  // scalars of the root, beside the outermost array
	names  []string
	index  map[string]int
	prefix string // path of an element of the outermost array
}

func jsonShape(s Source, rowsAt string, columns []profile.Column, b *Budget) (*jsonLayout, error) {
	shape := &jsonLayout{index: map[string]int{}}
	segments := []string{}
	if rowsAt != "" {
		segments = strings.Split(rowsAt, ".")
	}
	in, err := s.stream(b)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	r, _, err := text(in, "")
	if err != nil {
		return nil, err
	}
	head := bufio.NewReaderSize(r, 1<<20)
	if shape.lines, err = jsonLines(head, s.Name(), rowsAt); err != nil {
		return nil, err
	}
	shape.inner = segments
	if !shape.lines {
		if err := shape.findOuter(head, segments, columns); err != nil {
			return nil, err
		}
	}
	return shape, shape.sample(s, columns, b)
}

// jsonLines says whether each line is a document of its own: its ending says
// so, or the first line is a whole object and another follows.
func jsonLines(r *bufio.Reader, name, rowsAt string) (bool, error) {
	if ext := strings.ToLower(path.Ext(name)); ext == ".ndjson" || ext == ".jsonl" {
		return true, nil
	}
	head, err := r.Peek(r.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return false, explain(err)
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	if len(text) == 0 || text[0] != '{' {
		return false, nil
	}
	first, rest, ended := bytes.Cut(text, []byte("\n"))
	if !json.Valid(first) {
		return false, nil
	}
	return rowsAt == "" || (ended && len(bytes.TrimSpace(rest)) > 0), nil
}

// findOuter goes from the root to the first array on the way to the rows, and
// collects what the root says beside it, as far as columns ask for it.
func (l *jsonLayout) findOuter(r io.Reader, segments []string, columns []profile.Column) error {
	lap := newLap(r, recordLimit)
	d := json.NewDecoder(lap)
	d.UseNumber()
	w := &jsonWalk{dec: d, lap: lap}
	for _, c := range columns {
		if w.want == nil {
			w.want = map[string]bool{}
		}
		w.want[fold(c.From)] = true
	}
	if err := w.descend(segments, ""); err != nil {
		return err
	}
	if !w.found {
		return refused("it has no array of rows at %q, where its profile looks for them", strings.Join(segments, "."))
	}
	l.outer, l.inner, l.root = segments[:w.depth], segments[w.depth:], w.root
	l.prefix = strings.Join(l.outer, ".")
	return nil
}

// sample takes the names of columns from the first rows, then the optional
// ones that they lack.
func (l *jsonLayout) sample(s Source, columns []profile.Column, b *Budget) error {
	again := *b
	again.left = again.max
	r, err := newJSONRows(s, l, &again)
	if err != nil {
		return err
	}
	defer r.close()
	for range jsonSample {
		row, faulty, err := r.element()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if !faulty {
			for _, f := range row.fields {
				l.name(f.path)
			}
		}
	}
	known := map[string]bool{}
	for _, n := range l.names {
		known[fold(n)] = true
	}
	for _, c := range columns {
		if c.Optional && !known[fold(c.From)] {
			l.name(c.From)
		}
	}
	return nil
}

func (l *jsonLayout) name(path string) {
	if _, ok := l.index[path]; !ok && len(l.names) < sheetColumns {
		l.index[path] = len(l.names)
		l.names = append(l.names, path)
	}
}

func newJSONRows(s Source, l *jsonLayout, b *Budget) (*jsonRows, error) {
	e, err := openElements(s, l, b)
	if err != nil {
		return nil, err
	}
	return &jsonRows{elements: e, path: l.inner}, nil
}

func (j *jsonRows) header() []string { return j.names }

func (j *jsonRows) close() error { return j.elements.close() }

func (j *jsonRows) next() (line, error) {
	row, faulty, err := j.element()
	if err != nil {
		return line{}, err
	}
	if faulty {
		return line{cells: [][]byte{row.raw}, row: j.row, faulty: true}, nil
	}
	j.cells = append(j.cells[:0], make([][]byte, len(j.names))...)
	for _, f := range row.fields {
		i, known := j.index[f.path]
		switch {
		case !known && len(f.text) > 0:
			j.cells = append(j.cells, f.text) // counts as filled, though no column is called so
		case known:
			j.cells[i] = f.text
		}
	}
	return line{cells: j.cells, row: j.row}, nil
}

// element is the next row, from the element at hand or from the next one. A
// line that is no JSON is faulty: it stands in raw.
func (j *jsonRows) element() (row *jsonRow, faulty bool, err error) {
	for len(j.waiting) == 0 {
		raw, err := j.elements.next()
		if err != nil {
			return nil, false, err
		}
		value, err := parseJSON(raw)
		if err != nil && j.elements.lines {
			j.row++
			return &jsonRow{raw: raw}, true, nil
		}
		if err != nil {
			return nil, false, damaged("the JSON after row %d cannot be read", j.row)
		}
		if j.waiting, err = expand(value, j.elements.prefix, j.path, &j.elements.root); err != nil {
			return nil, false, err
		}
	}
	row, j.waiting = j.waiting[0], j.waiting[1:]
	j.row++
	return row, false, nil
}
