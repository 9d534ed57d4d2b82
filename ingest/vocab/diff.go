package vocab

import (
	"fmt"
	"slices"
	"strings"
)

// Change is one row of one file that two sets hold differently.
type Change struct {
	Table string // name of the file without .csv
	Kind  string // added, changed or removed
	Key   string // what names the row
	Title string // its title or label, where it has one
	Was   []Cell // a changed row's values before, by column
	Now   []Cell // and after
}

// Cell is one value of a row.
type Cell struct{ Column, Value string }

// keys are the columns that tell the rows of a file apart.
var keys = map[string][]string{
	"records": {"record", "field"}, "standard": {"standard_id", "valid_from", "regime"}, "code": {"list", "code"}, "proceeding_type": {"code"}, "listing_kind": {"code"},
	"finding": {"code"}, "sanction": {"code"}, "regime": {"regime_id"}, "sanction_allowed": {"regime_id", "proceeding_type", "finding", "sanction"},
	"bank_holiday": {"calendar_id", "day"},
}

// Diff lists what the rows of another set change against this one, in the order of the
// files: changed and added rows as they stand in the other, then removed ones.
func (s *Set) Diff(other *Set) []Change {
	var out []Change
	for _, now := range other.sheets {
		was := s.sheet(now.name)
		for _, r := range now.rows {
			old, ok := was.find(r.key())
			switch {
			case !ok:
				out = append(out, changeOf("added", r))
			case !slices.Equal(old.cells, r.cells):
				c := changeOf("changed", r)
				for i, column := range now.columns {
					if old.cells[i] != r.cells[i] {
						c.Was = append(c.Was, Cell{column, old.cells[i]})
						c.Now = append(c.Now, Cell{column, r.cells[i]})
					}
				}
				out = append(out, c)
			}
		}
		for _, r := range was.rows {
			if _, ok := now.find(r.key()); !ok {
				out = append(out, changeOf("removed", r))
			}
		}
	}
	return out
}

func changeOf(kind string, r row) Change {
	title := ""
	for _, column := range []string{"title", "label"} {
		if slices.Contains(r.sheet.columns, column) {
			title = r.get(column)
		}
	}
	return Change{Table: r.sheet.name, Kind: kind, Key: r.key(), Title: title}
}

func (r row) key() string {
	var parts []string
	for _, column := range keys[r.sheet.name] {
		if v := r.get(column); v != "" {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, " ")
}

func (sh *sheet) find(key string) (row, bool) {
	i := slices.IndexFunc(sh.rows, func(r row) bool { return r.key() == key })
	if i < 0 {
		return row{}, false
	}
	return sh.rows[i], true
}

// String says the change in words: "standard.csv: MIS-OUT-RPT 2020-02-01 changed: n 5 to 7".
func (c Change) String() string {
	said := fmt.Sprintf("%s.csv: %s %s", c.Table, c.Key, c.Kind)
	if c.Kind != "changed" {
		if c.Title != "" {
			said += ": " + c.Title
		}
		return said
	}
	var each []string
	for i := range c.Was {
		each = append(each, fmt.Sprintf("%s %s to %s", c.Was[i].Column, quoted(c.Was[i].Value), quoted(c.Now[i].Value)))
	}
	return said + ": " + strings.Join(each, "; ")
}

func quoted(v string) string {
	if v == "" {
		return "(empty)"
	}
	if strings.ContainsAny(v, " ;") {
		return fmt.Sprintf("%q", v)
	}
	return v
}
