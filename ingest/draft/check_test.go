package draft

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
)

// TestCheckFiles wants the problems of several exports by file, each with the value
// that stands in its own file, though one of the files holds what another does.
func TestCheckFiles(t *testing.T) {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	p, err := profile.Parse("p.yaml", []byte(`profile: 1
id: p
title: P
match: {names: ["*.csv"]}
format: csv
csv: {encoding: utf-8, delimiter: ","}
extract: {date: {}, kind: changes}
tables:
  - columns:
      - {name: ref, from: "Ref", required: true}
      - {name: closed, from: "Closed", type: date, formats: ["%d/%m/%Y"]}
    records:
      - {record: case, fields: {case_ref: ref, closed_date: closed}}
`), words)
	if err != nil {
		t.Fatal(err)
	}
	dir, paths := t.TempDir(), []string{}
	for _, f := range [][2]string{{"a.csv", "Ref,Closed\nA1,early\nA2,01/02/2026\n"}, {"a_copy.csv", "Ref,Closed\nA1,early\nA2,01/02/2026\n"}, {"b.csv", "Ref,Closed\nB1,02/03/2026\nB2,late\nB3,later\n"}} {
		path := filepath.Join(dir, f[0])
		if err := os.WriteFile(path, []byte(f[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	day := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	got, err := Check(t.Context(), CheckOptions{Profile: p, Words: words, ExtractDate: day, Now: day, Values: true}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]Spot{"a.csv": {{2, "early"}}, "b.csv": {{3, "late"}, {4, "later"}}}
	for _, p := range got.Problems {
		spots := want[filepath.Base(p.File)]
		if p.Rows != int64(len(spots)) || len(p.Places) != len(spots) {
			t.Errorf("%s: %+v, want %v", p.File, p, spots)
			continue
		}
		for i := range spots {
			if p.Places[i] != spots[i] {
				t.Errorf("%s: %+v, want %+v", p.File, p.Places[i], spots[i])
			}
		}
		delete(want, filepath.Base(p.File))
	}
	if len(want) > 0 {
		t.Errorf("no problem is told of %v: %+v", want, got.Problems)
	}
}
