package ingest

import (
	"slices"
	"strconv"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// placeOf names a field of a record to whoever looks into the export: the heading
// of the column that it comes from, or where it comes from none or from several the
// field of the profile with their headings.
func placeOf(tables []profile.Table, record, field string) string {
	headings := []string{}
	for _, t := range tables {
		for _, r := range t.Records {
			if r.Record == record {
				headings = append(headings, headingsOf(t, r, field)...)
			}
		}
	}
	return placed(record+" "+field, headings)
}

// placed is a name for what comes from the columns of these headings.
func placed(name string, headings []string) string {
	if len(slices.Compact(slices.Sorted(slices.Values(headings)))) == 1 {
		return headings[0]
	}
	return made(name, headings)
}

// made is a name for what an expression makes of the columns of these headings.
func made(name string, headings []string) string {
	quoted := []string{}
	for i, h := range headings {
		if !slices.Contains(headings[:i], h) {
			quoted = append(quoted, strconv.Quote(h))
		}
	}
	if len(quoted) == 0 {
		return name
	}
	return name + " (from " + strings.Join(quoted, ", ") + ")"
}

// headingsOf are the headings of the columns that a field of one record reads.
func headingsOf(t profile.Table, r profile.Record, field string) []string {
	return headingsRead(t, r.Sources(field)...)
}

// placeFrom names what one source of a field reads: a heading or, of an expression
// over several columns, the field with theirs; empty where it reads no column.
func placeFrom(t profile.Table, name string, from profile.Field) string {
	if c, ok := t.Column(from.Column); ok {
		return t.Heading(c)
	}
	headings := headingsRead(t, from)
	if len(headings) == 0 {
		return ""
	}
	return placed(name, headings)
}

func headingsRead(t profile.Table, sources ...profile.Field) []string {
	reads := []string{}
	for _, from := range sources {
		reads = append(reads, from.Column, from.SchemeOf, from.NumberOf)
		reads = append(reads, profile.NamesIn(from.SQL)...)
	}
	out := []string{}
	for _, c := range t.Columns {
		if slices.Contains(reads, c.Name) {
			out = append(out, c.From)
		}
	}
	return out
}

// fieldPlaces is SQL that gives the place of the field of a record whose name
// another expression gives.
func (f *fileLoad) fieldPlaces(kind vocab.Record, name string) string {
	var b strings.Builder
	b.WriteString("CASE " + name)
	for _, field := range kind.Fields {
		b.WriteString(" WHEN " + warehouse.Quote(field.Name) + " THEN " + f.label(kind, field))
	}
	return b.String() + " ELSE " + name + " END"
}
