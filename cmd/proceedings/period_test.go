package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// oneCase loads one case from an export that speaks for 31 December 2025.
func oneCase(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	export := filepath.Join(dir, "cases.csv")
	if err := os.WriteFile(export, []byte("case_id,force,region,case_type,severity,opened_date,investigation_end,closed_date\n1,a,b,c,d,2025-01-01,,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	w := filepath.Join(dir, "w.duckdb")
	must(t, "ingest", "--warehouse", w, export)
	return w
}

// TestAsOf asks for figures on several days of a warehouse whose exports reach
// 31 December 2025, on 21 November 2026.
func TestAsOf(t *testing.T) {
	t.Parallel()
	w := oneCase(t)
	for name, c := range map[string]struct {
		flags []string
		code  int
		says  []string
	}{
		"default":        {nil, 0, []string{"figures are as of 31 December 2025", "As of 31 December 2025, period 2025-26Q3"}},
		"later":          {[]string{"--as-of", "2026-03-31"}, 0, []string{"Warning: the exports held speak for days up to 31 December 2025 only", "As of 31 March 2026"}},
		"earlier":        {[]string{"--as-of", "2025-05-15"}, 0, []string{"As of 15 May 2025, period 2024-25Q4"}},
		"period":         {[]string{"--period", "2025-26Q2"}, 0, []string{"As of 30 September 2025, period 2025-26Q2"}},
		"future":         {[]string{"--as-of", "2026-11-22"}, 2, []string{"lies in the future"}},
		"period to come": {[]string{"--period", "2026-27Q3"}, 2, []string{"is not over yet"}},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errs := call(t, append([]string{"query", "run", "case_time", "--warehouse", w}, c.flags...)...)
			if code != c.code {
				t.Errorf("exit code %d, want %d", code, c.code)
			}
			for _, want := range c.says {
				if !strings.Contains(errs, want) {
					t.Errorf("says %q, want %q in it", errs, want)
				}
			}
			if c.code == 0 && name != "later" && strings.Contains(errs, "Warning") {
				t.Errorf("warns without need: %s", errs)
			}
		})
	}
}

// TestOtherKeys loads with other keys than those that people were hashed with.
func TestOtherKeys(t *testing.T) {
	t.Parallel()
	w := oneCase(t)
	keys := w + ".keys"
	export := filepath.Join(filepath.Dir(w), "cases.csv")
	was, err := os.ReadFile(keys)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(says string) {
		t.Helper()
		code, _, errs := call(t, "--quiet", "ingest", "--warehouse", w, export)
		if code != 1 || !strings.Contains(errs, says) {
			t.Errorf("exit code %d: %q, want %q in it", code, errs, says)
		}
	}
	if err := os.Remove(keys); err != nil {
		t.Fatal(err)
	}
	refused("are missing: restore")
	if _, err := os.Stat(keys); err == nil {
		t.Error("new keys were made for a warehouse that has its own")
	}
	if err := os.WriteFile(keys, []byte(strings.NewReplacer("0", "1", "1", "0").Replace(string(was))), 0o600); err != nil {
		t.Fatal(err)
	}
	refused("are not those that the people in the warehouse were hashed with")
	if err := os.WriteFile(keys, was, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "ingest", "--warehouse", w, export); !strings.Contains(out, "loaded before") {
		t.Errorf("with its own keys: %s", out)
	}
}
