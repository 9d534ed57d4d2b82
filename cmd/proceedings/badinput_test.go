package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBadInput wants one clear sentence, a non-zero exit code and nothing changed.
func TestBadInput(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	empty := filepath.Join(dir, "empty-folder")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	w := filepath.Join(dir, "w.duckdb")
	cases := []struct {
		name string
		args []string
		says string
		code int
	}{
		{"empty file", []string{"ingest", "--warehouse", w, write("a/cases.csv", "")}, "the file is empty", 1},
		{"empty folder", []string{"ingest", "--warehouse", w, empty}, "holds no file that is read (.csv, .xlsx", 1},
		{"wrong extension", []string{"ingest", "--warehouse", w, write("b/cases.pdf", "x")}, "are not read", 1},
		{"no such file", []string{"ingest", "--warehouse", w, filepath.Join(dir, "nowhere.csv")}, "there is no such file", 1},
		{"no profile", []string{"ingest", "--warehouse", w, write("c/unheard-of.csv", "a,b\n1,2\n")}, "no source profile fits", 1},
		{"missing column", []string{"ingest", "--warehouse", w, write("d/cases.csv", "case_id,force\n1,2\n")}, `columns missing: "region"`, 1},
		{"not a workbook", []string{"ingest", "--warehouse", w, write("e/recs_wforces_refs.xlsx", "not a workbook")}, "not an Excel workbook", 1},
		{"cut short in a quoted cell", []string{"ingest", "--warehouse", w, write("f/cases.csv", "case_id,force,region,case_type,severity,opened_date,investigation_end,closed_date\n\"1,a,b,c,d,2025-01-01,")}, "ends in the middle of a quoted cell", 1},
		{"bad size", []string{"ingest", "--warehouse", w, "--max-unpacked", "8 gigs", "x.csv"}, "write it as 8GiB", 2},
		{"no warehouse named", []string{"ingest", "x.csv"}, "--warehouse", 2},
		{"nothing named", []string{"ingest", "--warehouse", w}, "name at least one export", 2},
		{"missing warehouse", []string{"publish", "--warehouse", filepath.Join(dir, "none.duckdb"), "--out", filepath.Join(dir, "r")}, "does not exist", 1},
		{"not a warehouse", []string{"status", "--warehouse", write("g/w.duckdb", "this is not a database at all, but some text that goes on")}, "is not a warehouse", 1},
		{"a folder as warehouse", []string{"status", "--warehouse", dir}, "is a folder", 1},
		{"bad date", []string{"publish", "--warehouse", w, "--as-of", "31/03/2026"}, `--as-of "31/03/2026" is not a date`, 2},
		{"impossible date", []string{"publish", "--warehouse", w, "--as-of", "2026-02-30"}, "is not a date", 2},
		{"bad period", []string{"publish", "--warehouse", w, "--period", "2026Q1"}, "2025-26Q4", 2},
		{"period after as-of", []string{"publish", "--warehouse", w, "--as-of", "2026-03-31", "--period", "2026-27Q1"}, "after --as-of", 2},
		{"unknown edition", []string{"publish", "--warehouse", w, "--edition", "public"}, "there are restricted and shareable", 2},
		{"threshold too low", []string{"publish", "--warehouse", w, "--edition", "shareable", "--threshold", "2"}, "--threshold 2", 2},
		{"unknown verb", []string{"publsh"}, "did you mean publish?", 2},
		{"unknown flag", []string{"publish", "--frm", "x"}, "unknown flag", 2},
		{"unknown query", []string{"query", "run", "nothing", "--warehouse", w}, "there is no query named", 1},
		{"unknown format", []string{"query", "run", "findings", "--warehouse", w, "--format", "xml"}, "table, csv and json", 2},
		{"query of one case", []string{"query", "run", "case_clocks", "--warehouse", w}, "proceedings clock CASE", 2},
		{"profiles not a folder", []string{"ingest", "--warehouse", w, "--profiles", filepath.Join(dir, "none"), write("h/cases.csv", "x\n1\n")}, "not a folder", 1},
		{"no inbox", []string{"run", "--warehouse", w, "--inbox", filepath.Join(dir, "none")}, "inbox", 1}, // its summary is tested with run
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			code, out, errs := call(t, append([]string{"--quiet"}, c.args...)...)
			if code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			if !strings.Contains(errs, c.says) {
				t.Errorf("says %q, want %q in it", errs, c.says)
			}
			if out != "" && c.args[0] != "run" {
				t.Errorf("standard output: %q", out)
			}
			if n := strings.Count(strings.TrimSpace(errs), "\n"); n > 0 {
				t.Errorf("%d lines instead of one sentence: %s", n+1, errs)
			}
		})
	}
	if _, err := os.Stat(w); err == nil {
		t.Error("a refused load made a warehouse")
	}
}

// TestRefusedLoadChangesNothing names a good file and a broken one in one run.
func TestRefusedLoadChangesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := filepath.Join(dir, "w.duckdb")
	good := filepath.Join(dir, "cases.csv")
	head := "case_id,force,region,case_type,severity,opened_date,investigation_end,closed_date\n"
	if err := os.WriteFile(good, []byte(head+"1,a,b,c,d,2025-01-01,,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	must(t, "ingest", "--warehouse", w, good)
	before := must(t, "status", "--warehouse", w)
	bad := filepath.Join(dir, "milestones.csv")
	if err := os.WriteFile(bad, []byte("case_id,proceeding_id,event,event_date\n\"1,2"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(good, []byte(head+"2,a,b,c,d,2025-01-01,,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, _ := call(t, "--quiet", "ingest", "--warehouse", w, good, bad); code == 0 {
		t.Fatal("a broken file was loaded")
	}
	if after := must(t, "status", "--warehouse", w); after != before {
		t.Errorf("a refused load changed the warehouse:\n%s\nbefore:\n%s", after, before)
	}
}
