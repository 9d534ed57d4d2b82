package main

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"proceedings/ingest/warehouse"
)

// TestRunWithoutExports lets the scheduled job find an inbox with no export in it:
// it publishes what is there, and refuses only where there is nothing yet.
func TestRunWithoutExports(t *testing.T) {
	t.Parallel()
	longTests(t)
	inbox, out := t.TempDir(), filepath.Join(t.TempDir(), "release")
	w := firstQuarter(t)
	for _, stray := range []string{"", "desktop.ini"} {
		if stray != "" {
			if err := os.WriteFile(filepath.Join(inbox, stray), []byte("[x]"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		said := must(t, "run", "--inbox", inbox, "--warehouse", w, "--out", out, "--as-of", "2026-03-31", "--packs", "0", "--no-drawings")
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
	t.Parallel()
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

// TestRunLeavesAlerts runs the job before and after a quarter's exports come, and once more.
func TestRunLeavesAlerts(t *testing.T) {
	t.Parallel()
	longTests(t)
	w, inbox, dir := firstQuarter(t), t.TempDir(), t.TempDir()
	out := filepath.Join(dir, "release")
	job := func(args ...string) (int, string, string) {
		t.Helper()
		return call(t, append([]string{"run", "--inbox", inbox, "--warehouse", w, "--out", out, "--packs", "0", "--no-drawings", "--quiet"}, args...)...)
	}
	alerts := func(name string) string {
		t.Helper()
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	code, said, errs := job()
	if code != exitDone || !strings.Contains(said, "a new release; no alert") || alerts(filepath.Join(out, "alerts.txt")) != "" {
		t.Fatalf("the first: exit code %d\n%s%s", code, said, errs)
	}
	if err := os.CopyFS(inbox, os.DirFS(filepath.Join(demoDir(t), "exports", demoQuarters[1]))); err != nil {
		t.Fatal(err)
	}
	code, said, errs = job("--alerts", filepath.Join(dir, "new.txt"), "--json")
	if code != exitAlerts || !strings.HasPrefix(said, "{") || strings.Count(said, "\n") != 1 || !strings.Contains(said, `"release_is_new":true`) {
		t.Errorf("a quarter's exports: exit code %d\n%s%s", code, said, errs)
	}
	for _, line := range strings.Split(strings.TrimSpace(errs), "\n") {
		if !strings.HasPrefix(line, `{"time":"2026-11-21T12:00:00Z","level":"info","msg":"`) {
			t.Errorf("the log has the line %s", line)
		}
	}
	text := alerts(filepath.Join(dir, "new.txt"))
	for _, want := range []string{"New breach: ", "New signal: ", "Rows held: "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in the alerts:\n%s", want, text)
		}
	}
	if strings.Contains(text, "CRW/") {
		t.Errorf("the alerts name a case:\n%s", text)
	}
	if code, said, _ = job("--alerts", filepath.Join(dir, "new")); code != exitDone || !strings.Contains(said, "the release is the same as before; no alert") || alerts(filepath.Join(dir, "new.txt")) != "" {
		t.Errorf("once more: exit code %d\n%s", code, said)
	}
	// One that fails says so where the mail looks, and the last release stands.
	before := released(t, out)
	if err := os.RemoveAll(inbox); err != nil {
		t.Fatal(err)
	}
	code, said, errs = job("--alerts", filepath.Join(dir, "new"))
	if code != exitFailed || !strings.Contains(said, "nothing published") || !strings.Contains(errs, "cannot be read") || !strings.Contains(alerts(filepath.Join(dir, "new.txt")), "Failed: the inbox") || released(t, out) != before {
		t.Errorf("without an inbox: exit code %d\n%s%s", code, said, errs)
	}
}

// Two runs on one warehouse never meet, and one that ended leaves nothing in the way.
func TestRunAlone(t *testing.T) {
	t.Parallel()
	w := filepath.Join(t.TempDir(), "w.duckdb")
	leave, err := warehouse.Alone(w + ".run")
	if err != nil {
		t.Fatal(err)
	}
	code, _, errs := call(t, "run", "--inbox", t.TempDir(), "--warehouse", w, "--out", t.TempDir())
	if code != exitBusy || !strings.Contains(errs, "another run on "+w+" is under way") {
		t.Errorf("beside another: exit code %d, %s", code, errs)
	}
	leave()
	for range 2 {
		if code, _, errs := call(t, "run", "--inbox", t.TempDir(), "--warehouse", w, "--out", t.TempDir()); code != exitFailed || strings.Contains(errs, "under way") {
			t.Errorf("after it: exit code %d, %s", code, errs)
		}
	}
	// What a killed run leaves is the file without its lock.
	if err := os.WriteFile(w+".run", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := call(t, "run", "--inbox", t.TempDir(), "--warehouse", w, "--out", t.TempDir()); code == exitBusy {
		t.Errorf("after one that was killed: %s", errs)
	}
}
