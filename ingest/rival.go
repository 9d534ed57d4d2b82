package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// Rival is a row that another one contradicts.
type Rival struct {
	Sheet  string `json:"sheet,omitempty"`
	Row    int64  `json:"row"`
	Loaded bool   `json:"loaded,omitempty"` // it is in the warehouse, and does not wait
	File   string `json:"file,omitempty"`   // the earlier export that has it, where this one repeats it unchanged
}

// rivalKey is one thing wrong with one row.
type rivalKey struct {
	tab, row int
	rule     string
}

// rivals are the rows that those that must wait contradict.
func (f *fileLoad) rivals(ctx context.Context) (map[rivalKey][]Rival, error) {
	out := map[rivalKey][]Rival{}
	err := eachRow(ctx, f.db, "SELECT DISTINCT tab, row_no, rule, other_tab, other_row, coalesce(file, '') AS file FROM rival ORDER BY ALL", func(rows *sql.Rows) error {
		var k rivalKey
		var tab sql.NullInt64
		var r Rival
		if err := rows.Scan(&k.tab, &k.row, &k.rule, &tab, &r.Row, &r.File); err != nil {
			return err
		}
		r.Loaded = strings.HasPrefix(k.rule, standingRule)
		if tab.Valid {
			r.Sheet = f.export.profile.Tables[tab.Int64].Sheet
		}
		out[k] = append(out[k], r)
		return nil
	})
	return out, err
}

// first is the row that all rows which contradict each other have in common,
// so that they can be put together.
func (p Problem) first() (Rival, bool) {
	if len(p.Rivals) == 0 || p.Rivals[0].Loaded {
		return Rival{}, false
	}
	return p.Rivals[0], true
}

// others says which rows a row contradicts, as its sender finds them.
func (p Problem) others(w Waiting) string {
	names := []string{}
	for _, r := range p.Rivals {
		switch {
		case r.Loaded && r.File != "":
			names = append(names, fmt.Sprintf("row %d of %s, which %s repeats", r.Row, r.File, w.File))
		case r.Loaded, r.Sheet == w.Sheet && r.Row != w.Row:
			names = append(names, fmt.Sprintf("row %d", r.Row))
		case r.Sheet != w.Sheet:
			names = append(names, fmt.Sprintf("row %d of sheet %s", r.Row, r.Sheet))
		}
	}
	if len(p.Rivals) == rivalLimit {
		names = append(names[:min(len(names), rivalLimit-1)], "others")
	}
	return listed(slices.Compact(names))
}

// listed joins the parts of a list as a sentence does.
func listed(parts []string) string {
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}
