package read

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// ods is an OpenDocument spreadsheet. Its content is one XML file, which is
// read as a stream by us: the Go libraries for it take it whole into memory, and
// write out a row that is "repeated a million times" as a million rows.
type ods struct {
	parts *parts
}

const odsContent = "content.xml"

func openODS(at *body, b *Budget) (*ods, error) {
	p, err := openParts(at, b, "an OpenDocument spreadsheet")
	if err != nil {
		return nil, err
	}
	o := &ods{parts: p}
	return o, o.refuseLocked()
}

// refuseLocked looks for the keys of a file that is locked with a password.
func (o *ods) refuseLocked() error {
	if o.parts.files["meta-inf/manifest.xml"] == nil {
		return nil
	}
	p, err := o.parts.open("META-INF/manifest.xml")
	if err != nil {
		return err
	}
	defer p.close()
	for {
		t, err := p.token()
		if err != nil { // what else is wrong with it does not matter to us
			return nil
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "encryption-data" {
			return refused("the spreadsheet is locked with a password: open it, save it without one and load that")
		}
	}
}

func (o *ods) uses1904() bool { return false } // its dates are dates

func (o *ods) open(fits func(string) bool) (rows, error) {
	p, err := o.parts.open(odsContent)
	if err != nil {
		return nil, err
	}
	w := &odsWalk{part: p}
	names := []string{}
	for {
		s, err := w.nextSheet()
		switch {
		case errors.Is(err, io.EOF):
			return nil, errors.Join(noSheet(names), p.close())
		case err != nil:
			return nil, explain(errors.Join(err, p.close()))
		case fits(s.Name):
			return &odsRows{part: p, sheet: s.Name}, nil
		}
		names = append(names, s.Name)
	}
}

// odsWalk goes from sheet to sheet.
type odsWalk struct {
	part   *part
	style  string          // the style that is read
	hidden map[string]bool // styles of sheets that are not shown
}

// nextSheet goes to the beginning of the next sheet.
func (w *odsWalk) nextSheet() (SheetInfo, error) {
	depth := 0 // tables within a cell are none of the sheets
	for {
		t, err := w.part.token()
		if err != nil {
			return SheetInfo{}, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "style":
				w.style = attr(e, "name")
			case "table-properties":
				if attr(e, "display") == "false" {
					if w.hidden == nil {
						w.hidden = map[string]bool{}
					}
					w.hidden[w.style] = true
				}
			case "table-row":
				w.part.lap.reset()
				depth++
			case "table":
				if name := attr(e, "name"); depth == 0 && !strings.HasPrefix(name, "'file:") { // cached sheets of other files
					w.part.lap.reset()
					return SheetInfo{Name: name, Hidden: w.hidden[attr(e, "style-name")]}, nil
				}
			}
		case xml.EndElement:
			if e.Name.Local == "table-row" && depth > 0 {
				depth--
			}
		}
	}
}

// odsRows are the rows of one sheet, from behind its beginning.
type odsRows struct {
	part   *part
	sheet  string
	sparse sparse
	arena  arena
	row    int  // number of the last row read
	again  int  // how often the row that was read is repeated
	last   line // that row
	ranges []merge
	value  []byte
}

func (s *odsRows) close() error { return s.part.close() }

func (s *odsRows) merged() []merge { return s.ranges }

func (s *odsRows) next() (line, error) { return s.sparse.next(s.pull) }

func (s *odsRows) pull() (line, error) {
	if s.again > 0 {
		s.again--
		s.row++
		s.last.row = s.row
		return s.last, nil
	}
	for {
		t, err := s.part.token()
		if errors.Is(err, io.EOF) {
			return line{}, damaged("sheet %s ends too early", s.sheet)
		}
		if err != nil {
			return line{}, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if e.Name.Local == "table-row" {
				return s.readRow(e)
			}
		case xml.EndElement:
			if e.Name.Local == "table" {
				return line{}, io.EOF
			}
		}
	}
}

