package profile

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"proceedings/ingest/sqlfile"
)

// Expression is one that a profile has the engine work out, and where it stands.
type Expression struct {
	Record Record
	Field  string // field of the record that it gives; empty for when
	SQL    string
	path   []string
}

// Expressions lists those of the records of a table.
func (p *Profile) Expressions(table int) []Expression {
	var out []Expression
	for i, r := range p.Tables[table].Records {
		path := []string{"tables", strconv.Itoa(table), "records", strconv.Itoa(i)}
		add := func(field, sql string, keys ...string) {
			if sql != "" {
				out = append(out, Expression{Record: r, Field: field, SQL: sql, path: slices.Concat(path, keys)})
			}
		}
		add("", r.When, "when")
		for _, name := range slices.Sorted(maps.Keys(r.Fields)) {
			add(name, r.Fields[name].SQL, "fields", name, "sql")
		}
		if r.Unpivot == nil {
			continue
		}
		for _, key := range slices.Sorted(maps.Keys(r.Unpivot.Groups)) {
			for _, name := range slices.Sorted(maps.Keys(r.Unpivot.Groups[key])) {
				add(name, r.Unpivot.Groups[key][name].SQL, "unpivot", "groups", key, name, "sql")
			}
		}
	}
	return out
}

// Place says where an expression stands, as "cases.yaml:31: record case: field status".
func (p *Profile) Place(e Expression) string {
	file := p.Path
	if line := p.Line(e); line > 0 {
		file = fmt.Sprintf("%s:%d", file, line)
	}
	if e.Field == "" {
		return fmt.Sprintf("%s: record %s: when", file, e.Record.Record)
	}
	return fmt.Sprintf("%s: record %s: field %s", file, e.Record.Record, e.Field)
}

// Line is the line of the profile that an expression begins on; 0 where it is not known.
func (p *Profile) Line(e Expression) int { return lineOf(p.text, e.path) }

// NamesIn are the names that an expression uses, columns among them; that of a
// column's text as read stands for the column.
func NamesIn(expr string) []string {
	if expr == "" {
		return nil
	}
	f, err := sqlfile.Parse("expression", expr)
	if err != nil {
		return nil // the profile was refused
	}
	for i, name := range f.Names {
		f.Names[i] = strings.TrimSuffix(name, RawMark)
	}
	return f.Names
}
