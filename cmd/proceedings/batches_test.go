package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// figures are the rows of some queries and the list of sources.
func figures(t *testing.T, w string, flags ...string) string {
	t.Helper()
	out := ""
	for _, name := range []string{"completeness", "limits_met", "load_accounting"} {
		out += must(t, append([]string{"query", "run", name, "--warehouse", w, "--as-of", demoAsOf, "--format", "csv"}, flags...)...)
	}
	return out
}

// TestUndoSecondQuarter takes the later extracts back: the figures are those of a warehouse that never had them.
func TestUndoSecondQuarter(t *testing.T) {
	t.Parallel()
	w, first := demoCopy(t), firstQuarter(t)
	exports := filepath.Join(demoDir(t), "exports", demoQuarters[1])
	status := func(w string) string {
		return strings.ReplaceAll(must(t, "status", "--warehouse", w)+must(t, "quarantine", "list", "--warehouse", w), w, "w.duckdb")
	}
	before, after := figures(t, first), figures(t, w)
	if after == before {
		t.Fatal("the later extracts change no figure: nothing would be proved")
	}
	if known := figures(t, w, "--known-at", "2026-03-31"); known != before {
		t.Error("as known at the end of the first quarter the figures differ from those of before")
	}
	out := must(t, "undo", "2", "--warehouse", w, "--reason", "the tracker was a draft")
	for _, want := range []string{"Batch 2 is undone", "18 files count no more", "PSU tracker Q1 2026-27.xlsx", "Current records: "} {
		if !strings.Contains(out, want) {
			t.Errorf("undo says %q, want %q in it", out, want)
		}
	}
	if got := figures(t, w); got != before {
		t.Errorf("after the undo:\n%s\nwant:\n%s", got, before)
	}
	if got, want := status(w), status(first); got != want {
		t.Errorf("after the undo:\n%s\nwant:\n%s", got, want)
	}
	history := must(t, "history", "--warehouse", w)
	if !strings.Contains(history, "undone on 21 November 2026, 12:00 UTC: the tracker was a draft") {
		t.Errorf("the history:\n%s", history)
	}
	if out := must(t, "ingest", "--warehouse", w, exports); strings.Contains(out, "loaded before") {
		t.Errorf("loaded again after the undo:\n%s", out)
	}
	if figures(t, w) != after {
		t.Error("loaded again, the figures differ from those of the first time")
	}
}

// TestUndoOnlyBatch leaves a warehouse that holds nothing and can be used.
func TestUndoOnlyBatch(t *testing.T) {
	t.Parallel()
	w := firstQuarter(t)
	must(t, "undo", "1", "--warehouse", w)
	if out := must(t, "status", "--warehouse", w); out != "The warehouse holds no export yet.\nNext: load exports: proceedings ingest EXPORTS --warehouse "+w+"\n" {
		t.Errorf("status: %s", out)
	}
	must(t, "query", "run", "findings", "--warehouse", w, "--as-of", demoAsOf)
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"undo", "1", "--warehouse", w}, 1, "undone before, on 21 November 2026"},
		{[]string{"undo", "9", "--warehouse", w}, 1, "there are 1 ("},
		{[]string{"undo", "--warehouse", w}, 2, "name one batch"},
		{[]string{"undo", "1", "--warehouse", w + "x"}, 1, "does not exist"},
		{[]string{"history", "--warehouse", w + "x"}, 1, "does not exist"},
		{[]string{"forget", "--warehouse", w}, 2, "--case REF"},
		{[]string{"forget", "--warehouse", w, "--case", "nothing"}, 1, "no such case"},
	} {
		code, out, errs := call(t, append([]string{"--quiet"}, c.args...)...)
		if code != c.code || out != "" || !strings.Contains(errs, c.says) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%v: exit code %d, %q, %q", c.args, code, out, errs)
		}
	}
}

// TestHistoryJSON reads the history as another program would.
func TestHistoryJSON(t *testing.T) {
	var batches []struct {
		Batch    int    `json:"batch"`
		LoadedAt string `json:"loaded_at"`
		Files    []struct {
			Extract   string `json:"extract_date"`
			Read      int64  `json:"rows_read"`
			Accepted  int64  `json:"rows_accepted"`
			Unchanged int64  `json:"rows_unchanged"`
			Held      int64  `json:"rows_quarantined"`
			Skipped   int64  `json:"rows_skipped"`
			Counts    bool   `json:"counts"`
		} `json:"files"`
	}
	w := filepath.Join(demoDir(t), "warehouse.duckdb")
	if err := json.Unmarshal([]byte(must(t, "history", "--warehouse", w, "--json")), &batches); err != nil {
		t.Fatal(err)
	}
	if len(batches) != 2 || batches[0].Batch != 2 || len(batches[0].Files) != 18 || batches[0].LoadedAt != "2026-11-21T12:00:00Z" {
		t.Fatalf("batches: %+v", batches)
	}
	for _, b := range batches {
		for _, f := range b.Files {
			if !f.Counts || f.Read == 0 || f.Read != f.Accepted+f.Unchanged+f.Held+f.Skipped || len(f.Extract) != 10 {
				t.Errorf("batch %d: %+v", b.Batch, f)
			}
		}
	}
	if out := must(t, "history", "--warehouse", w, "--files"); !strings.Contains(out, "31 March 2026") || !strings.Contains(out, "skipped: totals row") {
		t.Errorf("with its files:\n%s", out)
	}
}

// forgettable is a case of the sample with a proceeding, a review and a recommendation.
const forgettable = "CRW/00001/20"

