package read

import (
	"errors"
	"io"

	"proceedings/ingest/profile"
)

// RawRow is a row as it was sent: its headings and its cells.
type RawRow struct {
	Headings []string
	Cells    []string
}

// Raw reads again the rows of the given numbers, whole, for the quarantine.
// Cells are in the file's words, white space and all; a line that could not be
// cut into cells is one cell.
func (f *File) Raw(t profile.Table, want map[int]bool) (map[int]RawRow, error) {
	r, err := f.rows(t)
	if err != nil {
		return nil, err
	}
	defer r.close()
	names, err := findHeader(r, t)
	if err != nil {
		return nil, err
	}
	out := make(map[int]RawRow, len(want))
	for len(out) < len(want) {
		l, err := r.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if want[l.row] {
			out[l.row] = RawRow{Headings: names, Cells: l.strings()}
		}
	}
	return out, nil
}
