package ingest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// unfitSQL lists the rows in which an expression of a record gives a value that
// its field cannot take; empty where no expression could.
func (m *mapping) unfitSQL(r profile.Record, typedTable string, tab int) string {
	kind, _ := m.words.Record(r.Record)
	parts := []string{}
	for _, f := range kind.Fields {
		for _, from := range r.Sources(f.Name) {
			if from.SQL == "" || (f.Type == "text" && f.List == "") {
				continue
			}
			expr := "(" + from.SQL + "\n)"
			when := "true"
			if r.When != "" {
				when = "(" + r.When + "\n)"
			}
			parts = append(parts, fmt.Sprintf("SELECT %d, %s, %s, 'the expression of the profile gives a value that the field cannot take', '%s', CAST(%s AS VARCHAR) FROM %s WHERE %s AND %s IS NOT NULL AND %s",
				tab, warehouse.Ident(read.Row), warehouse.Quote(made(r.Record+" "+f.Name, headingsOf(m.table, r, f.Name))), Quarantine, expr, m.eachSQL(r, typedTable), when, expr, m.unfit(f, expr)))
		}
	}
	return strings.Join(parts, "\nUNION ALL ")
}

// unfit is true where a field cannot take what an expression gives.
func (m *mapping) unfit(f vocab.Field, expr string) string {
	if f.List == "" {
		return fmt.Sprintf("TRY_CAST(%s AS %s) IS NULL", expr, warehouse.SQLType(f))
	}
	codes := []string{}
	for _, c := range m.words.Codes(f.List) {
		codes = append(codes, c.Code)
	}
	return fmt.Sprintf("CAST(%s AS VARCHAR) NOT IN (%s)", expr, quoteAll(codes, nil))
}

// recordSQL makes the records of one kind from the rows of a typed table.
func (m *mapping) recordSQL(r profile.Record, typedTable string, tab int) string {
	kind, _ := m.words.Record(r.Record)
	from := m.eachSQL(r, typedTable)
	if r.Unpivot == nil {
		return m.recordSelect(r, kind, from, tab, "", nil)
	}
	groups := r.Unpivot.Wide()
	parts := []string{}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		parts = append(parts, m.recordSelect(r, kind, from, tab, key, groups[key]))
	}
	return strings.Join(parts, "\nUNION ALL ")
}

// eachSQL is the rows that records are made from: those of the typed table, or
// one of each value of a split cell.
func (m *mapping) eachSQL(r profile.Record, typedTable string) string {
	if r.Each == "" {
		return warehouse.Ident(typedTable)
	}
	each := warehouse.Ident(r.Each)
	return fmt.Sprintf("(SELECT * EXCLUDE (%[1]s), unnest(%[1]s) AS %[1]s, generate_subscripts(%[1]s, 1) AS %[2]s FROM %[3]s)", each, warehouse.Ident(r.Each+numberMark), warehouse.Ident(typedTable))
}

// numberMark sets the place of a value in its cell apart from the value.
const numberMark = ":number"

// recordSelect makes the records of one group of columns, or of the whole row
// where group is nil.
func (m *mapping) recordSelect(r profile.Record, kind vocab.Record, from string, tab int, key string, group map[string]profile.Field) string {
	fields := make([]string, len(kind.Fields))
	for i, f := range kind.Fields {
		in := source(r, group, f.Name)
		expr := m.unless(m.fieldSQL(in, f), in, f)
		if group != nil && f.Name == r.Unpivot.Code {
			expr = warehouse.Quote(key)
		}
		fields[i] = fmt.Sprintf("TRY_CAST(%s AS %s) AS %s", expr, warehouse.SQLType(f), warehouse.Ident(f.Name))
	}
	where := []string{isWhole()}
	if r.When != "" {
		where = append(where, "("+r.When+"\n)")
	}
	if group != nil {
		where = append(where, filled(group))
	}
	where = append(where, m.certain(r, kind, group)...)
	return fmt.Sprintf("SELECT %d AS tab, %s AS row_no, %s AS scope, %s FROM %s WHERE %s",
		tab, warehouse.Ident(read.Row), m.scopeSQL(), strings.Join(fields, ", "), from, strings.Join(where, " AND "))
}

// filled is true where any column of a group has a value.
func filled(group map[string]profile.Field) string {
	terms := []string{}
	for _, name := range slices.Sorted(maps.Keys(group)) {
		if c := group[name].Column; c != "" {
			terms = append(terms, warehouse.Ident(c)+" IS NOT NULL")
		}
	}
	return "(" + strings.Join(terms, " OR ") + ")"
}

// fieldSQL is where a field comes from. References carry the profile's
// namespace, so that two systems' numbers cannot meet by chance; a reference that
// is part of a key is empty rather than NULL where there is none.
func (m *mapping) fieldSQL(from profile.Field, f vocab.Field) string {
	expr := "NULL"
	switch {
	case from.Column != "":
		expr = warehouse.Ident(from.Column)
	case from.Value != nil:
		expr = warehouse.Quote(*from.Value)
	case from.SchemeOf != "":
		expr = m.schemeName(from.SchemeOf)
	case from.NumberOf != "":
		expr = warehouse.Ident(from.NumberOf + numberMark)
	case from.SQL != "":
		expr = "(" + from.SQL + "\n)" // a comment at its end must not swallow what follows
	}
	if m.profile.Namespace != "" && namesRecord(f.Name) && f.Name != "subject_ref" && f.Name != "allegation_ref" {
		expr = fmt.Sprintf("%s || %s", warehouse.Quote(m.profile.Namespace+"/"), expr)
	}
	if f.Key > 1 && f.Type == "text" {
		expr = fmt.Sprintf("coalesce(%s, '')", expr)
	}
	return expr
}

// schemeName is the name of the list that a column's value is of.
func (m *mapping) schemeName(column string) string {
	c, _ := m.table.Column(column)
	if c.Schemes != nil {
		return warehouse.Ident(column + schemeMark)
	}
	return fmt.Sprintf("CASE WHEN %s IS NOT NULL THEN %s END", warehouse.Ident(column), warehouse.Quote(c.List))
}

// scopeSQL is the value of the scope columns of a row.
func (m *mapping) scopeSQL() string {
	if len(m.profile.Extract.Scope) == 0 {
		return "''"
	}
	parts := []string{}
	for _, s := range m.profile.Extract.Scope {
		parts = append(parts, fmt.Sprintf("coalesce(CAST(%s AS VARCHAR), '')", warehouse.Ident(s)))
	}
	return strings.Join(parts, " || '|' || ")
}
