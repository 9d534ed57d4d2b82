package draft

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"proceedings/ingest/vocab"
)

// record is a kind of record that the rows of a table seem to make.
type record struct {
	kind   vocab.Record
	fields []mapped
	when   *column  // rows where it is empty make none; nil: every row makes one
	each   *column  // a record is made of each of its values
	steps  []mapped // date columns that are the events of an unpivot, by their code
	sure   bool
	notes  []string
}

// mapped is a field with where it comes from: a column, or what text says.
type mapped struct {
	field  vocab.Field
	column *column
	text   string
	note   string
}

// shared are fields that many kinds have, so that they tell little of the kind.
const shared = " case_ref force theme status subject_ref proceeding_ref category territory region "

// own reports whether a field tells of its kind.
func own(f vocab.Field) bool {
	return f.Key > 1 && f.Type == "code" || !strings.Contains(shared, " "+f.Name+" ")
}

// field is what a field of the record comes from.
func (r *record) field(name string) (mapped, bool) {
	i := slices.IndexFunc(r.fields, func(m mapped) bool { return m.field.Name == name })
	if i < 0 {
		return mapped{}, false
	}
	return r.fields[i], true
}

// keyed reports whether the record's first key is given.
func (r *record) keyed() bool {
	return slices.ContainsFunc(r.fields, func(m mapped) bool { return m.field.Key == 1 })
}

// use marks the columns that the record takes.
func (r *record) use(used map[*column]bool) {
	for _, m := range append(slices.Clone(r.fields), r.steps...) {
		if m.column != nil {
			used[m.column] = true
		}
	}
}

// mapRecords finds the kinds of record that the columns of a table fill: the one
// that says most of the rows, then those that say more with what it leaves.
func (d *drafter) mapRecords(ctx context.Context, t *table) error {
	all := []record{}
	for _, kind := range d.Words.Records() {
		if r := d.match(t, kind); len(r.fields) > 0 {
			all = append(all, r)
		}
	}
	first, err := d.primary(ctx, t, all)
	if err != nil || t.why != "" {
		return err
	}
	t.records = []record{first}
	used := map[*column]bool{}
	t.records[0].use(used)
	for {
		next, ok := d.next(t, all, used)
		if !ok {
			break
		}
		next.use(used)
		t.records = append(t.records, next)
	}
	d.events(t, used)
	d.complete(t)
	order := d.Words.Records()
	at := func(r record) int {
		return slices.IndexFunc(order, func(k vocab.Record) bool { return k.Name == r.kind.Name })
	}
	if err := d.disagree(ctx, t); err != nil {
		return err
	}
	slices.SortStableFunc(t.records[1:], func(a, b record) int { return at(a) - at(b) })
	d.useLists(t)
	d.keys(t)
	return nil
}

