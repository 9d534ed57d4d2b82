package read

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
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
			return nil, refused("the workbook holds more text than can be read (%s): save its sheets as CSV UTF-8 and load those", sizeText(sharedLimit))
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

// list lists the sheets.
func (x *xlsx) list() ([]SheetInfo, error) {
	out := []SheetInfo{}
	for _, s := range x.sheets {
		out = append(out, SheetInfo{Name: s.name, Hidden: s.hidden})
	}
	return out, nil
}
