package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// profileTexts are the built-in profiles and those of the cases.
func profileTexts(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	built, _ := filepath.Glob("profile/builtin/*.yaml")
	for _, file := range built {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[file] = string(text)
	}
	cases, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range cases {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if strings.HasPrefix(f.Name, "profiles/") {
				out[file+"/"+f.Name] = string(f.Data)
			}
		}
	}
	return out
}

func TestBuiltinProfilesCompile(t *testing.T) {
	t.Parallel()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	profiles, err := profile.Load("", words)
	if err != nil {
		t.Fatal(err)
	}
	withSigns, err := profile.Parse("signs.yaml", []byte(signs), words)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(profiles, withSigns) {
		if err := Compile(t.Context(), p, words); err != nil {
			t.Error(err)
		}
	}
}

// signs puts what SQL, format strings and regular expressions take for their
// own wherever a profile holds a text.
const signs = `profile: 1
id: t
title: "'; %s"
namespace: "A"
match: {names: ["'%d\"*.csv"]}
format: csv
extract: {date: {value: "2026-03-31"}, kind: full, scope: [a]}
tables:
  - missing: ["'%s", "--", "\\"]
    repeats: {ignoring: [b]}
    skip:
      - {rule: "it's %d", any: "'%s(\\d)?", header: true, blank: [a], to_end: true}
      - {rule: "--", column: a, equals: ["'"], match: "['%]*", cells_at_most: 3, counts: b, sums: [n]}
    join: {names: ["'%s.csv"], on: {a: "A'%s"}, many: true, columns: [{name: z, from: "'z%d", type: date, formats: ["%d'%m%%%Y", "%d %B %Y"]}]}
    columns:
      - {name: a, from: "'%s \" A"}
      - {name: b, from: "--", split: "'", type: date, formats: ["'%d/%m/%Y"], missing: ["2020-01-01"]}
      - {name: select, from: "B / ';", type: code, codes: {"'%s": "x'%d", ";": ""}, spelling: true}
      - {name: n, from: "N", type: integer, bad: warn}
      - {name: table, from: T, type: code, split: "%", schemes: {by: z, in: [{list: allegation_2020, from: "2020-02-01", codes: {"'": A, "%s": ""}}]}}
    records:
      - record: case
        fields: {case_ref: a, category: select, force: {value: "'%s;--"}}
      - record: event
        each: b
        fields: {case_ref: a, code: {value: reg30_served}, event_date: b, subject_ref: {number_of: b}}
      - record: allegation
        each: table
        fields: {case_ref: a, code: table, scheme: {scheme_of: table}}
      - record: decision
        unpivot: {code: allegation_ref, groups: {"'%s": {decided_date: z, subject_ref: select}, "%d": {subject_ref: n}}}
        fields: {case_ref: a}
`

// FuzzProfile reads any bytes as a profile. One that is read comes to
// statements that the engine accepts; only expressions, which people write
// themselves, may be refused.
func FuzzProfile(f *testing.F) {
	words, err := vocab.Load("")
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range profileTexts(f) {
		f.Add([]byte(text))
	}
	f.Add([]byte(signs))
	db, err := warehouse.OpenSession(f.Context(), "", warehouse.Settings{Threads: 1})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { db.Close() })
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := profile.Parse("p.yaml", data, words)
		if err != nil {
			return
		}
		dropExpressions(p)
		if err := compile(t.Context(), db, p, words); err != nil {
			t.Errorf("the engine refuses a profile that was read: %v\n%s", err, data)
		}
	})
}

func dropExpressions(p *profile.Profile) {
	for _, t := range p.Tables {
		for i := range t.Records {
			r := &t.Records[i]
			r.When = ""
			groups := []map[string]profile.Field{r.Fields}
			if r.Unpivot != nil {
				for _, g := range r.Unpivot.Groups {
					groups = append(groups, g)
				}
			}
			for _, fields := range groups {
				for name, f := range fields {
					if f.SQL != "" {
						delete(fields, name)
					}
				}
			}
		}
	}
}
