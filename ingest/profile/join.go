package profile

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"proceedings/ingest/vocab"
)

// Join takes columns from a second file of the same export, which lies beside
// the main one: each row gets those of the row of the other file with the same key.
type Join struct {
	Names   []string          `yaml:"names"` // shell patterns of the other file's name
	Sheet   string            `yaml:"sheet"` // of a workbook
	Header  Header            `yaml:"header"`
	On      map[string]string `yaml:"on"`   // column of the table → heading of the other file
	Many    bool              `yaml:"many"` // a row counts once for each row of the other file that matches
	Columns []Column          `yaml:"columns"`
}

// KeyMark begins the name of a key column of the other file.
const KeyMark = "on:"

// Own is the table with the columns of its own file alone.
func (t Table) Own() Table {
	t.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(c Column) bool { return c.Joined })
	return t
}

// Other is the other file of a join as a table: its columns, then its keys in
// the order of their names.
func (t Table) Other() Table {
	other := Table{Sheet: t.Join.Sheet, Header: t.Join.Header}
	for _, c := range t.Columns {
		if c.Joined {
			other.Columns = append(other.Columns, c)
		}
	}
	for _, name := range t.Join.Keys() {
		own, _ := t.Column(name)
		other.Columns = append(other.Columns, Column{Name: KeyMark + name, From: t.Join.On[name], Type: own.Type})
	}
	return other
}

// Keys are the columns of the table that the join goes by, sorted.
func (j *Join) Keys() []string { return slices.Sorted(maps.Keys(j.On)) }

// addJoined puts the columns of the other file beside the table's own.
func (t *Table) addJoined() {
	if t.Join == nil {
		return
	}
	for _, c := range t.Join.Columns {
		c.Joined = true
		t.Columns = append(t.Columns, c)
	}
}

func (j *Join) check(p *Profile, t *Table, _ *vocab.Set) error {
	if j == nil {
		return nil
	}
	if p.Format == "xlsx" && j.Sheet == "" {
		return errors.New("join: say which sheet of the other workbook")
	}
	for _, name := range j.Keys() {
		c, ok := t.Column(name)
		if !ok || c.Joined {
			return at(fmt.Errorf("join: on names a column %s that the table does not have itself", name), "on", name)
		}
	}
	if err := patterns(append(slices.Clone(j.Names), j.Sheet)...); err != nil {
		return at(err, "names")
	}
	for _, name := range j.Names {
		if slices.Contains(p.Match.Names, name) {
			return at(fmt.Errorf("join: files named %s are the profile's own; the other file needs another name", name), "names")
		}
	}
	return nil
}

// ownOnly refuses columns of the other file where rows of the main one are
// looked at before they are joined.
func (t *Table) ownOnly(names ...string) error {
	for _, name := range names {
		if c, ok := t.Column(name); ok && c.Joined {
			return fmt.Errorf("column %s comes from the joined file; only columns of the table's own file can be named here", name)
		}
	}
	return nil
}

// Heading is what stands over a column for whoever sent the export: with the name
// of the other file where it comes from that.
func (t Table) Heading(c Column) string {
	if c.Joined {
		return c.From + " (" + t.Join.Names[0] + ")"
	}
	return c.From
}

// Apart is the profile of rows that carry the columns of the joined files
// themselves, under their headings: nothing is left to join.
func (p *Profile) Apart() *Profile {
	out := *p
	out.Tables = slices.Clone(p.Tables)
	for i, t := range p.Tables {
		if t.Join == nil {
			continue
		}
		columns := slices.Clone(t.Columns)
		for j, c := range columns {
			columns[j].From, columns[j].Joined = t.Heading(c), false
		}
		out.Tables[i].Join, out.Tables[i].Columns = nil, columns
	}
	return &out
}
