package main

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRunWithoutExports lets the scheduled job find an inbox with no export in it:
// it publishes what is there, and refuses only where there is nothing yet.
func TestRunWithoutExports(t *testing.T) {
	longTests(t)
	inbox, out := t.TempDir(), filepath.Join(t.TempDir(), "release")
	w := firstQuarter(t)
	for _, stray := range []string{"", "desktop.ini"} {
		if stray != "" {
			if err := os.WriteFile(filepath.Join(inbox, stray), []byte("[x]"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		said := must(t, "run", "--inbox", inbox, "--warehouse", w, "--out", out, "--as-of", "2026-03-31")
		if !strings.Contains(said, "nothing to load") || !strings.Contains(said, "Published") {
			t.Errorf("%q in the inbox: %s", stray, said)
		}
	}
	missing := filepath.Join(t.TempDir(), "w.duckdb")
	code, _, errs := call(t, "--quiet", "run", "--inbox", inbox, "--warehouse", missing, "--out", out)
	if code != 1 || !strings.Contains(errs, "holds no file that is read") {
		t.Errorf("no warehouse and no export: exit code %d: %s", code, errs)
	}
}

// TestRunMaxUnpacked bounds what the scheduled job unpacks, as ingest does.
func TestRunMaxUnpacked(t *testing.T) {
	dir := t.TempDir()
	inbox := filepath.Join(dir, "inbox")
	if err := os.Mkdir(inbox, 0o700); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(inbox, "cases.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	z.Write([]byte("case_id,force,region,case_type,severity,opened_date,investigation_end,closed_date\n" + strings.Repeat("1,a,b,c,d,2025-01-01,,\n", 1000)))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	args := []string{"--quiet", "run", "--inbox", inbox, "--warehouse", filepath.Join(dir, "w.duckdb"), "--out", filepath.Join(dir, "release")}
	if code, _, errs := call(t, append(args, "--max-unpacked", "2KiB")...); code != 1 || !strings.Contains(errs, "allow more with --max-unpacked") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if code, _, errs := call(t, append(args, "--max-unpacked", "much")...); code != 2 || !strings.Contains(errs, "is not a size") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}
