package draft

import (
	"slices"
	"strings"

	"proceedings/ingest/vocab"
)

// match maps the columns that a kind of record can take.
func (d *drafter) match(t *table, kind vocab.Record) record {
	r := record{kind: kind}
	taken := map[*column]bool{}
	for _, f := range kind.Fields {
		c := d.columnFor(t, &r, f, taken)
		if c == nil {
			continue
		}
		taken[c] = true
		r.fields = append(r.fields, mapped{field: f, column: c})
		if c.split != "" && f.Type != "text" {
			r.each = c
		}
	}
	r.numberEach()
	return r
}

// numberEach gives a record that is made of each value of a cell the number of
// the value, where its kind has a reference for that.
func (r *record) numberEach() {
	if r.each == nil {
		return
	}
	name := r.kind.Name + "_ref"
	for _, f := range r.kind.Fields {
		if _, given := r.field(name); f.Name == name && f.Key > 1 && !given {
			r.fields = append(r.fields, mapped{field: f, text: "{number_of: %s}"})
		}
	}
}

// columnFor is the first column whose heading is that of the field and whose values it can take.
func (d *drafter) columnFor(t *table, r *record, f vocab.Field, taken map[*column]bool) *column {
	for _, c := range t.columns {
		if c.left != "" || taken[c] || (c.split != "" && !splits(r, f)) {
			continue
		}
		fields := d.words.of(c.said).fields
		hit := slices.ContainsFunc(fields, func(t target) bool { return t.record == r.kind.Name && t.field.Name == f.Name })
		if hit && d.takes(f, c) && !d.elsewhere(f, c, fields) {
			return c
		}
	}
	return nil
}

// splits reports whether cells of several values can go to a field: as one text,
// or each as a record of its own where the kind's key can tell them apart.
func splits(r *record, f vocab.Field) bool {
	if f.Type == "text" {
		return f.Key == 0
	}
	if r.each != nil || f.Type != "code" {
		return false
	}
	last := slices.ContainsFunc(r.kind.Fields, func(k vocab.Field) bool { return k.Key > 1 && k.Name == r.kind.Name+"_ref" })
	_, numbered := r.field(r.kind.Name + "_ref")
	return f.Key > 1 || (last && !numbered)
}

// elsewhere reports whether a column for a text is rather one of codes of another
// field that its heading may be.
func (d *drafter) elsewhere(f vocab.Field, c *column, fields []target) bool {
	return f.Type == "text" && slices.ContainsFunc(fields, func(t target) bool { return t.field.Type == "code" && d.agrees(c, t.field.List) })
}

// takes reports whether a field can take the values of a column.
func (d *drafter) takes(f vocab.Field, c *column) bool {
	switch f.Type {
	case "text":
		if strings.HasSuffix(f.Name, "_ref") && len(c.labels) > 0 {
			return false // what repeats so much refers to nothing
		}
		return c.kind == "text" || c.kind == "integer"
	case "code":
		if c.kind != "text" || len(c.labels) == 0 {
			return false
		}
		_, agree := d.bestList(c.labels, []string{f.List})
		best, most := d.bestList(c.labels, d.Words.Lists())
		return agree > 0 || best == "" || most*2 <= len(c.labels)
	case "person":
		return c.kind == "person:"+f.PersonKind
	case "decimal":
		return c.kind == "decimal" || c.kind == "integer"
	}
	return c.kind == f.Type
}
