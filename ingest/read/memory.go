package read

import (
	"io"

	"proceedings/ingest/profile"
)

// Rows are the rows of one table held in memory: some of those of an export,
// under its own headings and row numbers.
type Rows struct {
	Headings []string
	Numbers  []int
	Cells    [][]string
}

// HeldRows makes a file of rows held in memory, by the sheet that the profile
// names for each table. A table without rows has the headings that its profile
// reads. They go the way of a file's rows: typed by nobody, people's identifiers
// hashed.
func HeldRows(p *profile.Profile, tables map[string]Rows) *File {
	return &File{profile: p, held: tables}
}

// heldTable yields rows held in memory.
type heldTable struct {
	Rows
	at int
}

func (f *File) heldRows(t profile.Table) *heldTable {
	r, ok := f.held[t.Sheet]
	if !ok {
		for _, c := range t.Columns {
			r.Headings = append(r.Headings, c.From)
		}
	}
	return &heldTable{Rows: r}
}

// next fills a row up to the headings: a sheet that was typed in leaves out
// empty cells at the end of a row.
func (h *heldTable) next() ([]string, int, error) {
	if h.at == len(h.Numbers) {
		return nil, 0, io.EOF
	}
	cells := append([]string(nil), h.Cells[h.at]...)
	for len(cells) < len(h.Headings) {
		cells = append(cells, "")
	}
	h.at++
	return cells, h.Numbers[h.at-1], nil
}

func (h *heldTable) close() error { return nil }

// headings finds the header of a table; rows held in memory know theirs.
func headings(r rows, h profile.Header) ([]string, error) {
	if held, ok := r.(*heldTable); ok {
		return held.Headings, nil
	}
	return findHeader(r, h)
}

// strict says whether the number of a row's cells means something.
func (f *File) strict() bool {
	if f.held != nil {
		return f.profile.Format != "xlsx"
	}
	return f.book == nil
}
