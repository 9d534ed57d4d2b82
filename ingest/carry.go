package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/warehouse"
)

// A row of a table that joins another file goes to its sender with the cells of
// the row that was joined to it, as columns of its own. It comes back so, and is
// read so: the other file need not be there. What that file's row is follows from
// the cells that it was found by, which must therefore stay as they were sent.

// match is the row of the other file that was joined to a row.
type match struct {
	row int  // 0: none
	one bool // nobody else matches, and it can be read
}

func matchedName(i int) string { return fmt.Sprintf("matched_%d", i) }

// keepMatches notes which row of the other file was joined to each row.
func (f *fileLoad) keepMatches(ctx context.Context, i int) error {
	return f.exec(ctx, "CREATE OR REPLACE TEMP TABLE %s AS SELECT %s AS row_no, %s AS other, %s <= 1 AND NOT %s AS one FROM %s WHERE %s <= 1",
		matchedName(i), warehouse.Ident(read.Row), otherRow, matches, misfit, wideName(i), partNo)
}

// carryJoined puts the cells of the joined rows beside those of the rows that wait.
func (f *fileLoad) carryJoined(ctx context.Context, tab int, byRow map[int]*Waiting) error {
	t := f.export.profile.Tables[tab]
	if f.export.origin != nil {
		f.markKeys(f.export.origin.profile.Tables[tab], byRow)
		return nil
	}
	if t.Join == nil {
		return nil
	}
	found, err := f.matched(ctx, tab, byRow)
	if err != nil {
		return err
	}
	others, err := f.otherRows(tab, found)
	if err != nil {
		return err
	}
	for row, w := range byRow {
		m := found[row]
		other := others[m.row]
		if !m.one { // of several that match none is shown
			other = read.RawRow{}
		}
		w.carry(t, other)
		w.Elsewhere = !m.one || slices.ContainsFunc(w.Problems, func(p Problem) bool {
			return p.Field == "" || slices.ContainsFunc(t.Join.Keys(), func(key string) bool { c, _ := t.Column(key); return sameHeading(c.From, p.Field) })
		})
	}
	f.markKeys(t, byRow)
	return nil
}

func (f *fileLoad) matched(ctx context.Context, tab int, byRow map[int]*Waiting) (map[int]match, error) {
	out := map[int]match{}
	err := eachRow(ctx, f.db, fmt.Sprintf("SELECT row_no, other, one FROM %s SEMI JOIN (SELECT row_no FROM held_back WHERE tab = %d) USING (row_no)", matchedName(tab), tab), func(rows *sql.Rows) error {
		var row int
		var m match
		err := rows.Scan(&row, &m.row, &m.one)
		if byRow[row] != nil {
			out[row] = m
		}
		return err
	})
	return out, err
}

// otherRows reads the joined rows again, as they were sent.
func (f *fileLoad) otherRows(tab int, found map[int]match) (map[int]read.RawRow, error) {
	want := map[int]bool{}
	for _, m := range found {
		if m.row > 0 && m.one {
			want[m.row] = true
		}
	}
	file, err := read.Open(f.export.joined[tab].source, f.export.profile, f.export.max)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.Raw(f.export.profile.Tables[tab].Other(), want)
}

// carry puts the joined cells between those under the row's own headings and
// those beyond them.
func (w *Waiting) carry(t profile.Table, other read.RawRow) {
	headings, cells := slices.Clone(w.Headings), make([]string, len(w.Headings))
	copy(cells, w.Cells)
	for _, c := range t.Columns {
		if !c.Joined {
			continue
		}
		headings = append(headings, t.Heading(c))
		i := slices.IndexFunc(other.Headings, func(h string) bool { return sameHeading(h, c.From) })
		cell := ""
		if i >= 0 {
			cell = at(other.Cells, i)
		}
		cells = append(cells, cell)
	}
	if len(w.Cells) > len(w.Headings) {
		cells = append(cells, w.Cells[len(w.Headings):]...)
	}
	w.Headings, w.Cells = headings, cells
}

// markKeys notes the cells by which the joined row was found.
func (f *fileLoad) markKeys(t profile.Table, byRow map[int]*Waiting) {
	for _, w := range byRow {
		w.Keys = joinKeys(t, w.Headings)
	}
}

// joinKeys are the cells that a table is joined by.
func joinKeys(t profile.Table, headings []string) (out []int) {
	if t.Join == nil {
		return nil
	}
	for _, name := range t.Join.Keys() {
		c, _ := t.Column(name)
		if i := slices.IndexFunc(headings, func(h string) bool { return sameHeading(h, c.From) }); i >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// hashKeys tells whether the cells that a row is joined by were changed.
func hashKeys(cells []string, keys []int) string {
	only := []string{}
	for _, i := range keys {
		only = append(only, at(cells, i))
	}
	return hashCells(only)
}

// joinsOf is the table of a sheet where it joins another file.
func joinsOf(p *profile.Profile, sheet string) (profile.Table, bool) {
	for _, t := range p.Tables {
		if t.Sheet == sheet && t.Join != nil {
			return t, true
		}
	}
	return profile.Table{}, false
}
