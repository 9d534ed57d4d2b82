package draft

import (
	"fmt"
	"regexp"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
)

// table is one sheet, or the only table of another file, on its way into a draft.
type table struct {
	info    read.SheetInfo
	head    headerAt
	named   bool   // the format names the columns itself
	why     string // why it is left out; empty where it is read
	columns []*column
	skips   []skip
	read    int64 // rows below the header
	data    int64 // those that no skip rule leaves out
	garbled int64
	broken  int64
	records []record
	refs    []*column // that look like references, where rows are wide enough to tell
}

// junkSheet is what sheets are called that hold no records.
var junkSheet = regexp.MustCompile(`(?i)\b(pivot|chart|graph|lookups?|lists?|notes?|read ?me|cover|contents|guidance|instructions|key|dashboard|validation|drop ?downs?|template|archive|old)\b`)

// spareSheet is what spreadsheets call a sheet that nobody has named.
var spareSheet = regexp.MustCompile(`(?i)^(sheet|tabelle|feuil)[ _]?\d+$`)

// pivotCells are what the cells of pivot tables say.
var pivotCells = regexp.MustCompile(`(?i)^(row labels|column labels|sum of .*|count of .*|\(blank\))$`)

// judge finds the header of a sheet or says why it is left out.
func judge(info read.SheetInfo, asked string) *table {
	t := &table{info: info, named: len(info.Columns) > 0}
	if asked != "" && !strings.EqualFold(strings.TrimSpace(info.Name), strings.TrimSpace(asked)) {
		t.why = "another sheet was asked for"
		return t
	}
	if t.named {
		if len(info.Rows) == 0 {
			t.why = "it has no rows"
		}
		return t
	}
	head, ok := findHeader(info.Rows)
	t.head = head
	wanted := asked != ""
	switch {
	case !ok:
		t.why = "no row looks like a header with data below it"
	case wanted || info.Name == "":
	case info.Hidden:
		t.why = "it is hidden"
	case pivot(info.Rows):
		t.why = "it looks like a pivot table"
	case junkSheet.MatchString(strings.NewReplacer("_", " ", "-", " ").Replace(info.Name)):
		t.why = "its name is that of a sheet of notes, lists or results"
	case filledCells(info.Rows[head.index+head.rows-1].Cells) < 3 && len(info.Rows) < 20:
		t.why = "it is narrow and short"
	}
	return t
}

func pivot(rows []read.PeekRow) bool {
	n := 0
	for _, r := range rows[:min(len(rows), 20)] {
		for _, c := range r.Cells {
			if pivotCells.MatchString(strings.TrimSpace(c)) {
				n++
			}
		}
	}
	return n >= 2
}

// header is where the header is, as a profile says it: by its headings where
// rows stand above it that may grow or shrink.
func (t *table) header() profile.Header {
	if t.named {
		return profile.Header{}
	}
	first := t.info.Rows[t.head.index]
	h := profile.Header{Row: first.Number, Rows: t.head.rows}
	if h.Rows == 1 {
		h.Rows = 0
	}
	if first.Number == 1 {
		h.Row = 0
		return h
	}
	if find := t.distinctive(first); len(find) > 0 {
		h.Row, h.Find = 0, find
	}
	return h
}

// distinctive are up to three headings that no row above the header holds.
func (t *table) distinctive(first read.PeekRow) []string {
	above := map[string]bool{}
	for _, r := range t.info.Rows[:t.head.index] {
		for _, c := range r.Cells {
			above[fold(c)] = true
		}
	}
	out := []string{}
	for _, c := range first.Cells {
		if f := fold(c); f != "" && !above[f] && len(out) < 3 && len(f) < 60 {
			out = append(out, strings.Join(strings.Fields(c), " "))
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// sheet is the sheet's name as a profile looks for it.
func (t *table) sheet() string { return pattern(strings.TrimSpace(t.info.Name)) }

// place names the table in a report.
func (t *table) place() string {
	if t.info.Name == "" {
		return "the table"
	}
	return fmt.Sprintf("sheet %q", t.info.Name)
}
