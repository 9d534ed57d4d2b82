package main

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// firstQuarterKnown publishes the first quarter as it was known then and returns
// the release's name and files.
func firstQuarterKnown(t *testing.T, warehouse string, flags ...string) (string, map[string][]byte) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "release")
	must(t, append([]string{"publish", "--warehouse", warehouse, "--out", out, "--as-of", "2026-03-31", "--known-at", "2026-04-30"}, flags...)...)
	folders, err := filepath.Glob(filepath.Join(out, "2026-03-31-*"))
	if err != nil || len(folders) != 1 {
		t.Fatalf("releases: %v %v", folders, err)
	}
	files := map[string][]byte{}
	err = filepath.WalkDir(folders[0], func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(folders[0], path)
		files[rel], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(folders[0]), files
}

// TestFirstQuarterComesBack holds the release of the first quarter as it was
// known then against the same one made after later extracts had been loaded and
// after a limit had been corrected: byte for byte.
func TestFirstQuarterComesBack(t *testing.T) {
	t.Parallel()
	longTests(t)
	later := firstQuarter(t)
	name, want := firstQuarterKnown(t, later)
	must(t, "ingest", "--warehouse", later, filepath.Join(demoDir(t), "exports", demoQuarters[1]))
	for _, c := range []struct {
		after string
		flags []string
	}{
		{"the second quarter was loaded", nil},
		{"a limit was corrected", []string{"--standards", correctedLimit(t)}},
	} {
		again, got := firstQuarterKnown(t, later, c.flags...)
		if again != name || len(got) != len(want) {
			t.Errorf("after %s: %s with %d files, before %s with %d", c.after, again, len(got), name, len(want))
		}
		for file := range want {
			if !bytes.Equal(got[file], want[file]) {
				t.Errorf("after %s: %s differs", c.after, file)
			}
		}
	}
	// The correction does count once it is known.
	corrected := must(t, "query", "run", "limits_met", "--warehouse", later, "--as-of", "2026-06-30", "--format", "csv", "--standards", correctedLimit(t))
	if corrected == must(t, "query", "run", "limits_met", "--warehouse", later, "--as-of", "2026-06-30", "--format", "csv") {
		t.Error("the corrected limit changes no figure")
	}
}

// correctedLimit is a folder of standards in which the hearing limit turned out,
// on 1 July 2026, to be 60 working days.
func correctedLimit(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../ingest/vocab/standard.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	out := [][]string{append(rows[0], "known_from", "known_to")}
	for _, r := range rows[1:] {
		if r[0] != "MIS-HRG-100" {
			out = append(out, append(r, "", ""))
			continue
		}
		fixed := append([]string{}, r...)
		fixed[8] = "60"
		out = append(out, append(r, "", "2026-06-30"), append(fixed, "2026-07-01", ""))
		n++
	}
	if n != 1 {
		t.Fatalf("%d rows of the limit", n)
	}
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(out); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "standard.csv"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}
