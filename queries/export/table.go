package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries"
)

// table is one folder of an export: the SELECT of its rows, what partitions them and what orders them, and how it is described.
type table struct {
	name, title, description string

	from      string // what stands behind FROM
	fields    []Field
	columns   []string // expressions of the fields in the files, in their order
	order     []string // expressions
	partition []partition
	key       []string
	record    *vocab.Record // of records
	result    *queries.Result
}

// partition is one level of folders.
type partition struct {
	name string // force or year
	expr string
	says string // which date it is the year of, or whose force
}

// The columns that an export can be partitioned by.
const (
	byForce = "force"
	byYear  = "year"
)

// Partitions are the columns that an export can be partitioned by.
func Partitions() []string { return []string{byForce, byYear} }

// parents are the kinds that others refer to, first the nearest to a force and a year.
func parents(words *vocab.Set) []vocab.Record {
	var out []vocab.Record
	for _, r := range words.Records() {
		if key := keyOf(r); len(key) == 1 && strings.HasSuffix(key[0].Name, "_ref") && named(words, r) {
			out = append(out, r)
		}
	}
	return out
}

// named says whether the last key field of a kind is named for it: case_ref of case, review_ref of qa_review. Only such a
// kind is one that others can refer to: the key of a response is the reference of its recommendation.
func named(words *vocab.Set, r vocab.Record) bool {
	key := keyOf(r)
	name, is := strings.CutSuffix(key[len(key)-1].Name, "_ref")
	if _, other := words.Record(name); other {
		return is && name == r.Name
	}
	return is && strings.HasSuffix(r.Name, "_"+name)
}

// keyOf are the fields of the key, in its order.
func keyOf(r vocab.Record) []vocab.Field {
	key := slices.DeleteFunc(slices.Clone(r.Fields), func(f vocab.Field) bool { return f.Key == 0 })
	slices.SortFunc(key, func(a, b vocab.Field) int { return cmp.Compare(a.Key, b.Key) })
	return key
}

func has(r vocab.Record, field string) bool {
	return slices.ContainsFunc(r.Fields, func(f vocab.Field) bool { return f.Name == field })
}

// parentOf is the first kind that a record refers to, and the field that does.
func parentOf(words *vocab.Set, r vocab.Record) (vocab.Record, string, bool) {
	for _, p := range parents(words) {
		if ref := keyOf(p)[0].Name; p.Name != r.Name && has(r, ref) {
			return p, ref, true
		}
	}
	return vocab.Record{}, "", false
}

// ownDate is the date that a record stands for: the one without which it does not exist, else the first that was planned.
func ownDate(r vocab.Record) (vocab.Field, bool) {
	for _, cut := range []string{"row", "plan"} {
		if i := slices.IndexFunc(r.Fields, func(f vocab.Field) bool { return f.Cut == cut }); i >= 0 {
			return r.Fields[i], true
		}
	}
	return vocab.Field{}, false
}

// ofRecord is the table of one kind of record.
func ofRecord(words *vocab.Set, r vocab.Record, by []string) table {
	t := table{name: r.Name, title: upper(strings.ReplaceAll(r.Name, "_", " ")),
		description: "Records of kind " + r.Name + ", one a row: each as the latest extract that is known shows it, cut at the date of the export.",
		from:        warehouse.Ident(r.Table) + " r", record: &r}
	parent, ref, ok := parentOf(words, r)
	if ok {
		t.from += fmt.Sprintf(" LEFT JOIN %s p ON p.%s = r.%s", warehouse.Ident(parent.Table), warehouse.Ident(ref), warehouse.Ident(ref))
	}
	for _, name := range by {
		one, found := partitionOf(name, r, parent)
		if found {
			t.partition = append(t.partition, one)
		}
	}
	for _, f := range r.Fields {
		t.fields = append(t.fields, recordField(words, f))
		if !t.partitioned(f.Name) {
			t.columns = append(t.columns, "r."+warehouse.Ident(f.Name))
		}
	}
	t.fields = append(t.fields, Field{Name: "source", Type: "string", Title: "Source", Description: "Id of the source profile that the record came by"})
	t.columns = append(t.columns, "r.source")
	for _, f := range keyOf(r) {
		t.key = append(t.key, f.Name)
		t.order = append(t.order, "r."+warehouse.Ident(f.Name))
	}
	if t.partitioned(byYear) {
		t.fields = append(t.fields, Field{Name: byYear, Type: "integer", Title: "Year", Description: "Calendar year of " + t.said(byYear) + "; in the names of the folders only"})
	}
	if t.partitioned(byForce) && !has(r, byForce) {
		t.fields = append(t.fields, Field{Name: byForce, Type: "string", Title: "Force", Description: upper(t.said(byForce)) + "; in the names of the folders only"})
	}
	return t
}

// upper begins a sentence.
func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// partitionOf is what gives a kind its force or its year: its own column, or that of the kind that it refers to.
func partitionOf(name string, r, parent vocab.Record) (partition, bool) {
	for _, from := range []struct {
		of    vocab.Record
		alias string
	}{{r, "r."}, {parent, "p."}} {
		switch date, dated := ownDate(from.of); {
		case name == byForce && has(from.of, byForce):
			return partition{byForce, from.alias + "force", from.of.Name + ".force"}, true
		case name == byYear && dated:
			return partition{byYear, "year(" + from.alias + warehouse.Ident(date.Name) + ")", from.of.Name + "." + date.Name}, true
		}
	}
	return partition{}, false
}

func (t *table) partitioned(column string) bool {
	return slices.ContainsFunc(t.partition, func(p partition) bool { return p.name == column })
}

func (t *table) said(column string) string {
	return t.partition[slices.IndexFunc(t.partition, func(p partition) bool { return p.name == column })].says
}

// ofReference is one reference table.
func ofReference(r vocab.Table) table {
	t := table{name: "ref_" + r.Name, title: "Reference: " + strings.ReplaceAll(r.Name, "_", " "), from: "ref." + warehouse.Ident(r.Name),
		description: "Rows of " + r.Name + ".csv of the vocabulary in force, which the limits, codes and days of the figures come from."}
	if r.Name == "calendar" {
		t.description = "Each day of a calendar, whether it is a working day, and its running number of working days."
	}
	for _, c := range r.Columns {
		t.fields = append(t.fields, Field{Name: c, Type: typeOf[warehouse.ReferenceType(c)], Title: upper(strings.ReplaceAll(c, "_", " "))})
		t.columns = append(t.columns, warehouse.Ident(c))
	}
	t.order = t.columns
	return t
}

// ofResult is the answer of a query, in its order.
func ofResult(r *queries.Result) table {
	t := table{name: r.Query.Name, title: r.Query.Title, description: r.Query.Question, from: staged, order: []string{ordinal}, result: r}
	for _, c := range r.Columns {
		t.fields = append(t.fields, resultField(c))
		t.columns = append(t.columns, warehouse.Ident(c.Name))
	}
	return t
}

// hive writes a value as the name of a folder, as Hive does: what a path or its readers might take for something
// else as %XX. Letters of other alphabets stay as they are, since Hive and Spark read %XX as a letter each.
func hive(column string, value *string) string {
	if value == nil || *value == "" {
		return column + "=__HIVE_DEFAULT_PARTITION__"
	}
	var b strings.Builder
	for _, c := range []byte(*value) {
		if c <= ' ' || c == 0x7f || strings.IndexByte("\"#%'*/:=?\\{}[]^<>|&+;,$!`~@()", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return column + "=" + b.String()
}
