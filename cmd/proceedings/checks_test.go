package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The catalogue names every check with where it runs, and never shows as run one that is not.
func TestChecksListAndShow(t *testing.T) {
	list := must(t, "checks", "list")
	for _, want := range []string{"DQ01   quarantine  sender   on loading", "DQ30   warn        sender   not applicable yet", "DQ40   warn"} {
		if !strings.Contains(list, want) {
			t.Errorf("checks list lacks %q:\n%s", want, list)
		}
	}
	show := must(t, "checks", "show", "dq17", "DQ30", "DQ35")
	for _, want := range []string{"for the sender", "A misconduct hearing was held", "reg30_served", "Every file of a shareable release is searched"} {
		if !strings.Contains(show, want) {
			t.Errorf("checks show lacks %q:\n%s", want, show)
		}
	}
	if strings.Contains(show, "WHERE false") {
		t.Error("a check that is not made shows a statement")
	}
}

// What the sample's planted faults come to, and the rows behind the figures.
func TestChecksRun(t *testing.T) {
	t.Parallel()
	w := filepath.Join(demoDir(t), "warehouse.duckdb")
	run := func(args ...string) [][]string {
		rows, err := csv.NewReader(strings.NewReader(must(t, append([]string{"checks", "run", "--warehouse", w, "--as-of", "2026-06-30", "--format", "csv"}, args...)...))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows[1:]
	}
	results := run()
	failing := map[string]string{}
	for _, r := range results {
		if r[9] == "fails" {
			failing[r[0]] = r[5]
		}
		if r[9] == "not_checked" && (r[5] != "" || !strings.HasPrefix(r[10], "Not checked: ")) {
			t.Errorf("a check that is not made looks as if it were: %q", r)
		}
	}
	for _, id := range []string{"DQ01", "DQ05a", "DQ16a", "DQ17", "DQ18", "DQ28", "DQ31"} {
		if failing[id] == "" {
			t.Errorf("%s finds nothing in the sample, which holds such rows", id)
		}
	}
	rows := run("--rows", "DQ18")
	if fmt.Sprint(len(rows)) != failing["DQ18"] {
		t.Errorf("DQ18: %d rows behind a figure of %s", len(rows), failing["DQ18"])
	}
	for _, r := range rows {
		if r[0] != "DQ18" || r[4] == "" || r[6] == "" {
			t.Errorf("a row without its place: %q", r)
		}
	}
}

// A record that several extracts in force have, in one version or in several, fails once: at the row that its newest version came
// from, and first seen where that version was.
func TestChecksPlaceEachRecordOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := filepath.Join(dir, "w.duckdb")
	for name, text := range map[string]string{
		"profiles/log.yaml": `profile: 1
id: log
title: Log
match: {names: ["log_*.csv"]}
format: csv
extract: {date: {name: "_(\\d{8})", format: "%Y%m%d"}, kind: changes}
tables:
  - columns:
      - {name: ref, from: Ref, required: true}
      - {name: force, from: Force}
      - {name: made, from: Made, type: date, formats: ["%d/%m/%Y"]}
    records:
      - record: recommendation
        fields: {recommendation_ref: ref, force: force, made_date: made, territory: {value: EW}}
`,
		"log_20260331.csv": "Ref,Force,Made\nA1,North,01/02/2026\nA2,North,13/02/2026\n",
		"log_20260630.csv": "Ref,Force,Made\nA2,North,13/02/2026\nA1,South,01/02/2026\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	must(t, "ingest", "--warehouse", w, "--profiles", filepath.Join(dir, "profiles"), dir)
	out := must(t, "checks", "run", "--warehouse", w, "--as-of", "2026-06-30", "--format", "csv", "--rows", "DQ38")
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows[1:] {
		got = append(got, strings.Join([]string{r[9], r[4], r[6], r[11]}, " "))
	}
	slices.Sort(got)
	if want := []string{"A1 log_20260630.csv 3 2026-06-30", "A2 log_20260331.csv 3 2026-03-31"}; !slices.Equal(got, want) {
		t.Errorf("the rows that fail are %q, want %q:\n%s", got, want, out)
	}
}