// TestForgetCase erases a case of the demo: first what would go, then for good.
func TestForgetCase(t *testing.T) {
	t.Parallel()
	dir, w := t.TempDir(), demoCopy(t)
	out := filepath.Join(dir, "release")
	copyFolder(t, filepath.Join(demoDir(t), "release"), out)
	args := []string{"--quiet", "forget", "--case", forgettable, "--warehouse", w, "--out", out}
	code, plan, errs := call(t, args...)
	if code != 2 || !strings.Contains(errs, "--yes") || !holds(t, w, forgettable) {
		t.Fatalf("without --yes: exit code %d, %s", code, errs)
	}
	for _, want := range []string{"would be erased", "caseline_cases_carrowmere_20260630.csv", "PSU tracker Q4 2025-26.xlsx", filepath.Join(out, "2026-06-30-restricted-"), "Publish anew"} {
		if !strings.Contains(plan, want) {
			t.Errorf("the plan lacks %q:\n%s", want, plan)
		}
	}
	said := must(t, append(args[1:], "--yes", "--reason", "retention ended")...)
	if !strings.Contains(said, "The case is erased") {
		t.Errorf("says %s", said)
	}
	if holds(t, w, forgettable) {
		t.Error("the case is still in the bytes beside or of the warehouse")
	}
	report := must(t, "ingest", "--warehouse", w, copied(t, filepath.Join(demoDir(t), "exports", demoQuarters[1], "caseline_cases_carrowmere_20260630.csv")))
	if !strings.Contains(report, "skipped: the case was forgotten") || holds(t, w, forgettable) {
		t.Errorf("loaded again: %s", report)
	}
	must(t, "publish", "--warehouse", w, "--out", filepath.Join(dir, "anew"), "--as-of", demoAsOf, "--no-drawings")
	if holds(t, filepath.Join(dir, "anew"), forgettable) {
		t.Error("a new release holds the case")
	}
}

// copied is a copy of an export whose bytes differ at the end, so that it is loaded.
func copied(t *testing.T, export string) string {
	t.Helper()
	data, err := os.ReadFile(export)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), filepath.Base(export))
	if err := os.WriteFile(path, append(data, "\r\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// holds looks for a text in every byte of a file or folder, and of what lies beside it
// under the same name.
func holds(t *testing.T, path, text string) bool {
	t.Helper()
	beside, err := filepath.Glob(path + "*")
	if err != nil || len(beside) == 0 {
		t.Fatalf("nothing at %s: %v", path, err)
	}
	found := false
	for _, p := range beside {
		err := filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			found = found || bytes.Contains(data, []byte(text))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return found
}

// forgetVariable tells a second process of this test which warehouse to forget the case in,
// and at which line of progress to die.
const forgetVariable = "PROCEEDINGS_TEST_FORGET"

// TestForgetMe is that second process; on its own it does nothing.
func TestForgetMe(t *testing.T) {
	w, at, _ := strings.Cut(os.Getenv(forgetVariable), "\n")
	if w == "" {
		return
	}
	e := env{stdout: io.Discard, stderr: killer(at), now: today, getenv: func(string) string { return "" }}
	os.Exit(run(t.Context(), []string{"forget", "--yes", "--case", forgettable, "--warehouse", w}, e))
}

// TestKilledForget kills the erasing of a case at several steps and moments. The
// warehouse then holds all of it or nothing, and forgets it when told again.
func TestKilledForget(t *testing.T) {
	t.Parallel()
	longTests(t)
	from := firstQuarter(t)
	whole := cases(t, from)
	gone := firstQuarter(t)
	begun := time.Now()
	must(t, "forget", "--yes", "--case", forgettable, "--warehouse", gone)
	took := time.Since(begun)
	without := cases(t, gone)
	if whole == without {
		t.Fatal("the case changes no figure: nothing would be proved")
	}
	moments := []time.Duration{took * 9 / 10}
	steps := []string{"copying the warehouse", "putting the copy in its place"}
	for i := range 10 {
		moments = append(moments, took*time.Duration(i+1)/8)
	}
	all, nothing := 0, 0
	check := func(what string, kill func(*exec.Cmd)) {
		w := firstQuarter(t)
		killedForget(t, w, what, kill)
		switch cases(t, w) {
		case whole:
			all++
		case without:
			nothing++
		default:
			t.Errorf("killed at %s: the warehouse holds a part of the case", what)
		}
		if code, _, errs := call(t, "--quiet", "forget", "--yes", "--case", forgettable, "--warehouse", w); code != 0 && !strings.Contains(errs, "forgotten before") {
			t.Errorf("killed at %s, then told again: %s", what, errs)
		}
		if holds(t, w, forgettable) || cases(t, w) != without {
			t.Errorf("killed at %s, then told again: the case is still there", what)
		}
	}
	for _, at := range steps {
		check(at, nil)
	}
	for _, after := range moments {
		check(after.String(), func(cmd *exec.Cmd) {
			time.Sleep(after)
			_ = cmd.Process.Kill() // it may have ended
		})
	}
	t.Logf("%d kept all of the case, %d nothing", all, nothing)
}

// cases are the rows of one query over all cases.
func cases(t *testing.T, w string) string {
	t.Helper()
	return must(t, "query", "run", "completeness", "--warehouse", w, "--as-of", demoAsOf, "--format", "csv")
}

func killedForget(t *testing.T, w, at string, kill func(*exec.Cmd)) {
	t.Helper()
	cmd := child(t, os.Args[0], "forget", "--yes", "--case", forgettable, "--warehouse", w)
	if kill == nil {
		cmd = exec.Command(os.Args[0], "-test.run", "^TestForgetMe$")
		cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s\n%s", forgetVariable, w, at), "TMPDIR="+t.TempDir())
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if kill != nil {
		kill(cmd)
	}
	if err := cmd.Wait(); kill == nil && (err == nil || cmd.ProcessState.Exited()) {
		t.Fatalf("killed at %s: it ended by itself: %v", at, err)
	}
}
