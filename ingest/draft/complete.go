package draft

import (
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/vocab"
)

// events makes milestones of the date columns that no field took and whose
// headings are those of events.
func (d *drafter) events(t *table, used map[*column]bool) {
	kind, _ := d.Words.Record("event")
	ref, i := mapped{}, slices.IndexFunc(t.records, func(r record) bool { _, ok := r.field("case_ref"); return ok })
	if i >= 0 {
		ref, _ = t.records[i].field("case_ref")
	}
	if ref.column == nil || slices.ContainsFunc(t.records, func(r record) bool { return r.kind.Name == kind.Name }) {
		return
	}
	r := record{kind: kind}
	for _, c := range t.columns {
		code := d.words.event[bag(c.said, true)]
		if c.left != "" || c.kind != "date" || used[c] || code == "" || slices.ContainsFunc(r.steps, func(m mapped) bool { return m.text == code }) {
			continue
		}
		r.steps = append(r.steps, mapped{column: c, text: code})
	}
	if len(r.steps) == 0 {
		return
	}
	for _, f := range kind.Fields[:3] {
		for _, o := range t.records {
			if m, ok := o.field(f.Name); ok && m.column != nil {
				r.fields = append(r.fields, mapped{field: f, column: m.column})
				break
			}
		}
	}
	r.use(used)
	t.records = append(t.records, r)
}

// complete gives the records of a table what follows from each other: which
// officer, which proceeding, which scheme.
func (d *drafter) complete(t *table) {
	d.proceeding(t)
	for i := range t.records {
		r := &t.records[i]
		d.subject(t, r)
		d.part(t, r)
		d.scheme(r, "code", "scheme", "{scheme_of: %s}")
		d.scheme(r, "finding", "finding_scheme", "{scheme_of: %s}")
		r.wants()
	}
}

// proceeding adds the proceeding that its subjects are of, where no record is it.
func (d *drafter) proceeding(t *table) {
	at := func(kind string) int {
		return slices.IndexFunc(t.records, func(r record) bool { return r.kind.Name == kind })
	}
	i := at("proc_subject")
	if i < 0 {
		return
	}
	if p := at("proceeding"); p >= 0 {
		if m, _ := t.records[i].field("proceeding_ref"); m.note == byCase {
			t.records[i].when = t.records[p].when
		}
		return
	}
	kind, _ := d.Words.Record("proceeding")
	r := d.match(t, kind)
	r.fields = t.free(r.fields)
	for _, name := range []string{"case_ref", "proceeding_ref"} {
		m, ok := t.records[i].field(name)
		if _, given := r.field(name); ok && !given {
			r.fields = append([]mapped{{field: fieldOf(kind, name), column: m.column, text: m.text}}, r.fields...)
		}
	}
	r.when = t.records[i].when
	if m, _ := t.records[i].field("proceeding_ref"); r.when != nil && m.note == byCase {
		t.records[i].notes = append(t.records[i].notes, "? rows without "+quote(r.when.heading)+" make no proceeding, so that those still open are lost: tell them by another column, or drop when where every row is one")
	}
	t.records = append(t.records, r)
}

func fieldOf(kind vocab.Record, name string) vocab.Field {
	i := slices.IndexFunc(kind.Fields, func(f vocab.Field) bool { return f.Name == name })
	return kind.Fields[max(i, 0)]
}

// subject numbers the officer of a case where each row is a case of its own.
func (d *drafter) subject(t *table, r *record) {
	if _, given := r.field("subject_ref"); given || r.kind.Name == "event" || !slices.ContainsFunc(r.kind.Fields, func(f vocab.Field) bool { return f.Name == "subject_ref" && f.Key > 0 }) {
		return
	}
	if !slices.ContainsFunc(t.records, func(o record) bool { return o.kind.Name == "subject" }) {
		return
	}
	if m, ok := r.field("case_ref"); ok && m.column != nil && m.column.values == m.column.filled {
		r.fields = append(r.fields, mapped{field: fieldOf(r.kind, "subject_ref"), text: `{value: "1"}`, note: "each row is a case of its own, of one officer"})
	}
}

