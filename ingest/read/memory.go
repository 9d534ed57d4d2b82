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

// header is the headings, which rows held in memory know.
func (h *heldTable) header() []string { return h.Headings }

// next fills a row up to the headings: a sheet that was typed in leaves out
// empty cells at the end of a row.
func (h *heldTable) next() (line, error) {
	if h.at == len(h.Numbers) {
		return line{}, io.EOF
	}
	cells := make([][]byte, max(len(h.Cells[h.at]), len(h.Headings)))
	for i, c := range h.Cells[h.at] {
		cells[i] = []byte(c)
	}
	h.at++
	return line{cells: cells, row: h.Numbers[h.at-1]}, nil
}

func (h *heldTable) close() error { return nil }
