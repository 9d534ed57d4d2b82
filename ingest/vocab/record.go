package vocab

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Record is one kind of record a profile can fill.
type Record struct {
	Name   string
	Table  string // the name, but case_ and action_ where SQL reserves it
	Fields []Field
}

// Field is one field of a record.
type Field struct {
	Name        string
	Type        string // text, date, integer, decimal, boolean, code or person
	PersonKind  string // for person: whose key hashes it
	Key         int    // place in the natural key, 0 where outside it
	Cut         string // what as_of does to it (see cuts)
	List        string // for code: its list
	Label       string
	Description string
}

var fieldTypes = []string{"text", "date", "integer", "decimal", "boolean", "code", "person"}

// cuts is the grammar of Cut: row (the row does not exist while this date is
// after as_of), own (this value is blanked then), plan (kept), with:X (kept
// only if X is on or before as_of), with:X? (blanked only if X is after it).
var cuts = regexp.MustCompile(`^(|row|own|plan|with:([a-z_]+)\??)$`)

// Records are the kinds of record in file order.
func (s *Set) Records() []Record { return slices.Clone(s.records) }

// Record is the kind of that name.
func (s *Set) Record(name string) (Record, bool) {
	i := slices.IndexFunc(s.records, func(r Record) bool { return r.Name == name })
	if i < 0 {
		return Record{}, false
	}
	return s.records[i], true
}

func tableName(record string) string {
	if record == "case" || record == "action" {
		return record + "_"
	}
	return record
}

func (s *Set) buildRecords(sh *sheet, p *problems) {
	seen := map[string]int{}
	for _, r := range sh.rows {
		name := p.required(r, "record")
		f := s.readField(r, p)
		if !p.unique(r, seen, "field "+f.Name+" of record "+name) {
			continue
		}
		i := slices.IndexFunc(s.records, func(x Record) bool { return x.Name == name })
		if i < 0 {
			i = len(s.records)
			s.records = append(s.records, Record{Name: name, Table: tableName(name)})
		}
		s.records[i].Fields = append(s.records[i].Fields, f)
	}
	for _, r := range sh.rows {
		s.checkCut(r, p)
	}
	for _, rec := range s.records {
		checkKey(rec, sh, seen, p)
	}
}

func (s *Set) readField(r row, p *problems) Field {
	f := Field{
		Name:        p.required(r, "field"),
		Key:         p.whole(r, "key"),
		Cut:         r.get("cut"),
		List:        r.get("list"),
		Label:       p.required(r, "label"),
		Description: p.required(r, "description"),
	}
	f.Type, f.PersonKind, _ = strings.Cut(r.get("type"), ":")
	if !slices.Contains(fieldTypes, f.Type) || (f.Type == "person") != (f.PersonKind != "") {
		p.row(r, "type %q is not known; use one of %s (person with its kind, as person:officer)",
			r.get("type"), strings.Join(fieldTypes, ", "))
	}
	if (f.Type == "code") != (f.List != "") {
		p.row(r, "a field of type code names its list, and no other does; correct type or list")
	}
	if f.List != "" && len(s.lists[f.List]) == 0 {
		p.row(r, "list %q does not exist; correct it or add its codes to code.csv", f.List)
	}
	return f
}

// checkCut sees that the date a cut rests on is one.
func (s *Set) checkCut(r row, p *problems) {
	m := cuts.FindStringSubmatch(r.get("cut"))
	if m == nil {
		p.row(r, "cut %q is not known; use row, own, plan, with:FIELD or with:FIELD?", r.get("cut"))
		return
	}
	on := m[2]
	if m[1] == "row" || m[1] == "own" {
		on = r.get("field")
	}
	if on == "" {
		return
	}
	rec, _ := s.Record(r.get("record"))
	if !slices.ContainsFunc(rec.Fields, func(f Field) bool { return f.Name == on && f.Type == "date" }) {
		p.row(r, "cut %q rests on %s, which is no date of record %s; correct it", r.get("cut"), on, rec.Name)
	}
}

// checkKey sees that the key is numbered 1, 2, 3 without a gap.
func checkKey(rec Record, sh *sheet, lines map[string]int, p *problems) {
	var keys []int
	for _, f := range rec.Fields {
		if f.Key > 0 {
			keys = append(keys, f.Key)
		}
	}
	slices.Sort(keys)
	for i, k := range keys {
		if k != i+1 {
			p.add(sh.path, lines["field "+rec.Fields[0].Name+" of record "+rec.Name],
				"the key of record %s is numbered %s; number it from 1 without gaps", rec.Name, joinInts(keys))
			return
		}
	}
	if len(keys) == 0 {
		p.add(sh.path, lines["field "+rec.Fields[0].Name+" of record "+rec.Name],
			"record %s has no key; number its key fields from 1", rec.Name)
	}
}

func joinInts(ns []int) string {
	var out []string
	for _, n := range ns {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ", ")
}
