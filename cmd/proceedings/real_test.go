package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// realFolder holds real exports. It is no part of the project.
const realFolder = "../../../shared/realdata"

// realDir holds a warehouse of the real exports alone, and its release.
var realDir = once("the release of real exports", func(t *testing.T, dir string) {
	w := filepath.Join(dir, "w.duckdb")
	must(t, "ingest", "--warehouse", w, filepath.Join(realFolder, "detroit-complaints"), filepath.Join(realFolder, "iopc-recommendations"))
	must(t, "publish", "--warehouse", w, "--out", filepath.Join(dir, "release"), "--as-of", "2021-06-30")
})

func realRelease(t *testing.T) string { return released(t, filepath.Join(realDir(t), "release")) }

// TestRealRelease looks for the known figures of the real exports on the pages
// of a release made of them alone.
func TestRealRelease(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(realFolder); err != nil {
		t.Skip("the folder of real exports is not here")
	}
	release := realRelease(t)
	tables := map[string][]map[string]string{}
	for _, page := range readTables(t, release) {
		for _, table := range page {
			tables[table.query] = table.rows
		}
	}
	sum := func(query, column, where, is string) string {
		for _, row := range tables[query] {
			if row[where] == is {
				return row[column]
			}
		}
		return "no row"
	}
	for _, c := range []struct{ query, column, where, is, want string }{
		{"recommendation_due_dates", "both_dates", "legal_basis", "para_28A", "243"},
		{"recommendation_due_dates", "due_56_after", "legal_basis", "para_28A", "217"},
		{"recommendation_due_dates", "accepted", "legal_basis", "para_28A", "202"},
		{"recommendation_due_dates", "not_accepted", "legal_basis", "para_28A", "14"},
		{"recommendation_due_dates", "awaiting", "legal_basis", "para_28A", "27"},
		{"load_accounting", "read", "source", "detroit-complaints", "19735"},
		{"load_problems", "rows", "rule", "closed before it was received", "296"},
		{"sources", "cases", "source", "detroit-complaints", "4482"},
	} {
		if got := sum(c.query, c.column, c.where, c.is); got != c.want {
			t.Errorf("%s %s where %s is %s: %s on the page, want %s", c.query, c.column, c.where, c.is, got, c.want)
		}
	}
	// An empty figure has no table on a page: the query is asked instead.
	w := filepath.Join(realDir(t), "w.duckdb")
	text := must(t, "query", "run", "findings", "--warehouse", w, "--as-of", "2021-06-30", "--format", "csv")
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("findings: %d lines, %v\n%s", len(rows), err, text)
	}
	total := slices.Index(rows[0], "total")
	for _, row := range rows[1:] {
		if total < 0 || row[total] != "0" {
			t.Errorf("findings of another jurisdiction entered a measure of England and Wales:\n%s", text)
		}
	}
}
