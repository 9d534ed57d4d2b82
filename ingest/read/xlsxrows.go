package read

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// xlsxRows are the rows of one sheet. What the sheet says of its size is not
// looked at: some programs write it wrong.
type xlsxRows struct {
	book   *xlsx
	part   *part
	sheet  xlsxSheet
	sparse sparse
	arena  arena
	value  []byte
	row    int // number of the row that is read
	ranges []merge
}

func (s *xlsxRows) close() error { return s.part.close() }

func (s *xlsxRows) next() (line, error) { return s.sparse.next(s.pull) }

// pull reads the next row that the sheet has.
func (s *xlsxRows) pull() (line, error) {
	for {
		t, err := s.part.token()
		if errors.Is(err, io.EOF) {
			return line{}, damaged("sheet %s ends too early", s.sheet.name)
		}
		if err != nil {
			return line{}, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if e.Name.Local == "row" {
				return s.readRow(e)
			}
		case xml.EndElement:
			if e.Name.Local == "sheetData" || e.Name.Local == "worksheet" {
				return line{}, io.EOF
			}
		}
	}
}

func (s *xlsxRows) readRow(row xml.StartElement) (line, error) {
	s.part.lap.reset()
	s.arena.reset()
	s.row++
	if r := attr(row, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < s.row || n > sheetRows {
			return line{}, damaged("sheet %s has a row numbered %.20q after row %d", s.sheet.name, r, s.row-1)
		}
		s.row = n
	}
	for {
		t, err := s.part.token()
		if errors.Is(err, io.EOF) {
			return line{}, damaged("sheet %s ends within row %d", s.sheet.name, s.row)
		}
		if err != nil {
			return line{}, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if e.Name.Local == "c" {
				if err := s.readCell(e); err != nil {
					return line{}, err
				}
			}
		case xml.EndElement:
			if e.Name.Local == "row" {
				return line{cells: s.arena.row(), row: s.row}, nil
			}
		}
	}
}

func (s *xlsxRows) readCell(c xml.StartElement) error {
	at := len(s.arena.ends)
	if ref := attr(c, "r"); ref != "" {
		column, _, ok := cellAt(ref)
		if !ok || column < at {
			return damaged("sheet %s, row %d, has a cell named %.20q out of place", s.sheet.name, s.row, ref)
		}
		at = column
	}
	if at >= sheetColumns {
		return damaged("sheet %s, row %d, has more columns than a sheet can hold", s.sheet.name, s.row)
	}
	kind := attr(c, "t")
	s.value = s.value[:0]
	inside := false
	for {
		t, err := s.part.token()
		if errors.Is(err, io.EOF) {
			return damaged("sheet %s ends within row %d", s.sheet.name, s.row)
		}
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.StartElement:
			inside = e.Name.Local == "v"
			if e.Name.Local == "is" {
				if s.value, err = s.part.richText(s.value[:0], "is"); err != nil {
					return err
				}
			}
		case xml.CharData:
			if inside {
				s.value = append(s.value, e...)
			}
		case xml.EndElement:
			inside = false
			if e.Name.Local == "c" {
				return s.addCell(at, kind)
			}
		}
	}
}

// addCell puts a cell into the row as the sheet shows it, except that dates
// and times stay the numbers that they are kept as.
func (s *xlsxRows) addCell(at int, kind string) error {
	if len(s.value) == 0 {
		return nil
	}
	s.arena.upTo(at)
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(string(s.value)))
		text, ok := s.book.shared.at(i)
		if err != nil || !ok {
			return damaged("sheet %s, row %d, refers to a text that the workbook does not have", s.sheet.name, s.row)
		}
		s.arena.add(text)
	case "b":
		s.arena.add(yesNo(s.value))
	case "str":
		s.arena.add(unescape(s.value))
	case "inlineStr", "e":
		s.arena.add(s.value)
	case "d":
		s.arena.add([]byte(serial(string(s.value), s.book.epoch)))
	default:
		s.arena.add([]byte(sheetNumber(string(s.value))))
	}
	return nil
}

// yesNo is a boolean as a sheet shows it.
func yesNo(value []byte) []byte {
	switch string(value) {
	case "0":
		return []byte("FALSE")
	case "1":
		return []byte("TRUE")
	}
	return value
}

// serial turns the ISO date of a strict workbook into the number of days that
// other workbooks keep, so that a native date is one thing.
func serial(text string, epoch1904 bool) string {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04:05Z", "2006-01-02T15:04"} {
		d, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		if epoch1904 {
			epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		return strconv.FormatFloat(float64(d.Unix()-epoch.Unix())/86400, 'f', -1, 64)
	}
	return text
}

// merged are the merged cells of the sheet. They stand behind its rows, so
// that the part is looked through once for them, and for them alone.
func (s *xlsxRows) merged() []merge {
	if s.ranges != nil {
		return s.ranges
	}
	s.ranges = []merge{}
	r, lap, err := s.book.parts.raw(s.sheet.part)
	if err != nil {
		return s.ranges
	}
	defer r.Close()
	in := bufio.NewReaderSize(lap, 64<<10)
	for {
		tag, err := in.ReadSlice('<')
		lap.reset()
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return s.ranges
		}
		if m, ok := mergeTag(tag); ok && len(s.ranges) < sheetColumns {
			s.ranges = append(s.ranges, m)
		}
	}
}

// mergeTag reads mergeCell ref="A1:C2", the tag up to the next.
func mergeTag(tag []byte) (merge, bool) {
	name, rest, _ := bytes.Cut(tag, []byte(" "))
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	if string(name) != "mergeCell" {
		return merge{}, false
	}
	_, ref, ok := bytes.Cut(rest, []byte(`ref="`))
	ref, _, ended := bytes.Cut(ref, []byte(`"`))
	from, to, two := strings.Cut(string(ref), ":")
	c1, r1, ok1 := cellAt(from)
	c2, r2, ok2 := cellAt(to)
	return merge{row: r1, column: c1, lastRow: r2, lastColumn: c2}, ok && ended && two && ok1 && ok2
}
