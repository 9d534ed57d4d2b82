package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// A small source of its own, with names in columns that nobody reads, a person,
// and rows that must wait.
const (
	plantedProfile = `profile: 1
id: small
title: Small (invented)
match: {names: ["small_*.csv"]}
format: csv
extract: {date: {name: "_(\\d{4}-\\d{2}-\\d{2})"}, kind: full}
tables:
  - columns:
      - {name: ref, from: ref, required: true}
      - {name: officer, from: warrant, type: "person:officer"}
      - {name: rank, from: rank, type: code, list: rank_band}
      - {name: closed, from: closed, type: date, formats: ["%d/%m/%Y"]}
    records:
      - record: case
        fields: {case_ref: ref, territory: {value: EW}, closed_date: closed}
      - record: subject
        fields: {case_ref: ref, subject_ref: {value: "1"}, person_key: officer, rank_band: rank}
`
	plantedExport = `ref,name,warrant,rank,closed
S1,Zebedee Quillfeather,WARRANT-7311,constable,01/02/2026
S2,Ottoline Brackwater,WARRANT-7312,Grand Vizier,
S3,Peregrine Mossthwaite,WARRANT-7313,sergeant,31/02/2026 Oakenfold
`
)

var planted = []string{"Quillfeather", "WARRANT-7311", "Brackwater", "WARRANT-7312", "Grand Vizier", "Mossthwaite", "WARRANT-7313", "Oakenfold"}

// plantedFolder holds the source's profile and its export.
func plantedFolder(t *testing.T) (dir, w, export string) {
	t.Helper()
	dir = t.TempDir()
	w, export = filepath.Join(dir, "held", "w.duckdb"), filepath.Join(dir, "sent", "small_2026-03-31.csv")
	for path, text := range map[string]string{filepath.Join(dir, "profiles", "small.yaml"): plantedProfile, export: plantedExport} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, w, export
}

