package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// killVariable tells a second process of this test which warehouse to load, what
// into it, and at which line of progress to die.
const killVariable = "PROCEEDINGS_TEST_KILL"

// TestKillMe is that second process; on its own it does nothing.
func TestKillMe(t *testing.T) {
	path, rest, _ := strings.Cut(os.Getenv(killVariable), "\n")
	exports, at, _ := strings.Cut(rest, "\n")
	if path == "" {
		return
	}
	run(t.Context(), []string{"ingest", "--warehouse", path, exports}, env{stdout: io.Discard, stderr: killer(at), now: today, getenv: func(string) string { return "" }})
}

// killer is a writer that ends the process, as a power cut would, at a line with that text.
type killer string

func (k killer) Write(p []byte) (int, error) {
	if strings.Contains(string(p), string(k)) {
		me, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = me.Kill()
		}
		if err == nil {
			select {} // the signal is on its way
		}
		return 0, err
	}
	return len(p), nil
}

// TestKilledLoad kills loads of the later extracts: in the middle, and when all
// files are in and nothing is saved. The warehouse then holds what it held, and
// takes the load when it comes again.
func TestKilledLoad(t *testing.T) {
	t.Parallel()
	longTests(t)
	dir, w := demoDir(t), firstQuarter(t)
	exports := filepath.Join(dir, "exports", demoQuarters[1])
	state := func(w string) string {
		out := must(t, "status", "--warehouse", w) + must(t, "quarantine", "list", "--warehouse", w)
		for _, name := range []string{"completeness", "open_proceedings", "limits_met", "load_accounting"} {
			out += must(t, "query", "run", name, "--warehouse", w, "--as-of", demoAsOf, "--format", "csv")
		}
		return strings.ReplaceAll(out, w, "w.duckdb")
	}
	before := state(w)
	for _, at := range []string{"[9/18]", "[18/18] saving"} {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestKillMe$")
		cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s\n%s\n%s", killVariable, w, exports, at), "TMPDIR="+t.TempDir())
		if out, err := cmd.CombinedOutput(); err == nil || cmd.ProcessState.Exited() {
			t.Fatalf("killed at %s: the load ended by itself: %v\n%s", at, err, out)
		}
		if after := state(w); after != before {
			t.Errorf("killed at %s: the warehouse holds\n%s\nbefore:\n%s", at, after, before)
		}
	}
	must(t, "ingest", "--warehouse", w, exports)
	if got, want := state(w), state(filepath.Join(dir, "warehouse.duckdb")); got != want {
		t.Errorf("loaded after all, the warehouse holds\n%s\nwant\n%s", got, want)
	}
}