// repeats reads how often a row or cell is repeated.
func repeats(e xml.StartElement, name string) int {
	n, err := strconv.Atoi(attr(e, name))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

func (s *odsRows) readRow(row xml.StartElement) (line, error) {
	s.part.lap.reset()
	s.arena.reset()
	s.row++
	times := min(repeats(row, "number-rows-repeated"), sheetRows+1)
	column := 0
	for {
		t, err := s.part.token()
		if errors.Is(err, io.EOF) {
			return line{}, damaged("sheet %s ends within row %d", s.sheet, s.row)
		}
		if err != nil {
			return line{}, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if e.Name.Local == "table-cell" || e.Name.Local == "covered-table-cell" {
				if column, err = s.readCell(e, column); err != nil {
					return line{}, err
				}
			}
		case xml.EndElement:
			if e.Name.Local == "table-row" {
				return s.endRow(times), nil
			}
		}
	}
}

// endRow gives the row that was read, and remembers to give it again. Empty
// rows are not given: the number of the next tells that they were there.
func (s *odsRows) endRow(times int) line {
	s.last = line{cells: s.arena.row(), row: s.row}
	l := s.last
	if len(l.cells) == 0 {
		s.row = min(s.row+times-1, sheetRows+1)
	} else {
		s.again = times - 1
	}
	return l
}

// readCell adds a cell, as often as it is repeated, and says which column is next.
func (s *odsRows) readCell(e xml.StartElement, column int) (int, error) {
	times := min(repeats(e, "number-columns-repeated"), sheetColumns+1)
	if spans := repeats(e, "number-columns-spanned"); spans > 1 && len(s.ranges) < sheetColumns {
		s.ranges = append(s.ranges, merge{row: s.row, column: column, lastRow: s.row + repeats(e, "number-rows-spanned") - 1, lastColumn: column + spans - 1})
	}
	text, err := s.cellText(e)
	if err != nil {
		return 0, err
	}
	value := odsValue(e, text)
	if len(value) == 0 {
		return min(column+times, sheetColumns+1), nil
	}
	if column+times > sheetColumns {
		return 0, damaged("sheet %s, row %d, has more columns than a sheet can hold", s.sheet, s.row)
	}
	if (len(s.arena.text) + times*len(value)) > recordLimit {
		return 0, damaged("sheet %s, row %d, is larger than %s", s.sheet, s.row, sizeText(recordLimit))
	}
	s.arena.upTo(column)
	for range times {
		s.arena.add(value)
	}
	return column + times, nil
}

// cellText reads the paragraphs of a cell up to its end, without notes, pictures
// and tables in it.
func (s *odsRows) cellText(cell xml.StartElement) ([]byte, error) {
	s.value = s.value[:0]
	paragraphs, inside, aside := 0, 0, 0
	for {
		t, err := s.part.token()
		if errors.Is(err, io.EOF) {
			return nil, damaged("sheet %s ends within row %d", s.sheet, s.row)
		}
		if err != nil {
			return nil, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			switch {
			case aside > 0, odsAside(e.Name):
				aside++
			case e.Name.Local == "p" || e.Name.Local == "h":
				if paragraphs++; paragraphs > 1 {
					s.value = append(s.value, '\n')
				}
				inside++
			case inside > 0:
				s.value = append(s.value, odsSpace(e)...)
			}
		case xml.CharData:
			if inside > 0 && aside == 0 {
				s.value = append(s.value, e...)
			}
		case xml.EndElement:
			switch {
			case aside > 0:
				aside--
			case e.Name.Local == "p" || e.Name.Local == "h":
				inside--
			case e.Name == cell.Name:
				return s.value, nil
			}
		}
	}
}

// odsAside says whether an element within a cell is no part of its value.
func odsAside(name xml.Name) bool {
	return name.Local == "annotation" || name.Space == "draw" || name.Local == "table" || name.Local == "ruby-text"
}

// odsSpace is the white space that an element within a paragraph stands for.
func odsSpace(e xml.StartElement) string {
	switch e.Name.Local {
	case "s":
		return strings.Repeat(" ", min(repeats(e, "c"), 1000))
	case "tab":
		return "\t"
	case "line-break":
		return "\n"
	}
	return ""
}

// odsValue is the value of a cell: dates and times as ISO text, numbers in
// full, all else as it is shown.
func odsValue(e xml.StartElement, shown []byte) []byte {
	kind := ""
	for _, a := range e.Attr {
		if a.Name.Local == "value-type" && a.Name.Space != "calcext" {
			kind = a.Value
		}
	}
	value := ""
	switch kind {
	case "float", "percentage", "currency":
		value = sheetNumber(attr(e, "value"))
	case "date":
		value = attr(e, "date-value")
	case "time":
		value = clockTime(attr(e, "time-value"))
	case "boolean":
		value = strings.ToUpper(attr(e, "boolean-value"))
	case "string":
		value = attr(e, "string-value")
	}
	if value == "" || strings.HasPrefix(string(shown), "#") || strings.HasPrefix(string(shown), "Err:") {
		return shown // errors are numbers too: what is shown says so
	}
	return []byte(value)
}

// clockTime writes the duration of a cell that shows a time, PT10H30M00S, as
// 10:30:00.
func clockTime(iso string) string {
	rest, ok := strings.CutPrefix(iso, "PT")
	h, rest, okH := strings.Cut(rest, "H")
	m, rest, okM := strings.Cut(rest, "M")
	s, _, okS := strings.Cut(rest, "S")
	if !ok || !okH || !okM || !okS {
		return iso
	}
	s, _, _ = strings.Cut(strings.ReplaceAll(s, ",", "."), ".")
	return h + ":" + m + ":" + s
}

// list lists the sheets.
func (o *ods) list() ([]SheetInfo, error) {
	p, err := o.parts.open(odsContent)
	if err != nil {
		return nil, err
	}
	defer p.close()
	w := &odsWalk{part: p}
	out := []SheetInfo{}
	for {
		s, err := w.nextSheet()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
}