// primary is the record that every row makes: the best of those whose reference
// has a known heading, or of those that a reference can be found for.
func (d *drafter) primary(ctx context.Context, t *table, all []record) (record, error) {
	best, most := -1, 1
	for i, r := range all {
		n := d.score(t, r, nil)
		if r.keyed() && need(r) == lacks {
			n -= 4
		}
		if !r.keyed() {
			if n -= 2; strings.TrimSuffix(keyOf(r.kind).Name, "_ref") != short(r.kind.Name) || n < 2 || d.ownFields(r) < 2 {
				continue
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		return d.fallback(t)
	}
	r := all[best]
	if r.keyed() {
		r.sure = true
		return r, nil
	}
	c, note, err := d.reference(ctx, t, r)
	if err != nil || c == nil {
		if err == nil {
			t.why = noReference
		}
		return r, err
	}
	r.fields = append([]mapped{{field: keyOf(r.kind), column: c, note: note}}, slices.DeleteFunc(r.fields, func(m mapped) bool { return m.column == c })...)
	r.sure = true
	return r, nil
}

const noReference = "it has no column that could be a reference of its records"

// short is the name of a kind as its reference begins.
func short(kind string) string {
	_, last, cut := strings.Cut(kind, "_")
	if cut {
		return last
	}
	return kind
}

func keyOf(kind vocab.Record) vocab.Field {
	i := slices.IndexFunc(kind.Fields, func(f vocab.Field) bool { return f.Key == 1 })
	return kind.Fields[max(i, 0)]
}

// ownFields counts the fields that tell of the kind.
func (d *drafter) ownFields(r record) (n int) {
	for _, m := range r.fields {
		if own(m.field) {
			n++
		}
	}
	return n
}

// next is the record that says most with the columns that no other has taken.
func (d *drafter) next(t *table, all []record, used map[*column]bool) (record, bool) {
	best, most := record{}, 0
	for _, r := range all {
		if slices.ContainsFunc(t.records, func(o record) bool { return o.kind.Name == r.kind.Name }) {
			continue
		}
		r.fields = t.free(r.fields)
		if !r.keyed() && !d.borrow(t, &r, used) {
			continue
		}
		if n := d.score(t, r, used); n >= need(r) && n > most {
			best, most = r, n
		}
	}
	if most > 0 {
		best.condition()
	}
	return best, most > 0
}

// free are the fields but those of codes whose column another list has taken.
func (t *table) free(fields []mapped) []mapped {
	lists := map[*column]string{}
	for _, r := range t.records {
		for _, m := range r.fields {
			if m.column != nil && m.field.Type == "code" {
				lists[m.column] = m.field.List
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(fields), func(m mapped) bool {
		list := lists[m.column]
		return m.field.Type == "code" && list != "" && list != m.field.List
	})
}

// lacks is what a further record must score that a date or code of its key is missing of.
const lacks = 5

// need is what a further record must score: little where its key is whole.
func need(r record) int {
	if keyOf(r.kind).Name == r.kind.Name+"_ref" {
		return 4 // a thing of its own, not a part of another
	}
	keys := 0
	for _, f := range r.kind.Fields {
		if f.Key == 0 {
			continue
		}
		keys++
		if _, ok := r.field(f.Name); !ok && f.Type != "text" {
			return lacks
		}
	}
	if keys == 1 {
		return 2
	}
	return 3
}

// score weighs the fields of a record that no other record has used.
func (d *drafter) score(t *table, r record, used map[*column]bool) int {
	n := 0
	for _, m := range r.fields {
		switch {
		case used[m.column]:
		case !own(m.field):
			n++
		case m.field.Type == "person", m.field.Type == "code" && d.agrees(m.column, m.field.List):
			n += 3
		default:
			n += 2
		}
	}
	if used == nil && sameThing(t.info.Name+" "+d.Source.Name()+" "+strings.Join(d.sniff.Arrays, " "), r.kind.Name) {
		n += 5
	}
	return n
}

// agrees reports whether most labels of a column are of a list.
func (d *drafter) agrees(c *column, list string) bool {
	if list == "" || len(c.labels) == 0 {
		return false
	}
	_, agree := d.bestList(c.labels, []string{list})
	return agree*2 > len(c.labels)
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

// condition says which rows make the record, and reports whether not every one does.
func (r *record) condition() bool {
	if r.each != nil {
		return false
	}
	if m, _ := r.field("proceeding_ref"); r.kind.Name == "proc_subject" && m.column != nil && m.note != byCase {
		// One without an end is open: its reference alone says that it is there.
		return r.where(m.column)
	}
	tells := func(m mapped) bool { return own(m.field) && m.column != nil }
	for _, pick := range []func(mapped) bool{
		func(m mapped) bool { return m.field.Cut == "row" && m.column != nil },
		func(m mapped) bool { return m.field.Name == r.kind.Name+"_ref" && m.column != nil },
		func(m mapped) bool { return m.field.Key > 1 && tells(m) },
	} {
		if i := slices.IndexFunc(r.fields, pick); i >= 0 {
			return r.where(r.fields[i].column)
		}
	}
	var fullest *column
	for _, m := range r.fields {
		if m.field.Key == 0 && tells(m) && (fullest == nil || m.column.filled > fullest.filled) {
			fullest = m.column
		}
	}
	return fullest != nil && r.where(fullest)
}

// where makes the record of the rows that a column is filled in.
func (r *record) where(c *column) bool {
	if c.filled < c.rows || len(c.missing) > 0 {
		r.when = c
	}
	return r.when != nil
}

// useLists gives the columns of codes the lists of the fields that they go to.
func (d *drafter) useLists(t *table) {
	for _, r := range t.records {
		for _, m := range r.fields {
			if m.field.Type == "code" && m.column != nil && len(m.column.labels) > 0 {
				m.column.useList(d, m.field.List)
			}
		}
	}
}

// keys wants the first key of records that every row makes.
func (d *drafter) keys(t *table) {
	for _, r := range t.records {
		for _, m := range r.fields {
			if m.field.Key == 1 && r.when == nil && r.each == nil && m.column.filled*100 >= m.column.rows*95 {
				m.column.require = true
			}
		}
	}
}
