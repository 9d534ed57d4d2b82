package draft

import (
	"regexp"
	"slices"
	"strings"

	"proceedings/ingest/vocab"
)

// record is a kind of record that the rows of a table seem to make.
type record struct {
	kind   vocab.Record
	fields []mapped
	when   *column // rows where it is empty make none; nil: every row makes one
	sure   bool
}

// mapped is a field with the column that it comes from.
type mapped struct {
	field  vocab.Field
	column *column
}

// shared are fields that many kinds have, so that they tell little of the kind.
const shared = " case_ref force theme status subject_ref proceeding_ref category territory region "

// mapRecords finds the kinds of record that the columns of a table fill.
func (d *drafter) mapRecords(t *table) {
	all := []record{}
	for _, kind := range d.Words.Records() {
		if r, ok := d.match(t, kind); ok {
			all = append(all, r)
		}
	}
	best := -1
	for i, r := range all {
		if best < 0 || d.score(t, r, nil) > d.score(t, all[best], nil) {
			best = i
		}
	}
	if best < 0 || d.score(t, all[best], nil) < 2 {
		d.fallback(t)
	} else {
		t.records = append(t.records, all[best])
		used := map[*column]bool{}
		all[best].use(used)
		for i, r := range all {
			if i != best && d.score(t, r, used) >= 4 {
				r.condition()
				t.records = append(t.records, r)
				r.use(used)
			}
		}
		t.records[0].sure = true
	}
	d.useLists(t)
	d.keys(t)
}

func (r *record) use(used map[*column]bool) {
	for _, m := range r.fields {
		used[m.column] = true
	}
}

// match maps the columns that a kind of record can take; it needs its first key.
func (d *drafter) match(t *table, kind vocab.Record) (record, bool) {
	r := record{kind: kind}
	taken := map[*column]bool{}
	key := false
	for _, f := range kind.Fields {
		c := d.columnFor(t, kind, f, taken)
		if c == nil {
			continue
		}
		taken[c] = true
		r.fields = append(r.fields, mapped{f, c})
		key = key || f.Key == 1
	}
	return r, key
}

// columnFor is the first column whose heading is that of the field and whose values it can take.
func (d *drafter) columnFor(t *table, kind vocab.Record, f vocab.Field, taken map[*column]bool) *column {
	for _, c := range t.columns {
		if c.left != "" || taken[c] || c.split != "" {
			continue
		}
		hit := slices.ContainsFunc(d.words.of(c.heading).fields, func(t target) bool { return t.record == kind.Name && t.field.Name == f.Name })
		if hit && d.takes(f, c) {
			return c
		}
	}
	return nil
}

// takes reports whether a field can take the values of a column.
func (d *drafter) takes(f vocab.Field, c *column) bool {
	switch f.Type {
	case "text":
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

// score weighs the fields of a record that no other record has used.
func (d *drafter) score(t *table, r record, used map[*column]bool) int {
	n := 0
	for _, m := range r.fields {
		switch {
		case used[m.column]:
		case m.field.Type == "code" && len(m.column.labels) > 0:
			if _, agree := d.bestList(m.column.labels, []string{m.field.List}); agree*2 > len(m.column.labels) {
				n += 2
			}
			n++
		case strings.Contains(shared, " "+m.field.Name+" "):
			n++
		default:
			n += 2
		}
	}
	if used == nil && sameThing(t.info.Name+" "+d.Source.Name(), r.kind.Name) {
		n += 5
	}
	return n
}

var nameWord = regexp.MustCompile(`[a-z]+`)

// sameThing reports whether a sheet or file is called by a kind of record, in the plural or not.
func sameThing(name, kind string) bool {
	said := " "
	for _, w := range nameWord.FindAllString(strings.ToLower(name), -1) {
		said += strings.TrimSuffix(w, "s") + " "
	}
	return strings.Contains(said, " "+strings.ReplaceAll(kind, "_", " ")+" ")
}

// condition says which rows make the record, where not every one does.
func (r *record) condition() {
	own := func(m mapped) bool { return !strings.Contains(shared, " "+m.field.Name+" ") }
	for _, pick := range []func(mapped) bool{
		func(m mapped) bool { return m.field.Cut == "row" },
		func(m mapped) bool { return m.field.Name == r.kind.Name+"_ref" },
		func(m mapped) bool { return m.field.Key > 0 && own(m) },
		own,
	} {
		if i := slices.IndexFunc(r.fields, pick); i >= 0 {
			if c := r.fields[i].column; c.filled < c.rows || len(c.missing) > 0 {
				r.when = c
			}
			return
		}
	}
}

// fallback makes a case of each row, known by the column that is most like a reference.
func (d *drafter) fallback(t *table) {
	kind, _ := d.Words.Record("case")
	var best *column
	worth := func(c *column) int {
		n := 0
		if c.values == c.filled && c.filled == c.rows {
			n += 2
		}
		if d.words.of(c.heading).ref {
			n += 2
		}
		if c.filled == c.rows {
			n++
		}
		return n
	}
	for _, c := range t.columns {
		if c.left == "" && c.split == "" && (c.kind == "text" || c.kind == "integer") && c.list == "" && (best == nil || worth(c) > worth(best)) {
			best = c
		}
	}
	if best == nil {
		t.why = "it has no column that could be a reference of its records"
		return
	}
	r := record{kind: kind, fields: []mapped{{kind.Fields[0], best}}}
	taken := map[*column]bool{best: true}
	for _, f := range kind.Fields[1:] {
		if c := d.columnFor(t, kind, f, taken); c != nil {
			taken[c] = true
			r.fields = append(r.fields, mapped{f, c})
		}
	}
	t.records = append(t.records, r)
}

// useLists gives the columns of codes their lists: that of the field that they
// go to, or the one that most of their labels are of.
func (d *drafter) useLists(t *table) {
	fields := map[*column]string{}
	for _, r := range t.records {
		for _, m := range r.fields {
			if m.field.Type == "code" {
				fields[m.column] = m.field.List
			}
		}
	}
	for _, c := range t.columns {
		if c.left != "" || len(c.labels) == 0 {
			continue
		}
		if list := fields[c]; list != "" {
			d.useList(c, list)
			continue
		}
		if inText(t, c) {
			continue
		}
		if list, agree := d.bestList(c.labels, d.Words.Lists()); agree*10 >= len(c.labels)*6 {
			d.useList(c, list)
		}
	}
}

// inText reports whether a column goes to a field of text.
func inText(t *table, c *column) bool {
	for _, r := range t.records {
		for _, m := range r.fields {
			if m.column == c && m.field.Type == "text" {
				return true
			}
		}
	}
	return false
}

// keys wants the first key of records that every row makes.
func (d *drafter) keys(t *table) {
	for _, r := range t.records {
		for _, m := range r.fields {
			if m.field.Key == 1 && r.when == nil && (m.column.filled == m.column.rows || m.column.filled*100 >= m.column.rows*95) {
				m.column.require = true
			}
		}
	}
}
