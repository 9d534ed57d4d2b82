package draft

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/read"
)

// reference finds the column that the records of a table are known by where no
// heading says it: one that says the same date on all of its rows, or one that
// differs in each.
func (d *drafter) reference(ctx context.Context, t *table, r record) (*column, string, error) {
	for _, m := range r.fields {
		if m.field.Cut != "row" || m.column.values < 20 {
			continue
		}
		for _, c := range t.columns {
			ok, err := d.repeats(ctx, c, m.column)
			if err != nil || ok {
				return c, fmt.Sprintf("? no heading says what the records are known by: %d values on %d rows, and the rows of one agree in %s", c.values, c.filled, quote(m.column.heading)), err
			}
		}
	}
	c := d.likest(t)
	return c, likestNote, nil
}

// likestNote is the note of a reference that was guessed.
const likestNote = "? no heading says what the records are known by: this is the column most like a reference"

// repeats reports whether the values of a column stand on several rows each that
// always agree on a date.
func (d *drafter) repeats(ctx context.Context, c, date *column) (bool, error) {
	if !refers(c) || c.filled < c.rows || c.values*10 > c.filled*9 || c.values < date.values || c.longest > 40 {
		return false, nil
	}
	var pairs int64
	err := d.scan(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT DISTINCT %s, %s FROM t ANTI JOIN skipped USING (%s))", c.staged, date.staged, read.Row), &pairs)
	return pairs*1000 <= c.values*1001, err
}

// refers reports whether a column can be a reference at all.
func refers(c *column) bool {
	return c.left == "" && c.split == "" && (c.kind == "text" || c.kind == "integer") && len(c.labels) == 0
}

// likest is the column that is most like a reference.
func (d *drafter) likest(t *table) *column {
	worth := func(c *column) (n int) {
		if c.values == c.filled && c.filled == c.rows {
			n += 2
		}
		if d.words.of(c.said).ref {
			n += 2
		}
		if c.filled == c.rows {
			n++
		}
		return n
	}
	var best *column
	for _, labelled := range []bool{false, true} {
		for _, c := range t.columns {
			fit := refers(c) || (labelled && c.left == "" && c.kind == "text" && c.split == "")
			if fit && (best == nil || worth(c) > worth(best)) {
				best = c
			}
		}
	}
	return best
}

// fallback makes a case of each row, known by the column that is most like a reference.
func (d *drafter) fallback(t *table) (record, error) {
	kind, _ := d.Words.Record("case")
	r := d.match(t, kind)
	r.notes = append(r.notes, "? what the rows are is not known from their headings: that each is a case is a guess; see: proceedings profile fields")
	if r.keyed() {
		return r, nil
	}
	best := d.likest(t)
	if best == nil {
		t.why = noReference
		return r, nil
	}
	r.fields = append([]mapped{{field: keyOf(kind), column: best, note: likestNote}}, slices.DeleteFunc(r.fields, func(m mapped) bool { return m.column == best })...)
	return r, nil
}

// byCase is the note of a proceeding that has no reference of its own.
const byCase = "? nothing in the file is a reference of the proceeding: it goes by its case"

// borrow gives a record the key of one that the table makes already. A proceeding
// goes by a reference that no other record has taken, or else by its case.
func (d *drafter) borrow(t *table, r *record, used map[*column]bool) bool {
	key := keyOf(r.kind)
	give := func(c *column, note string) bool {
		r.fields = append([]mapped{{field: key, column: c, note: note}}, slices.DeleteFunc(r.fields, func(m mapped) bool { return m.column == c && m.field.Name == key.Name })...)
		return true
	}
	if c := t.source(key.Name); c != nil {
		return give(c, "")
	}
	if r.kind.Name != "proc_subject" {
		return false
	}
	for _, c := range t.columns {
		if refers(c) && !used[c] && c.values == c.rows && d.words.of(c.said).ref && d.words.of(c.said).person == "" {
			return give(c, "? it differs in each row, and is taken for the reference of the proceeding")
		}
	}
	c := t.source("case_ref")
	return c != nil && give(c, byCase)
}

// source is the column that a field comes from in some record of the table.
func (t *table) source(field string) *column {
	for _, r := range t.records {
		if m, ok := r.field(field); ok && m.column != nil {
			return m.column
		}
	}
	return nil
}

// disagree says in which fields the rows of one record differ: a load holds such rows back.
func (d *drafter) disagree(ctx context.Context, t *table) error {
	for i := range t.records {
		r := &t.records[i]
		keys, names, terms := []string{}, []string{}, []string{}
		for _, m := range r.fields {
			switch {
			case m.column == nil:
			case m.field.Key > 0:
				keys = append(keys, m.column.staged)
			default:
				names = append(names, m.field.Name)
				terms = append(terms, fmt.Sprintf("count(*) FILTER (d%d > 1)", len(terms)))
			}
		}
		if len(names) == 0 || r.each != nil || len(r.steps) > 0 || r.alone() {
			continue
		}
		if err := d.differ(ctx, r, keys, names, terms); err != nil {
			return err
		}
	}
	return nil
}

// alone reports whether each row is a record of its own by its first key.
func (r *record) alone() bool {
	return slices.ContainsFunc(r.fields, func(m mapped) bool { return m.field.Key > 0 && m.column != nil && m.column.values == m.column.rows })
}

func (d *drafter) differ(ctx context.Context, r *record, keys, names, terms []string) error {
	counts := []string{}
	for _, m := range r.fields {
		if m.column != nil && m.field.Key == 0 {
			counts = append(counts, fmt.Sprintf("count(DISTINCT lower(%s)) AS d%d", m.column.staged, len(counts)))
		}
	}
	when := ""
	if r.when != nil {
		when = " WHERE " + r.when.staged + " IS NOT NULL"
	}
	found, into := make([]int64, len(names)), []any{}
	for i := range found {
		into = append(into, &found[i])
	}
	query := fmt.Sprintf("SELECT %s FROM (SELECT %s FROM t ANTI JOIN skipped USING (%s)%s GROUP BY %s)", strings.Join(terms, ", "), strings.Join(counts, ", "), read.Row, when, strings.Join(keys, ", "))
	if err := d.scan(ctx, query, into...); err != nil {
		return err
	}
	said := []string{}
	for i, n := range found {
		if n > 0 {
			said = append(said, fmt.Sprintf("%s (%d)", names[i], n))
		}
	}
	if len(said) > 0 {
		r.notes = append(r.notes, "? rows of one "+r.kind.Name+" give several values of "+strings.Join(said, ", ")+". Such rows are held back: the key lacks a part, or write conflict: keep to load one of them")
	}
	return nil
}
