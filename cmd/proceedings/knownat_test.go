package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFirstQuarterComesBack makes the release of the first quarter, as it was known then, from a warehouse that has
// loaded later extracts, after a limit was corrected: byte for byte.
func TestFirstQuarterComesBack(t *testing.T) {
	t.Parallel()
	later, out := filepath.Join(demoDir(t), "warehouse.duckdb"), filepath.Join(t.TempDir(), "release")
	first := t.TempDir()
	must(t, "publish", "--warehouse", later, "--out", out, "--as-of", demoBefore, "--known-at", demoBefore, "--packs", "0", "--no-drawings", "--standards", correctedLimit(t))
	alike(t, filepath.Join(first, demoEarlier(t, first)), released(t, out))
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
