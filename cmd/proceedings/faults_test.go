package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"proceedings/ingest/warehouse"
)

// kills is how often the load of TestKilledAtRandom must be killed.
const kills = 200

// writeExports writes the four exports of the benchmark's shape, with n cases
// that have a name of their own in each edition.
func writeExports(t *testing.T, dir, edition string, n int) {
	t.Helper()
	files := map[string]*strings.Builder{}
	for name, header := range map[string]string{
		"cases.csv":      "case_id,force,region,case_type,severity,opened_date,investigation_end,closed_date\n",
		"milestones.csv": "case_id,proceeding_id,event,event_date\n",
	} {
		files[name] = &strings.Builder{}
		files[name].WriteString(header)
	}
	for i := range n {
		id := fmt.Sprintf("%s/%06d", edition, i)
		fmt.Fprintf(files["cases.csv"], "%s,Avonmere,South,conduct,gross,2025-%02d-%02d,,\n", id, i%12+1, i%28+1)
		for j := range 4 {
			fmt.Fprintf(files["milestones.csv"], "%s,%s-P%d,Referred,2025-%02d-%02d\n", id, id, j, j%12+1, i%28+1)
		}
		if i%50 == 0 { // rows that wait, so that the quarantine is written too
			fmt.Fprintf(files["milestones.csv"], "%s,%s-P0,Referred,2025-02-31\n", id, id)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// holdings is what a warehouse holds: its files with their accounting, and how
// many versions of each kind of record.
func holdings(t *testing.T, path string) string {
	t.Helper()
	db, err := warehouse.OpenSession(t.Context(), path, warehouse.Settings{Threads: 1})
	if err != nil {
		t.Fatalf("the warehouse does not open: %v", err)
	}
	defer db.Close()
	var out string
	err = db.QueryRowContext(t.Context(), `SELECT coalesce((SELECT string_agg(concat_ws(' ', name, sha256, rows_read, rows_accepted, rows_quarantined), chr(10) ORDER BY file_no) FROM wh.load.file), '')
		|| concat_ws(' ', ' cases', (SELECT count(*) FROM wh.rec."case"), 'events', (SELECT count(*) FROM wh.rec.event), 'problems', (SELECT count(*) FROM wh.load.problem))`).Scan(&out)
	if err != nil {
		t.Fatalf("the warehouse cannot be read: %v", err)
	}
	return out
}

// TestKilledAtRandom kills loads at random moments, as a power cut would. The
// warehouse then opens and holds all of the batch or none of it, and each row
// counted as held back can be listed.
func TestKilledAtRandom(t *testing.T) {
	t.Parallel()
	longTests(t)
	dir := t.TempDir()
	first, second, held := filepath.Join(dir, "first"), filepath.Join(dir, "second"), filepath.Join(dir, "held")
	writeExports(t, first, "A", 2000)
	writeExports(t, second, "B", 4000)
	must(t, "ingest", "--warehouse", filepath.Join(held, "w.duckdb"), "--extract-date", "2026-03-31", first)
	none := holdings(t, filepath.Join(held, "w.duckdb"))

	work := filepath.Join(dir, "work")
	w := filepath.Join(work, "w.duckdb")
	args := []string{"ingest", "--warehouse", w, "--extract-date", "2026-06-30", "--accept", "another set of cases", second}
	copyFolder(t, held, work)
	began := time.Now()
	if out, err := child(t, os.Args[0], args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(began)
	all := holdings(t, w)

	random := rand.New(rand.NewPCG(8, 8))
	outcomes := map[string]int{}
	for outcomes["none"]+outcomes["all"] < kills {
		copyFolder(t, held, work)
		cmd := child(t, os.Args[0], args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(killAfter(random, took))
		cmd.Process.Kill()
		if cmd.Wait(); cmd.ProcessState.Exited() {
			outcomes["ended before the kill"]++
			if outcomes["ended before the kill"] > 10*kills {
				t.Fatalf("the loads end before they are killed: %v", outcomes)
			}
			continue
		}
		switch got := holdings(t, w); got {
		case none:
			outcomes["none"]++
		case all:
			outcomes["all"]++
			if out := must(t, "quarantine", "list", "--warehouse", w); strings.Contains(out, "have been removed") {
				t.Errorf("rows held back are lost: %s", out)
			}
		default:
			t.Fatalf("killed, the warehouse holds\n%s\nwant\n%s\nor\n%s", got, none, all)
		}
	}
	t.Logf("%d kills: %v", kills, outcomes)
	must(t, args...)
	if got := holdings(t, w); got != all {
		t.Errorf("loaded after the last kill, the warehouse holds\n%s\nwant\n%s", got, all)
	}
	if left, err := filepath.Glob(w + ".rewriting*"); err != nil || len(left) > 0 {
		t.Errorf("the killed loads left %v (%v)", left, err)
	}
}

// TestNeverWrittenInPlace gives the warehouse a second name before each verb that changes
// it. Under that name it stays what it was, to the byte: the engine's own checkpoint
// overwrites blocks that it still needs, and a file killed in the middle of that cannot be
// read.
func TestNeverWrittenInPlace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, second, w := filepath.Join(dir, "first"), filepath.Join(dir, "second"), filepath.Join(dir, "held", "w.duckdb")
	writeExports(t, first, "A", 200)
	writeExports(t, second, "B", 400)
	ingest := func(date string, more ...string) []string {
		return append([]string{"ingest", "--warehouse", w, "--extract-date", date}, more...)
	}
	must(t, ingest("2026-03-31", first)...)
	row := regexp.MustCompile(`\b[0-9a-f]{12}\b`).FindString(must(t, "quarantine", "list", "--warehouse", w))
	for i, verb := range []struct {
		args    []string
		changes bool
	}{
		{ingest("2026-06-30", "--accept", "another set", "--dry-run", second), false},
		{ingest("2026-06-30", "--accept", "another set", second), true},
		{ingest("2026-06-30", second), false}, // loaded before
		{[]string{"undo", "2", "--warehouse", w, "--reason", "a test"}, true},
		{[]string{"quarantine", "accept", row, "--warehouse", w, "--reason", "lost"}, true},
		{[]string{"forget", "--case", "A/000001", "--warehouse", w, "--reason", "a test", "--yes"}, true},
	} {
		old := fmt.Sprintf("%s.%d", w, i)
		if err := os.Link(w, old); err != nil {
			t.Fatal(err)
		}
		before := hashes(t, filepath.Dir(w))
		must(t, verb.args...)
		after := hashes(t, filepath.Dir(w))
		if name := filepath.Base(old); after[name] != before[name] {
			t.Errorf("%v wrote to the file that was there", verb.args)
		}
		if changed := after["w.duckdb"] != before["w.duckdb"]; changed != verb.changes {
			t.Errorf("%v changed the warehouse: %v", verb.args, changed)
		}
		if info, err := os.Stat(w); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("after %v: %v, %v", verb.args, info.Mode(), err)
		}
	}
}

// undoKills is how often the undo of TestUndoKilledAtRandom must be killed.
const undoKills = 15

// TestUndoKilledAtRandom kills undos at random moments. The batch then counts, or is
// undone, whole; undone at last, the warehouse says what it said before the batch came.
func TestUndoKilledAtRandom(t *testing.T) {
	t.Parallel()
	longTests(t)
	held := filepath.Dir(demoCopy(t))
	says := func(w string) string {
		return must(t, "quarantine", "list", "--warehouse", w) + must(t, "query", "run", "load_accounting", "--warehouse", w, "--as-of", demoAsOf, "--format", "csv")
	}
	before := says(firstQuarter(t))
	all := says(filepath.Join(held, "w.duckdb"))
	work := filepath.Join(t.TempDir(), "work")
	w := filepath.Join(work, "w.duckdb")
	args := []string{"undo", "2", "--warehouse", w, "--reason", "killed"}
	copyFolder(t, held, work)
	began := time.Now()
	if out, err := child(t, os.Args[0], args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(began)
	random := rand.New(rand.NewPCG(15, 15))
	outcomes := map[string]int{}
	for outcomes["stands"]+outcomes["undone"] < undoKills {
		copyFolder(t, held, work)
		cmd := child(t, os.Args[0], args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(took))))
		cmd.Process.Kill()
		if cmd.Wait(); cmd.ProcessState.Exited() {
			if outcomes["ended before the kill"]++; outcomes["ended before the kill"] > 10*undoKills {
				t.Fatalf("the undos end before they are killed: %v", outcomes)
			}
			continue
		}
		history := must(t, "history", "--warehouse", w)
		switch got := says(w); {
		case got == all && !strings.Contains(history, "undone on"):
			outcomes["stands"]++
			must(t, args...)
			if says(w) != before {
				t.Error("undone after the kill, the warehouse says something else than before the batch came")
			}
		case got == before && strings.Contains(history, "undone on"):
			outcomes["undone"]++
		default:
			t.Fatalf("killed, the warehouse says\n%s\n%s", history, got)
		}
	}
	t.Logf("%d kills: %v", undoKills, outcomes)
}

// killAfter is a random moment of a load that takes that long: every second one
// lies near its end, where it is saved.
func killAfter(random *rand.Rand, took time.Duration) time.Duration {
	if random.IntN(2) == 0 {
		return time.Duration(random.Int64N(int64(took)))
	}
	return took*7/10 + time.Duration(random.Int64N(int64(took)*4/10))
}

// TestTwoRunsAtOnce starts two loads of one warehouse: one of them loads, the
// other loads after it or says that the warehouse is in use.
func TestTwoRunsAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	exports, w := filepath.Join(dir, "exports"), filepath.Join(dir, "w.duckdb")
	writeExports(t, exports, "A", 500)
	for round := range 3 {
		var group sync.WaitGroup
		var text [2]string
		var failed [2]bool
		for i := range text {
			cmd := child(t, os.Args[0], "ingest", "--warehouse", w, "--extract-date", "2026-03-31", exports)
			group.Go(func() {
				out, err := cmd.CombinedOutput()
				text[i], failed[i] = string(out), err != nil
			})
		}
		group.Wait()
		if failed[0] && failed[1] {
			t.Fatalf("round %d: both failed:\n%s\n%s", round, text[0], text[1])
		}
		for i := range text {
			if failed[i] && !strings.Contains(text[i], "another program has") {
				t.Errorf("round %d: %s", round, text[i])
			}
		}
		if got := holdings(t, w); !strings.HasSuffix(got, "cases 500 events 2000 problems 10") {
			t.Errorf("round %d: %s", round, got)
		}
	}
}

// TestExportBeingWritten changes an export between the moment it was found and
// the moment it is read.
func TestExportBeingWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	exports, w := filepath.Join(dir, "exports"), filepath.Join(dir, "w.duckdb")
	writeExports(t, exports, "A", 50)
	var out bytes.Buffer
	grow := growing{file: filepath.Join(exports, "milestones.csv"), at: "milestones.csv"}
	code := run(t.Context(), []string{"ingest", "--warehouse", w, "--extract-date", "2026-03-31", exports}, env{stdout: &out, stderr: &grow, now: today, getenv: func(string) string { return "" }})
	if code != 1 || !strings.Contains(grow.said.String(), "changed while it was read") {
		t.Errorf("exit code %d: %s", code, grow.said.String())
	}
	if _, err := os.Stat(w); !os.IsNotExist(err) {
		t.Errorf("the warehouse was made all the same: %v", err)
	}
}

// growing is a writer that appends to a file when a line of progress names it.
type growing struct {
	file, at string
	said     bytes.Buffer
}

func (g *growing) Write(p []byte) (int, error) {
	g.said.Write(p)
	if !strings.Contains(string(p), "/"+g.at) || strings.Contains(string(p), "changed while") {
		return len(p), nil
	}
	f, err := os.OpenFile(g.file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	_, err = f.WriteString("A/000001,,Referred,2025-03-01\n")
	return len(p), err
}
