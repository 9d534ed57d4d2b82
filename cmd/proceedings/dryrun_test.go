package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestDryRunSavesNothing tries loads into no warehouse and into one that is there.
func TestDryRunSavesNothing(t *testing.T) {
	t.Parallel()
	w := firstQuarter(t)
	dir := filepath.Dir(w)
	later, err := filepath.Glob(filepath.Join(sampleFolder(t), demoQuarters[1], "caseline_*_aldermoor_*")) // with rows that are held back
	if err != nil || len(later) < 2 {
		t.Fatalf("exports of one force: %v, %v", later, err)
	}
	before := hashes(t, dir)
	tried := must(t, append([]string{"ingest", "--dry-run", "--warehouse", w}, later...)...)
	if after := hashes(t, dir); len(after) != len(before) || after["w.duckdb"] != before["w.duckdb"] || after["w.duckdb.keys"] != before["w.duckdb.keys"] {
		t.Errorf("the dry run changed files: %v, before %v", after, before)
	}
	note := "\nThis was a dry run: nothing was saved.\n"
	if !strings.HasSuffix(tried, note) {
		t.Errorf("it does not say that nothing was saved:\n%s", tried)
	}
	// A load goes on to say where the rows held back can be seen.
	loaded, see, _ := strings.Cut(must(t, append([]string{"ingest", "--warehouse", w}, later...)...), "\n\n")
	if loaded+"\n" != strings.TrimSuffix(tried, note) || !strings.Contains(see, "quarantine list --warehouse "+w) {
		t.Errorf("the load says\n%s\nthe dry run said\n%s", loaded, tried)
	}
	none := filepath.Join(t.TempDir(), "folder", "w.duckdb")
	if out := must(t, append([]string{"ingest", "--dry-run", "--warehouse", none}, later...)...); !strings.Contains(out, "nothing was saved") {
		t.Error(out)
	}
	if _, err := os.Stat(filepath.Dir(none)); err == nil {
		t.Error("a dry run made the warehouse's folder")
	}
}

// TestDryRunSaysRefused wants the accounting and the refusal of a snapshot that
// lost most of its rows.
func TestDryRunSaysRefused(t *testing.T) {
	t.Parallel()
	dir, w, export := plantedFolder(t)
	head := "ref,name,warrant,rank,closed\n"
	write := func(path, rows string) {
		if err := os.WriteFile(path, []byte(head+rows), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	many := strings.Builder{}
	for _, tens := range "0123" {
		for _, ones := range "0123456789" {
			many.WriteString("S" + string(tens) + string(ones) + ",,,,\n")
		}
	}
	write(export, many.String())
	must(t, "ingest", "--warehouse", w, "--profiles", filepath.Join(dir, "profiles"), export)
	few := filepath.Join(dir, "small_2026-06-30.csv")
	write(few, "S00,,,,\n")
	code, out, errs := call(t, "--quiet", "ingest", "--dry-run", "--warehouse", w, "--profiles", filepath.Join(dir, "profiles"), few)
	if code != 1 || !strings.Contains(errs, "40 (2026-03-31)") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if !regexp.MustCompile(`1 +0 +1 +0 +0 .*small_2026-06-30.csv`).MatchString(out) || !strings.Contains(out, "are withdrawn") || !strings.Contains(out, "nothing was saved") {
		t.Errorf("it says\n%s", out)
	}
}

// TestKilledDryRun kills dry runs while they work on their copy of the warehouse: the next
// verb that changes the warehouse, or the next dry run, removes what they left.
func TestKilledDryRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	exports, w := filepath.Join(dir, "exports"), filepath.Join(dir, "data", "w.duckdb")
	writeExports(t, exports, "A", 2000)
	args := []string{"ingest", "--warehouse", w, "--extract-date", "2026-03-31", exports}
	must(t, args...)
	before := hashes(t, filepath.Dir(w))
	later := filepath.Join(dir, "later")
	writeExports(t, later, "B", 2000)
	for _, next := range [][]string{
		{"ingest", "--dry-run", "--warehouse", w, "--extract-date", "2026-03-31", exports},
		args,
	} {
		cmd := child(t, os.Args[0], "ingest", "--dry-run", "--warehouse", w, "--extract-date", "2026-06-30", "--accept", "another set of cases", later)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		copied := filepath.Join(w+".rewriting", "w.duckdb")
		for range 20000 {
			if _, err := os.Stat(copied); err == nil {
				break
			}
			time.Sleep(time.Millisecond)
		}
		_, _ = cmd.Process.Kill(), cmd.Wait()
		if _, err := os.Stat(copied); err != nil {
			t.Fatalf("the killed run left no copy, so that nothing is tested: %v", err)
		}
		must(t, next...)
		if after := hashes(t, filepath.Dir(w)); !maps.Equal(after, before) {
			t.Errorf("after %v there are %v, before %v", next, after, before)
		}
	}
}