// part tells the parts of a case apart by a column that differs in each row,
// where no heading names a reference of them.
func (d *drafter) part(t *table, r *record) {
	name := r.kind.Name + "_ref"
	f := fieldOf(r.kind, name)
	if _, given := r.field(name); given || f.Name != name || f.Key < 2 {
		return
	}
	used, _, _ := t.users()
	for _, c := range t.columns {
		if refers(c) && !used[c] && c.values == c.rows && d.words.of(c.said).ref {
			r.fields = append(r.fields, mapped{field: f, column: c, note: "? it differs in each row"})
			return
		}
	}
}

// scheme says which scheme a text is coded in, where its labels are those of one
// that the vocabulary knows.
func (d *drafter) scheme(r *record, field, scheme, text string) {
	m, ok := r.field(field)
	_, given := r.field(scheme)
	if !ok || given || m.column == nil || m.field.Type != "text" || len(m.column.labels) == 0 {
		return
	}
	f := fieldOf(r.kind, scheme)
	if f.Name != scheme {
		return
	}
	lists := []string{}
	for _, c := range d.Words.Codes(f.List) {
		lists = append(lists, c.Code)
	}
	if list, agree := d.bestList(m.column.labels, lists); agree*10 >= len(m.column.labels)*6 {
		m.column.useList(d, list)
		r.fields = append(r.fields, mapped{field: f, text: fmt.Sprintf(text, m.column.name)})
	}
}

// concluded is how a field says that a proceeding ended as it should: of each row,
// or of those that have a date of its end.
func (r *record) concluded() string {
	m, ok := r.field("completed_date")
	if !ok || m.column == nil || m.column == r.when || (m.column.filled == m.column.rows && len(m.column.missing) == 0) {
		return "{value: concluded}"
	}
	return fmt.Sprintf(`{sql: "CASE WHEN %s IS NOT NULL THEN 'concluded' END"}`, m.column.name)
}

// wants says what figures need of a record that the file does not seem to give.
func (r *record) wants() {
	has := func(name string) bool { _, ok := r.field(name); return ok }
	ask := func(name, text string) {
		if !has(name) {
			r.notes = append(r.notes, "? "+name+": "+text)
		}
	}
	switch r.kind.Name {
	case "proceeding":
		ask("type", "{value: MM}   what they were (MH a hearing, MM a meeting, see: proceedings profile fields proceeding); without it they are in no figure of one kind")
	case "proc_subject":
		ask("completed_date", "the day it ended; findings are counted of proceedings that ended")
		ask("ended_how", r.concluded()+"   how it ended; findings are counted of proceedings that were concluded")
		if !has("result") && !has("conclusion") {
			ask("finding", "the highest finding")
		}
	case "recommendation":
		ask("legal_basis", "{value: para_28A}   what they were made under; limits are measured of those under paragraph 28A")
	case "allegation":
		if has("finding") {
			r.notes = append(r.notes, "a finding made outside proceedings. One made by a hearing or meeting goes to proc_subject, with completed_date and ended_how")
		}
	}
	for _, f := range r.kind.Fields {
		if f.Name == "territory" && !has(f.Name) {
			r.notes = append(r.notes, "? territory: {value: EW}   whose law applies; without it many figures of England and Wales leave them out")
		}
		if f.Key > 1 && !has(f.Name) && len(r.steps) == 0 && !strings.HasSuffix(f.Name, "_ref") {
			r.notes = append(r.notes, fmt.Sprintf("? %s: is part of the key (%s); rows that differ in nothing else are one record", f.Name, f.Description))
		}
		if f.Key > 1 && !has(f.Name) && len(r.steps) == 0 && strings.HasSuffix(f.Name, "_ref") {
			r.notes = append(r.notes, fmt.Sprintf("? %s: tells apart what else is one record (%s)", f.Name, f.Description))
		}
	}
}
