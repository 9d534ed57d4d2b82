package profile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"proceedings/ingest/vocab"
)

const good = `profile: 1
id: t
title: T
match: {names: ["c*.csv"]}
format: csv
extract: {date: {value: "2026-03-31"}, kind: full}
tables:
  - columns:
      - {name: ref, from: Ref}
      - {name: closed, from: Closed, type: date, formats: ["%d/%m/%Y"]}
    records:
      - record: case
        when: ref <> 'a; -- $x'
        fields: {case_ref: ref, territory: {value: EW}, closed_date: closed, category: {sql: "upper(ref)"}}
`

func TestParse(t *testing.T) {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Parse("p.yaml", []byte(good), words)
	if err != nil {
		t.Fatal(err)
	}
	if f := p.Tables[0].Records[0].Fields["category"]; f.SQL != "upper(ref)" || f.Column != "" {
		t.Errorf("category comes from %+v", f)
	}
	for name, c := range map[string]struct{ old, new, says string }{
		"not yaml":         {"id: t", "id: [t", "not YAML"},
		"unknown key":      {"id: t", "id: t\nidentity: x", "3: does not fit the profile format: there is no key identity"},
		"other version":    {"profile: 1", "profile: 2", "value must be 1"},
		"bad id":           {"id: t", "id: T x", "does not match pattern"},
		"unknown format":   {"format: csv", "format: pdf", "value must be one of"},
		"no tables":        {"tables:", "tablets:", "tables"},
		"unknown record":   {"record: case", "record: casse", "no such kind of record"},
		"unknown field":    {"closed_date: closed", "closing_date: closed", "it has no field closing_date"},
		"unknown column":   {"closed_date: closed", "closed_date: shut", "comes from column shut"},
		"key not given":    {"case_ref: ref, ", "", "its key case_ref is not given"},
		"wrong type":       {"closed_date: closed", "closed_date: ref", "column ref is of type text; the field takes date"},
		"unlisted code":    {"{value: EW}", "{value: XX}", `"XX" is not in list territory`},
		"column twice":     {"name: closed,", "name: ref,", "column ref is named twice"},
		"a subquery":       {"upper(ref)", "(SELECT ref)", "is no column"},
		"a file":           {"upper(ref)", "read_text(ref)", "is no column"},
		"a table":          {"upper(ref)", "(TABLE ref)", "is no column"},
		"two statements":   {"upper(ref)", "ref; DROP TABLE x", "not a scalar expression"},
		"a parameter":      {"upper(ref)", "$as_of", "no parameter"},
		"a clock":          {"upper(ref)", "strftime(now(), ref)", `"now" is no column`},
		"two signs":        {"format: csv", "format: csv\ncsv: {delimiter: '||'}", "maxLength"},
		"a quotation mark": {"format: csv", "format: csv\ncsv: {delimiter: '\"'}", "cannot be a quotation mark"},
		"other encoding":   {"format: csv", "format: csv\ncsv: {encoding: ebcdic}", "value must be one of"},
		"csv of JSON":      {"format: csv", "format: json\ncsv: {delimiter: ';'}", "but the format is json"},
		"rows of a CSV":    {"format: csv", "format: csv\njson: {rows: cases}", "but the format is csv"},
		"no path":          {"format: csv", "format: json\njson: {rows: cases..x}", "is not a path"},
		"no sheet":         {"format: csv", "format: ods", "say which sheet"},
		"a sheet of JSON":  {"format: csv\nextract: {date: {value: \"2026-03-31\"}, kind: full}\ntables:\n  - columns:", "format: json\nextract: {date: {value: \"2026-03-31\"}, kind: full}\ntables:\n  - sheet: x\n    columns:", "have no sheets"},
		"a header of JSON": {"format: csv\nextract: {date: {value: \"2026-03-31\"}, kind: full}\ntables:\n  - columns:", "format: json\nextract: {date: {value: \"2026-03-31\"}, kind: full}\ntables:\n  - header: {row: 2}\n    columns:", "have no header row"},
		"a cell of a CSV":  {`{value: "2026-03-31"}`, "{sheet: x, cell: B1}", "a workbook only"},
		"other repair":     {"from: Ref}", "from: Ref, repair: magic}", "value must be one of"},
		"scope not there":  {"kind: full}", "kind: full, scope: [force]}", "the scope names a column force"},
		"name in two ways": {`{value: "2026-03-31"}`, `{name: "x"}`, "one group"},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Count(good, c.old) != 1 {
				t.Fatalf("%q stands %d times in the good profile", c.old, strings.Count(good, c.old))
			}
			_, err := Parse("p.yaml", []byte(strings.Replace(good, c.old, c.new, 1)), words)
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "p.yaml:") {
				t.Errorf("error %v, want %q in it", err, c.says)
			}
		})
	}
}

// TestLoad adds a folder to the built-in profiles and replaces one of them.
func TestLoad(t *testing.T) {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	builtin, err := Load("", words)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"a.yaml": good, "b.yml": strings.Replace(good, "id: t", "id: bench-cases", 1), "notes.txt": "not a profile"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	both, err := Load(dir, words)
	if err != nil {
		t.Fatal(err)
	}
	if len(both) != len(builtin)+1 {
		t.Errorf("%d profiles, want %d", len(both), len(builtin)+1)
	}
	for _, p := range both {
		if p.ID == "bench-cases" && p.Title != "T" {
			t.Error("a profile of the folder does not replace the built-in one of its id")
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "c.yaml"), []byte(good), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir, words); err == nil || !strings.Contains(err.Error(), "is taken by") {
		t.Errorf("two profiles of one id in a folder: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	words, err := vocab.Load("")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add("profile: 1\n")
	f.Add("- - -")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse("p.yaml", []byte(text), words)
		if err == nil && (p.ID == "" || len(p.Tables) == 0) {
			t.Errorf("a profile without id or tables was read: %q", text)
		}
	})
}
