package draft

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"proceedings/ingest/vocab"
)

//go:embed words.csv
var wordsCSV string

// words are what headings are called.
type words struct {
	targets map[string][]target        // folded heading: the fields that it may be
	marks   map[string][]string        // kind of mark: its folded words
	known   map[string]map[string]bool // list: the signs of its codes and labels
	means   map[string]string          // list and signs of what sources call a code: the code
	hints   map[string]hint            // of the headings asked of so far
	event   map[string]string          // folded heading of a date: the event
}

// target is a field of a kind of record.
type target struct {
	record string
	field  vocab.Field
}

// hint is what a heading says of its column.
type hint struct {
	name   string // whose name or description it is; empty where nobody's
	person string // whose identifier it is
	free   bool
	date   bool
	ref    bool
	force  bool
	fields []target
}

// newWords folds the names and labels of all fields, and the words of words.csv:
// rows of a record (or *), a field and what headings call it.
func newWords(set *vocab.Set) (*words, error) {
	w := &words{targets: map[string][]target{}, marks: map[string][]string{}, known: map[string]map[string]bool{}, means: map[string]string{}, event: map[string]string{}, hints: map[string]hint{}}
	for _, list := range set.Lists() {
		w.known[list] = map[string]bool{}
		for _, c := range set.Codes(list) {
			for _, text := range []string{c.Code, c.Label} {
				if key := signs(text); key != "" {
					w.known[list][key] = true
				}
			}
		}
	}
	for _, c := range set.Codes("event") {
		for _, text := range []string{c.Code, c.Label} {
			if key := bag(strings.ReplaceAll(text, "_", " "), true); key != "" {
				w.event[key] = c.Code
			}
		}
	}
	rows, err := csv.NewReader(strings.NewReader(wordsCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("words.csv: %w", err)
	}
	for _, r := range set.Records() {
		for _, f := range r.Fields {
			w.add(r.Name, f, f.Name, f.Label, strings.ReplaceAll(r.Name, "_", " ")+" "+f.Label)
		}
	}
	for _, row := range rows[1:] {
		forms := strings.Split(row[2], "|")
		if row[0] == "mark" {
			w.marks[row[1]] = append(w.marks[row[1]], forms...)
			continue
		}
		if list, ok := strings.CutPrefix(row[0], "list:"); ok {
			for _, form := range forms {
				w.means[list+" "+signs(form)] = row[1]
			}
			continue
		}
		for _, r := range set.Records() {
			for _, f := range r.Fields {
				if f.Name == row[1] && (row[0] == "*" || row[0] == r.Name) {
					w.add(r.Name, f, forms...)
				}
			}
		}
	}
	return w, nil
}

func (w *words) add(record string, f vocab.Field, forms ...string) {
	for _, form := range forms {
		key := bag(form, f.Type == "date")
		if key == "" && f.Type == "date" {
			key = "date"
		}
		t := target{record, f}
		if key != "" && !slices.ContainsFunc(w.targets[key], func(o target) bool { return o.record == record && o.field.Name == f.Name }) {
			w.targets[key] = append(w.targets[key], t)
		}
	}
}

var camelEdge = regexp.MustCompile(`([a-z])([A-Z])`)

// camel puts a space where a word of a heading begins with a capital, and drops "(s)".
func camel(s string) string {
	return camelEdge.ReplaceAllString(strings.ReplaceAll(s, "(s)", ""), "$1 $2")
}

// bag is a heading as a sorted set of its words, in the words of the table; dates without the word date.
func bag(heading string, date bool) string {
	same := map[string]string{"reference": "ref", "number": "ref", "no": "ref", "num": "ref", "id": "ref", "nr": "ref", "urn": "ref", "refno": "ref", "identifier": "ref", "dt": "date", "closure": "closed", "completion": "completed",
		"received": "recorded", "recording": "recorded", "logged": "recorded", "registered": "recorded", "alleg": "allegation", "mtg": "meeting", "investigated": "investigation", "organisation": "force", "constabulary": "force"}
	out := []string{}
	for _, t := range singulars(camel(heading)) {
		if s, ok := same[t]; ok {
			t = s
		}
		if strings.Contains(smallWords, " "+t+" ") || (date && (t == "date" || t == "stamp")) || slices.Contains(out, t) {
			continue
		}
		out = append(out, t)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// of is what a heading says; it is asked of each many times.
func (w *words) of(heading string) hint {
	if h, ok := w.hints[heading]; ok {
		return h
	}
	h := w.hint(heading)
	w.hints[heading] = h
	return h
}

func (w *words) hint(heading string) hint {
	plain := " " + strings.Join(strings.Fields(wordSigns.ReplaceAllString(strings.ToLower(camel(heading)), " ")), " ") + " "
	has := func(mark string) bool {
		return slices.ContainsFunc(w.marks[mark], func(word string) bool {
			if word, whole := strings.CutPrefix(word, "="); whole {
				return plain == " "+word+" "
			}
			return strings.Contains(plain, " "+word+" ")
		})
	}
	h := hint{date: has("date"), ref: has("ref"), free: has("free"), force: has("force")}
	keys := []string{bag(heading, false), bag(heading, true)}
	for _, k := range slices.Compact(keys) {
		h.fields = append(h.fields, w.targets[k]...)
	}
	if n := len(h.fields); n > 0 {
		h.date = h.date || !slices.ContainsFunc(h.fields, func(t target) bool { return t.field.Type != "date" })
	}
	switch {
	case has("officer") && h.ref || has("officer id"):
		h.person = "officer"
	case has("complainant") && h.ref:
		h.person = "complainant"
	case has("deceased") && h.ref:
		h.person = "deceased"
	case has("name") && !has("not name"):
		h.name = "a person, or of how to reach one"
	}
	return h
}
