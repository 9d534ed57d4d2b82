package main

import (
	"encoding/csv"
	"fmt"
	"path/filepath"
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