// setCells edits a workbook: cell, value, and so on.
func setCells(t *testing.T, path, sheet string, cells ...string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i := 0; i < len(cells); i += 2 {
		if err := f.SetCellStr(sheet, cells[i], cells[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
}

// TestRowsComeBackCorrected takes rows that wait to their sender and back.
func TestRowsComeBackCorrected(t *testing.T) {
	t.Parallel()
	dir, w, export := plantedFolder(t)
	profiles, book := filepath.Join(dir, "profiles"), filepath.Join(dir, "back.xlsx")
	must(t, "ingest", "--warehouse", w, "--profiles", profiles, export)
	figure := func() string {
		return must(t, "query", "run", "sources", "--warehouse", w, "--format", "csv", "--as-of", "2026-03-31")
	}
	before := figure()
	out := must(t, "quarantine", "export", "--warehouse", w, "--out", book)
	if !strings.Contains(out, "2 rows of 1 export") {
		t.Errorf("export says %s", out)
	}
	if code, _, errs := call(t, "quarantine", "export", "--warehouse", w, "--out", book); code != 1 || !strings.Contains(errs, "--force") {
		t.Errorf("written over: %d %s", code, errs)
	}
	setCells(t, book, "small_2026-03-31", "J2", "inspecting", "K3", "28/02/2026")
	out = must(t, "ingest", "--warehouse", w, "--profiles", profiles, book)
	for _, want := range []string{"back.xlsx (rows of small_2026-03-31.csv)", "2 rows of small_2026-03-31.csv put right"} {
		if !strings.Contains(out, want) {
			t.Errorf("ingest does not say %q:\n%s", want, out)
		}
	}
	if out := must(t, "quarantine", "list", "--warehouse", w); !strings.Contains(out, "No row is held back.") {
		t.Errorf("list says %s", out)
	}
	if after := figure(); after == before || !strings.Contains(after, ",3,3") {
		t.Errorf("the figures stand as they were: %s", after)
	}
	out = must(t, "ingest", "--warehouse", w, "--profiles", profiles, book)
	if !strings.Contains(out, "loaded before") {
		t.Errorf("the second time: %s", out)
	}
	if out := must(t, "quarantine", "list", "--closed", "--warehouse", w); strings.Count(out, "put right") != 2 || !strings.Contains(out, "back.xlsx") {
		t.Errorf("closed: %s", out)
	}
	if out := must(t, "status", "--warehouse", w); !strings.Contains(out, "No row is held back.") || !strings.Contains(out, "Put right by corrections: 2 rows") {
		t.Errorf("status: %s", out)
	}
	// Taken back with the export that it is of.
	if err := os.WriteFile(export, []byte("ref,name,warrant,rank,closed\nS1,,,constable,01/02/2026\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	must(t, "ingest", "--warehouse", w, "--profiles", profiles, export)
	if after := figure(); !strings.Contains(after, ",1,1") {
		t.Errorf("after the export was replaced: %s", after)
	}
}

func TestGiveUpAndExpire(t *testing.T) {
	t.Parallel()
	dir, w, export := plantedFolder(t)
	must(t, "ingest", "--warehouse", w, "--profiles", filepath.Join(dir, "profiles"), export)
	list := strings.Split(must(t, "quarantine", "list", "--warehouse", w), "\n")
	id, _, _ := strings.Cut(list[1], " ")
	if !strings.Contains(list[1], `"Grand Vizier"`) {
		t.Errorf("list: %s", list[1])
	}
	for _, c := range []struct {
		args []string
		says string
		code int
	}{
		{[]string{"quarantine", "accept", id, "--warehouse", w}, "--reason", 2},
		{[]string{"quarantine", "accept", "--reason", "x", "--warehouse", w}, "name the rows", 2},
		{[]string{"quarantine", "accept", "zzz", "--reason", "x", "--warehouse", w}, `no row waits under the ID "zzz"`, 1},
		{[]string{"quarantine", "--expire"}, "proceedings init", 2},
		{[]string{"quarantine", "--expire", "--days", "-1", "--warehouse", w}, "cannot be negative", 2},
		{[]string{"quarantine", "export", "--warehouse", w}, "--out", 2},
		{[]string{"quarantine", "export", "--warehouse", w, "--out", filepath.Join(dir, "x.csv")}, ".xlsx", 1},
		{[]string{"quarantine", "export", "--warehouse", w, "--out", filepath.Join(dir, "none", "x.xlsx")}, "its folder does not exist", 1},
	} {
		if code, _, errs := call(t, c.args...); code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%v: exit code %d, %s", c.args, code, errs)
		}
	}
	if out := must(t, "quarantine", "accept", id[:7], "--reason", "nobody knows", "--warehouse", w); !strings.Contains(out, "row 3 is given up") {
		t.Errorf("accept: %s", out)
	}
	if out := must(t, "history", "--warehouse", w); !strings.Contains(out, "given up as lost (3) on 21 November 2026, 12:00 UTC: nobody knows") {
		t.Errorf("history: %s", out)
	}
	if out := must(t, "quarantine", "list", "--closed", "--warehouse", w); !strings.Contains(out, "nobody knows") {
		t.Errorf("closed: %s", out)
	}
	if out := must(t, "quarantine", "--expire", "--days", "90", "--warehouse", w); !strings.Contains(out, "holds no value") {
		t.Errorf("too early: %s", out)
	}
	later := env{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, now: func() time.Time { return today().AddDate(0, 0, 91) }, getenv: func(string) string { return "" }}
	if code := run(t.Context(), []string{"quarantine", "--expire", "--warehouse", w}, later); code != 0 || !strings.Contains(later.stdout.(*bytes.Buffer).String(), "The values of 1 quarantined row loaded more than 90 days ago were removed") {
		t.Errorf("exit code %d: %s", code, later.stdout)
	}
	out := must(t, "quarantine", "list", "--warehouse", w)
	if !strings.Contains(out, "(removed)") || !strings.Contains(out, "row") {
		t.Errorf("list: %s", out)
	}
	if out := must(t, "status", "--warehouse", w, "--json"); !strings.Contains(out, `"rows_waiting": 1,`) || !strings.Contains(out, `"rows_given_up": 1,`) || !strings.Contains(out, `"rows_waiting_without_values": 1,`) {
		t.Errorf("status: %s", out)
	}
}

// TestNamesStayOut looks for planted names and values in every byte that a
// correction leaves behind: only the quarantine and the workbook may hold them,
// and only their owner may read those.
func TestNamesStayOut(t *testing.T) {
	t.Parallel()
	dir, w, export := plantedFolder(t)
	profiles, book, release := filepath.Join(dir, "profiles"), filepath.Join(dir, "sent", "faults.xlsx"), filepath.Join(dir, "release")
	var said strings.Builder
	do := func(args ...string) {
		t.Helper()
		code, out, errs := call(t, args...)
		if code != 0 {
			t.Fatalf("%v: %s", args, errs)
		}
		said.WriteString(out + errs)
	}
	do("ingest", "--dry-run", "--warehouse", w, "--profiles", profiles, export)
	do("ingest", "--warehouse", w, "--profiles", profiles, export)
	do("quarantine", "export", "--warehouse", w, "--out", book)
	setCells(t, book, "small_2026-03-31", "J2", "inspecting", "K3", "30/02/2026 Oakenfold")
	do("ingest", "--warehouse", w, "--profiles", profiles, book)
	do("status", "--warehouse", w)
	do("quarantine", "list", "--closed", "--warehouse", w)
	do("publish", "--warehouse", w, "--out", release, "--as-of", "2026-03-31")
	for _, name := range planted {
		if strings.Contains(said.String(), name) {
			t.Errorf("%q was printed", name)
		}
	}
	kept := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if path == book || strings.Contains(path, ".quarantine") {
			kept++
			if info.Mode().Perm() != 0o600 {
				t.Errorf("%s has mode %o", path, info.Mode().Perm())
			}
			return nil
		}
		if strings.HasPrefix(path, filepath.Join(dir, "sent")) {
			return nil
		}
		data, err := os.ReadFile(path)
		for _, name := range planted {
			if bytes.Contains(data, []byte(name)) {
				t.Errorf("%s holds %q", path, name)
			}
		}
		return err
	})
	if err != nil || kept < 3 {
		t.Errorf("%d files that may hold values were met: %v", kept, err)
	}
}
