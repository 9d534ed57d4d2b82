package read

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"proceedings/ingest/profile"
)

// ErrColumns is returned when a table lacks columns that the profile reads.
var ErrColumns = errors.New("columns missing")

type column struct {
	index    int // cell of the row; -1 where an optional column is absent
	person   string
	missing  map[string]bool // what stands for no person; it passes unhashed, to be counted
	repair   *misreading
	fillDown bool
	last     []byte // the value above, to fill down
}

// locate finds each profile column in the header.
func locate(names []string, t profile.Table) ([]column, error) {
	at := map[string]int{}
	twice := map[string]bool{}
	for i, n := range names {
		if _, taken := at[fold(n)]; taken {
			twice[fold(n)] = true
			continue
		}
		at[fold(n)] = i
	}
	var missing []string
	out := make([]column, len(t.Columns))
	for i, c := range t.Columns {
		index, ok := at[fold(c.From)]
		if twice[fold(c.From)] {
			return nil, fmt.Errorf("the heading %q stands over two columns: rename the one that is not meant and load the file again", c.From)
		}
		if !ok {
			index = -1
			if !c.Optional {
				missing = append(missing, fmt.Sprintf("%q", c.From))
			}
		}
		out[i] = newColumn(index, c, t.Repair)
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%w: %s%s", ErrColumns, strings.Join(missing, ", "), unnamed(names, t.Columns))
	}
	return out, nil
}

func newColumn(index int, c profile.Column, repair string) column {
	_, person, _ := strings.Cut(c.Type, "person:")
	if c.Repair != "" {
		repair = c.Repair
	}
	out := column{index: index, person: person, missing: map[string]bool{}, repair: misreadings(repair), fillDown: c.FillDown}
	for _, m := range c.Missing {
		out.missing[strings.ToLower(m)] = true
	}
	return out
}

// unnamed lists the headings that no profile column reads: a renamed column is
// among them.
func unnamed(names []string, columns []profile.Column) string {
	known := map[string]bool{"": true}
	for _, c := range columns {
		known[fold(c.From)] = true
	}
	out := []string{}
	for _, n := range names {
		if !known[fold(n)] && len(out) < 12 {
			out = append(out, fmt.Sprintf("%.40q", strings.TrimSpace(n)))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "; headings of the file that the profile does not read: " + strings.Join(out, ", ")
}

// fold makes names that differ in case or white space alike.
func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(tidy(s)), " ")) }

// headerLimit is how far down a header is looked for.
const headerLimit = 200

// findHeader reads up to the header and returns its names: in the words of the
// file, repaired where the profile says how its text had been misread.
func findHeader(r rows, t profile.Table) ([]string, error) {
	if n, ok := r.(named); ok {
		return n.header(), nil
	}
	h := t.Header
	for {
		l, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("%w: the table has no header row and no data", ErrColumns)
		case err != nil:
			return nil, err
		case len(h.Find) > 0 && l.row > headerLimit:
			return nil, fmt.Errorf("%w: no row among the first %d has the headings %s", ErrColumns, headerLimit, strings.Join(h.Find, ", "))
		case len(h.Find) > 0 && !hasAll(l.strings(), h.Find), len(h.Find) == 0 && l.row < max(h.Row, 1):
			continue
		case l.faulty:
			return nil, refused("row %d, the header, has a quotation mark in the wrong place: mend it in a text editor and load the file again", l.row)
		}
		names, err := headerNames(r, l, max(h.Rows, 1))
		if fix := misreadings(t.Repair); fix != nil {
			for i, n := range names {
				if better, ok := fix.repair([]byte(n)); ok {
					names[i] = string(better)
				}
			}
		}
		return names, err
	}
}

func hasAll(cells, names []string) bool {
	have := map[string]bool{}
	for _, c := range cells {
		have[fold(c)] = true
	}
	for _, n := range names {
		if !have[fold(n)] {
			return false
		}
	}
	return true
}

// headerNames joins a header of several rows with " / ". An upper cell that is
// merged counts for each column that it spans; where the file does not say what
// is merged, it counts for the empty cells after it.
func headerNames(r rows, first line, depth int) ([]string, error) {
	grid := [][]string{first.strings()}
	for range depth - 1 {
		l, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%w: the header is cut short", ErrColumns)
		}
		if err != nil {
			return nil, err
		}
		grid = append(grid, l.strings())
	}
	if depth == 1 {
		return grid[0], nil
	}
	width := 0
	for _, row := range grid {
		width = max(width, len(row))
	}
	for i, row := range grid {
		grid[i] = append(row, make([]string, width-len(row))...)
	}
	if !spread(r, grid, first.row) {
		guess(grid)
	}
	names := make([]string, width)
	for c := range names {
		parts := []string{}
		for _, row := range grid {
			if text := strings.TrimSpace(row[c]); text != "" {
				parts = append(parts, text)
			}
		}
		names[c] = strings.Join(parts, " / ")
	}
	return names, nil
}

// spread writes the text of merged header cells into each column that they
// span; false where the file does not know of merged cells in its header.
func spread(r rows, grid [][]string, top int) bool {
	m, ok := r.(merging)
	if !ok {
		return false
	}
	found := false
	for _, at := range m.merged() {
		i := at.row - top
		if i < 0 || i >= len(grid) {
			continue
		}
		found = true
		for c := at.column + 1; c <= min(at.lastColumn, len(grid[i])-1); c++ {
			grid[i][c] = grid[i][at.column]
		}
	}
	return found
}

// guess lets an upper cell count for the empty cells after it where a lower
// row names a column there.
func guess(grid [][]string) {
	for i, row := range grid[:len(grid)-1] {
		upper := ""
		for c := range row {
			if strings.TrimSpace(row[c]) != "" {
				upper = row[c]
				continue
			}
			for _, lower := range grid[i+1:] {
				if strings.TrimSpace(lower[c]) != "" {
					row[c] = upper
				}
			}
		}
	}
}
