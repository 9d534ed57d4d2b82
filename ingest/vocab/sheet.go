package vocab

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Problem is one fault of one file, with a sentence on what to do about it.
type Problem struct {
	File    string
	Line    int // 0 where the fault is the file itself
	Message string
}

func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

type problems struct{ list []error }

func (p *problems) add(file string, line int, format string, args ...any) {
	p.list = append(p.list, &Problem{File: file, Line: line, Message: fmt.Sprintf(format, args...)})
}

func (p *problems) row(r row, format string, args ...any) {
	p.add(r.sheet.path, r.line, format, args...)
}

func (p *problems) err() error { return errors.Join(p.list...) }

// sheet is one file as text, every row with its line.
type sheet struct {
	name    string // of the table
	path    string // for messages
	columns []string
	rows    []row
}

type row struct {
	sheet *sheet
	line  int
	cells []string
}

func (r row) get(column string) string {
	i := slices.Index(r.sheet.columns, column)
	if i < 0 {
		panic("vocab: no column " + column + " in " + r.sheet.name)
	}
	return r.cells[i]
}

// parseSheet reads one file. Spaces around a value are dropped, since a
// spreadsheet does not show them.
func parseSheet(name, path string, columns []string, data []byte, p *problems) *sheet {
	sh := &sheet{name: name, path: path, columns: columns}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) // what Excel writes
	if !utf8.Valid(data) {
		p.add(path, 0, "the file is not UTF-8; save it as CSV UTF-8")
		return sh
	}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord = -1 // counted below, with a message that helps
	header, err := reader.Read()
	dated := slices.Concat(columns, knownColumns)
	switch header = trimAll(header); {
	case err == nil && slices.Equal(header, dated):
		columns, sh.columns = dated, dated
	case err != nil || !slices.Equal(header, columns):
		p.add(path, 1, "the header must be %s (and may end in %s); correct the first line", strings.Join(columns, ","), strings.Join(knownColumns, ","))
		return sh
	}
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			p.add(path, parseErrorLine(err), "the row cannot be read (%v); correct its quotes", errors.Unwrap(err))
			return sh
		}
		line, _ := reader.FieldPos(0)
		if len(cells) != len(columns) {
			p.add(path, line, "the row has %d values for %d columns; add or remove commas", len(cells), len(columns))
			continue
		}
		sh.rows = append(sh.rows, row{sh, line, trimAll(cells)})
	}
	if len(sh.rows) == 0 {
		p.add(path, 1, "the file has no rows; a file in the folder replaces the built-in one whole, so copy that one and change it")
	}
	return sh
}

func trimAll(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = strings.TrimSpace(c)
	}
	return out
}

func parseErrorLine(err error) int {
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		return pe.Line
	}
	return 0
}

// The readers of one value below report a fault and return the zero value, so
// that one pass finds all faults of a file.

func (p *problems) required(r row, column string) string {
	v := r.get(column)
	if v == "" {
		p.row(r, "%s is empty; fill it in", column)
	}
	return v
}

func (p *problems) oneOf(r row, column string, allowed []string) string {
	v := r.get(column)
	if !slices.Contains(allowed, v) {
		p.row(r, "%s %q is not known; use one of %s", column, v, strings.Join(allowed, ", "))
	}
	return v
}

func (p *problems) date(r row, column string) time.Time {
	v := r.get(column)
	if v == "" {
		return time.Time{}
	}
	d, err := time.Parse(time.DateOnly, v)
	if err != nil {
		p.row(r, "%s %q is not a date; write it as 2020-02-01", column, v)
	}
	return d
}

func (p *problems) whole(r row, column string) int {
	v := r.get(column)
	if v == "" {
		return 0
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 {
		p.row(r, "%s %q is not a whole number of 0 or more; correct it", column, v)
		return 0
	}
	return n
}

func (p *problems) boolean(r row, column string) bool {
	return p.oneOf(r, column, []string{"true", "false"}) == "true"
}

// span reads valid_from and valid_to.
func (p *problems) span(r row) (from, to time.Time) {
	from, to = p.date(r, "valid_from"), p.date(r, "valid_to")
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		p.row(r, "valid_to %s is before valid_from %s; correct one of them", r.get("valid_to"), r.get("valid_from"))
	}
	return from, to
}

// unique reports a key that an earlier row of the file has.
func (p *problems) unique(r row, seen map[string]int, key string) bool {
	if first, ok := seen[key]; ok {
		p.row(r, "%s is already on line %d; remove one of the two rows", key, first)
		return false
	}
	seen[key] = r.line
	return true
}
