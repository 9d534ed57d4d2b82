package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBrokenFolders loads each folder of faults that the sample comes with.
func TestBrokenFolders(t *testing.T) {
	t.Parallel()
	exports := filepath.Join(demoDir(t), "exports")
	for _, c := range []struct {
		folder string
		code   int
		says   []string // on standard error where refused, else on standard output or in the quarantine
	}{
		{"broken-bad-date", 0, []string{`Decision date "31/02/2025" not a date`, `Opened "awaited" not a date`}},
		{"broken-us-date", 1, []string{"is month first"}},
		{"broken-unknown-code", 0, []string{"unknown code"}},
		{"broken-missing-column", 1, []string{`columns missing: "Case ref"`}},
		{"broken-renamed-column", 1, []string{`columns missing: "Decision date"`, `"Date of decision"`}},
		{"broken-empty-file", 1, []string{"the file is empty"}},
		{"broken-header-only", 0, []string{"totals row"}},
		{"broken-not-an-export", 1, []string{"it is a web page"}},
		{"broken-truncated-csv", 1, []string{"ends in the middle of a quoted cell"}},
		{"broken-truncated-xlsx", 1, []string{"not an Excel workbook"}},
		{"broken-no-profile", 1, []string{"no source profile fits"}},
		{"broken-duplicate-key", 0, []string{"rows disagree about one"}},
		{"broken-wrong-encoding", 0, []string{"15 14 0 0 1"}}, // the byte order mark wins
		{"broken-total-mismatch", 1, []string{"says 40 rows", "has 14"}},
		{"broken-no-extract-date", 1, []string{"--extract-date"}},
		{"broken-collapsed-snapshot", 0, []string{"accepted"}}, // alone there is nothing it could withdraw
	} {
		t.Run(c.folder, func(t *testing.T) {
			w := filepath.Join(t.TempDir(), "w.duckdb")
			code, out, errs := call(t, "--quiet", "ingest", "--warehouse", w, filepath.Join(exports, c.folder))
			if code != c.code {
				t.Fatalf("exit code %d, want %d: %s%s", code, c.code, out, errs)
			}
			said := errs
			if code == 0 {
				said = strings.Join(strings.Fields(out+must(t, "quarantine", "list", "--warehouse", w)), " ")
			} else if strings.Count(strings.TrimSpace(errs), "\n") > 0 {
				t.Errorf("more than one sentence: %s", errs)
			}
			for _, want := range c.says {
				if !strings.Contains(said, want) {
					t.Errorf("says %q, want %q in it", said, want)
				}
			}
		})
	}
}

// TestCollapsedSnapshot loads a snapshot that has lost most of its rows after a
// whole one: it is refused until someone says why it is right.
func TestCollapsedSnapshot(t *testing.T) {
	t.Parallel()
	exports := filepath.Join(demoDir(t), "exports")
	w := filepath.Join(t.TempDir(), "w.duckdb")
	whole, err := filepath.Glob(filepath.Join(exports, "2025-26Q4", "caseline_*_carrowmere_*"))
	if err != nil || len(whole) == 0 {
		t.Fatalf("no whole export: %v", err)
	}
	must(t, append([]string{"ingest", "--warehouse", w}, whole...)...)
	cases := func() string {
		return must(t, "query", "run", "case_time", "--warehouse", w, "--as-of", "2026-06-30", "--format", "csv")
	}
	before := cases()
	must(t, "ingest", "--warehouse", w, filepath.Join(exports, "broken-header-only"))
	if cases() != before {
		t.Error("an export without rows withdrew cases")
	}
	broken := filepath.Join(exports, "broken-collapsed-snapshot")
	code, _, errs := call(t, "--quiet", "ingest", "--warehouse", w, broken)
	if code != 1 || !strings.Contains(errs, "has collapsed") || !strings.Contains(errs, "--accept") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if cases() != before {
		t.Error("a refused snapshot changed the figures")
	}
	must(t, "ingest", "--warehouse", w, "--accept", "the force moved most cases to another system", broken)
	if cases() == before {
		t.Error("an accepted snapshot changed nothing")
	}
	out := filepath.Join(t.TempDir(), "release")
	must(t, "publish", "--warehouse", w, "--out", out, "--as-of", "2026-06-30", "--no-drawings")
	for _, file := range []string{"manifest.json", "index.html", "board.html", "board-report.html"} {
		found, _ := filepath.Glob(filepath.Join(out, "*", file))
		if len(found) != 1 {
			t.Fatalf("%s: %v", file, found)
		}
		if data, err := os.ReadFile(found[0]); err != nil || !strings.Contains(string(data), "the force moved most cases to another system") {
			t.Errorf("%s does not say why a collapsed snapshot was accepted (%v)", file, err)
		}
	}
}
