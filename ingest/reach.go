package ingest

import (
	"fmt"
	"slices"
	"strings"

	"proceedings/ingest/vocab"
)

// A reach says how the kinds of record hang together by their references, so
// that all that belongs to a case can be found: what carries its reference, and
// what hangs on a proceeding, a debrief, a recommendation … that is its alone.
type reach struct {
	kinds  []vocab.Record
	owners map[string]string // reference → the kind of record that it names: proceeding_ref → proceeding
}

// caseRef is the field by which most records carry their case.
const caseRef = "case_ref"

// carriesNoCase are the kinds of record that are about no case.
var carriesNoCase = []string{"headcount"}

// alsoNames are fields that hold the reference of another record under a name of their own.
var alsoNames = map[string]string{"second_of": "review_ref"}

// namesRecord is true for a field that holds the reference of a record.
func namesRecord(field string) bool {
	return strings.HasSuffix(field, "_ref") || alsoNames[field] != ""
}

func newReach(words *vocab.Set) (*reach, error) {
	r := &reach{kinds: words.Records(), owners: map[string]string{}}
	for _, kind := range r.kinds {
		key := keyFields(kind)
		if len(key) != 1 || !strings.HasSuffix(key[0], "_ref") {
			continue
		}
		if _, ok := r.owners[key[0]]; !ok { // a response has the key of its recommendation, which comes before it
			r.owners[key[0]] = kind.Name
		}
	}
	for _, kind := range r.kinds {
		if !hasField(kind, caseRef) && len(r.refs(kind)) == 0 && !slices.Contains(carriesNoCase, kind.Name) {
			return nil, fmt.Errorf("records of kind %s carry no reference by which their case could be found: give the kind a case_ref in records.csv", kind.Name)
		}
	}
	return r, nil
}

func keyFields(kind vocab.Record) []string {
	var out []string
	for _, f := range kind.Fields {
		if f.Key > 0 {
			out = append(out, f.Name)
		}
	}
	return out
}

func hasField(kind vocab.Record, name string) bool {
	return slices.ContainsFunc(kind.Fields, func(f vocab.Field) bool { return f.Name == name })
}

// ref is a field of a record that names another, or itself, by reference.
type ref struct {
	field string
	kind  string // of the record named
}

// refs are the references of a kind, its case aside.
func (r *reach) refs(kind vocab.Record) []ref {
	var out []ref
	for _, f := range kind.Fields {
		name := f.Name
		if other, ok := alsoNames[name]; ok {
			name = other
		}
		if owner, ok := r.owners[name]; ok && f.Name != caseRef {
			out = append(out, ref{field: f.Name, kind: owner})
		}
	}
	return out
}

// own is the field by which a record of the kind is named by others; empty where none does.
func (r *reach) own(kind vocab.Record) string {
	if key := keyFields(kind); len(key) == 1 && r.owners[key[0]] == kind.Name && key[0] != caseRef {
		return key[0]
	}
	return ""
}
