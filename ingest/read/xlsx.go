package read

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
)

// xlsx is an Excel workbook (Office Open XML, transitional or strict). It is
// read by us, not by excelize, which writes ours: the rows that excelize gives
// do not say whether a cell is a number, a text or an error, nor which cells are
// merged, and it unpacks what the archive says, not what it holds.
type xlsx struct {
	parts  *parts
	sheets []xlsxSheet
	path   string // of the part of shared strings; may be empty
	shared *texts // read when a sheet first needs them
	epoch  bool   // days are counted from 1904
}

type xlsxSheet struct {
	name   string
	part   string
	hidden bool
}

func openXLSX(at *body, b *Budget) (*xlsx, error) {
	p, err := openParts(at, b, "an Excel workbook")
	if err != nil {
		return nil, err
	}
	x := &xlsx{parts: p}
	workbook := "xl/workbook.xml"
	if all, err := x.related(""); err == nil {
		for _, r := range all {
			if r.kind == "officedocument" {
				workbook = r.target
			}
		}
	}
	return x, x.readWorkbook(workbook)
}

// relation is a part that another refers to.
type relation struct{ id, kind, target string }

// related are the parts that a part refers to.
func (x *xlsx) related(name string) ([]relation, error) {
	p, err := x.parts.open(path.Join(path.Dir(name), "_rels", path.Base("/"+name)+".rels"))
	if name == "" {
		p, err = x.parts.open("_rels/.rels")
	}
	if err != nil {
		return nil, err
	}
	defer p.close()
	var out []relation
	for {
		t, err := p.token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if strings.HasPrefix(target, "/") {
				target = strings.TrimPrefix(target, "/")
			} else {
				target = path.Join(path.Dir(name), target)
			}
			out = append(out, relation{attr(e, "Id"), strings.ToLower(path.Base(attr(e, "Type"))), target})
		}
	}
}

func (x *xlsx) readWorkbook(name string) error {
	all, err := x.related(name)
	if err != nil {
		return err
	}
	byID := map[string]relation{}
	for _, r := range all {
		byID[r.id] = r
		if r.kind == "sharedstrings" {
			x.path = r.target
		}
	}
	p, err := x.parts.open(name)
	if err != nil {
		return err
	}
	defer p.close()
	for {
		t, err := p.token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		switch {
		case ok && e.Name.Local == "workbookPr":
			x.epoch = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case ok && e.Name.Local == "sheet":
			if r := byID[attr(e, "id")]; r.kind == "worksheet" { // charts have a sheet of another kind
				state := attr(e, "state")
				x.sheets = append(x.sheets, xlsxSheet{attr(e, "name"), r.target, state != "" && state != "visible"})
			}
		}
	}
}

func (x *xlsx) uses1904() bool { return x.epoch }

func (x *xlsx) open(fits func(string) bool) (rows, error) {
	names := []string{}
	for _, s := range x.sheets {
		if fits(s.name) {
			return x.openSheet(s)
		}
		names = append(names, s.name)
	}
	return nil, noSheet(names)
}

func (x *xlsx) openSheet(s xlsxSheet) (rows, error) {
	if x.shared == nil {
		shared, err := x.readShared()
		if err != nil {
			return nil, err
		}
		x.shared = shared
	}
	p, err := x.parts.open(s.part)
	if err != nil {
		return nil, err
	}
	return &xlsxRows{book: x, part: p, sheet: s}, nil
}

// texts are the strings that the cells of a workbook share, kept in one piece.
type texts struct {
	all  []byte
	ends []int
}

// sharedLimit is how much text a workbook may share between its cells: it is
// all held while the workbook is read.
const sharedLimit = 1 << 30

func (t *texts) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(t.ends) {
		return nil, false
	}
	from := 0
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]], true
}

func (x *xlsx) readShared() (*texts, error) {
	out := &texts{}
	if x.path == "" || x.parts.files[partName(x.path)] == nil {
		return out, nil
	}
	p, err := x.parts.open(x.path)
	if err != nil {
		return nil, err
	}
	defer p.close()
	for {
		t, err := p.token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if e, ok := t.(xml.StartElement); !ok || e.Name.Local != "si" {
			continue
		}
		p.lap.reset()
		if out.all, err = p.richText(out.all, "si"); err != nil {
			return nil, err
		}
		out.ends = append(out.ends, len(out.all))
		if len(out.all) > sharedLimit || len(out.ends) > sharedLimit/8 {
			return nil, refused("the workbook holds more text than can be read (%s): save its sheets as CSV UTF-8 and load those", Size(sharedLimit))
		}
	}
}

// richText appends the text of a string up to the end of its element: that of
// its runs, without the reading aid that some languages add.
func (p *part) richText(out []byte, until string) ([]byte, error) {
	from := len(out)
	inside, aside := false, 0
	for {
		t, err := p.token()
		if errors.Is(err, io.EOF) {
			return nil, damaged("part %s ends too early", p.name)
		}
		if err != nil {
			return nil, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			inside = e.Name.Local == "t"
			if e.Name.Local == "rPh" {
				aside++
			}
		case xml.CharData:
			if inside && aside == 0 {
				out = append(out, e...)
			}
		case xml.EndElement:
			inside = false
			if e.Name.Local == "rPh" {
				aside--
			}
			if e.Name.Local == until {
				return append(out[:from], unescape(out[from:])...), nil
			}
		}
	}
}

// unescape reads the _x000D_ that stand for characters which XML cannot hold.
func unescape(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) {
		return text
	}
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		if len(text) >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' {
			if n, err := strconv.ParseUint(string(text[2:6]), 16, 16); err == nil {
				out = append(out, string(rune(n))...)
				text = text[7:]
				continue
			}
		}
		out = append(out, text[0])
		text = text[1:]
	}
	return out
}

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

// list lists the sheets.
func (x *xlsx) list() ([]SheetInfo, error) {
	out := []SheetInfo{}
	for _, s := range x.sheets {
		out = append(out, SheetInfo{Name: s.name, Hidden: s.hidden})
	}
	return out, nil
}
