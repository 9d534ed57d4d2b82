package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRunWithoutExports lets the scheduled job find an inbox with no export in it:
// it publishes what is there, and refuses only where there is nothing yet.
func TestRunWithoutExports(t *testing.T) {
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
