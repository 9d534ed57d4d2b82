//go:build linux

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// forces are those of the sample whose exports come in files of their own.
var forces = []string{"aldermoor", "brackenshire", "carrowmere", "dunmarsh", "eastwold", "fernholt", "greyhaven", "harrowdale"}

// exportsOf are the files of one force in the extracts of a quarter.
func exportsOfForce(t *testing.T, quarter, force string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(sampleFolder(t), quarter, "*_"+force+"_*"))
	if err != nil || len(found) == 0 {
		t.Fatalf("%s has no exports in %s: %v", force, quarter, err)
	}
	return found
}

// exportsOfAll are the files of a quarter that speak for all forces.
func exportsOfAll(t *testing.T, quarter string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(sampleFolder(t), quarter, "*"))
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, f := range all {
		if !strings.HasPrefix(filepath.Base(f), "caseline_") {
			out = append(out, f)
		}
	}
	return out
}

// fileOfAll is the release of a file into which the sample was loaded by one program.
func fileOfAll(t *testing.T, keys string) string {
	t.Helper()
	w := filepath.Join(t.TempDir(), "w.duckdb")
	for _, q := range demoQuarters {
		must(t, "ingest", "--warehouse", w, "--keys", keys, filepath.Join(sampleFolder(t), q))
	}
	return releaseOf(t, "--warehouse", w, "--keys", keys)
}

// TestManyWriters lets eight programs load the exports of eight forces into one lake while two publish, and starts the
// catalogue's server anew meanwhile. The release is then, byte for byte, that of a file.
func TestManyWriters(t *testing.T) {
	longTests(t)
	t.Chdir(t.TempDir())
	p := startPostgres(t)
	d := newDesk(t, p, "psd")
	d.must(t, append([]string{"ingest"}, exportsOfAll(t, demoQuarters[0])...)...)
	var work sync.WaitGroup
	for _, force := range forces {
		work.Go(func() {
			for _, q := range demoQuarters {
				cmd := child(t, os.Args[0], d.args(append([]string{"ingest"}, exportsOfForce(t, q, force)...)...)...)
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%s %s: %v\n%s", force, q, err, out)
				}
			}
		})
	}
	for range 2 {
		out := t.TempDir()
		work.Go(func() {
			for range 3 {
				cmd := child(t, os.Args[0], d.args("publish", "--no-drawings", "--as-of", demoAsOf, "--out", out)...)
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("publish: %v\n%s", err, out)
				}
			}
		})
	}
	time.Sleep(5 * time.Second)
	p.restart(t)
	work.Wait()
	d.must(t, append([]string{"ingest"}, exportsOfAll(t, demoQuarters[1])...)...)
	if got, want := d.release(t), fileOfAll(t, d.flags[5]); got != want {
		t.Errorf("the lake gives release %s, a file %s", got, want)
	}
}

// takeBack undoes every batch that stands but the first.
func (d desk) takeBack(t *testing.T) {
	t.Helper()
	for line := range strings.Lines(d.must(t, "history")) {
		cells := strings.Fields(line)
		if len(cells) > 2 && cells[len(cells)-1] == "yes" && cells[0] != "1" {
			d.must(t, "undo", cells[0], "--reason", "it comes again")
		}
	}
}

// killRounds is how many loads are killed.
const killRounds = 100

// TestWritersKilled kills loads into a lake at random moments, two at a time. What one of them saved before it died
// is taken back, so that all of it comes again. In the end the release is that of a file.
func TestWritersKilled(t *testing.T) {
	longTests(t)
	t.Chdir(t.TempDir())
	d := newDesk(t, startPostgres(t), "psd")
	d.must(t, append([]string{"ingest"}, exportsOfAll(t, demoQuarters[0])...)...)
	load := func(i int) []string {
		return d.args(append([]string{"ingest"}, exportsOfForce(t, demoQuarters[i/len(forces)%2], forces[i%len(forces)])...)...)
	}
	begun := time.Now()
	if out, err := child(t, os.Args[0], load(0)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	whole := time.Since(begun) // two at a time take longer, so that few end
	d.takeBack(t)
	saved, killed := 0, 0
	var count sync.Mutex
	for round := 0; round < killRounds; round += 2 {
		var both sync.WaitGroup
		for i := range 2 {
			both.Go(func() {
				cmd, out := child(t, os.Args[0], load(round+i)...), &bytes.Buffer{}
				cmd.Stdout, cmd.Stderr = out, out
				if err := cmd.Start(); err != nil {
					t.Error(err)
					return
				}
				kill := time.AfterFunc(time.Duration(rand.Int64N(int64(2*whole))), func() { _ = cmd.Process.Kill() })
				err := cmd.Wait()
				kill.Stop()
				count.Lock()
				defer count.Unlock()
				switch {
				case err == nil:
					saved++
				case cmd.ProcessState.Exited():
					t.Errorf("a load failed by itself: %v\n%s", err, out)
				default:
					killed++
				}
			})
		}
		both.Wait()
		d.takeBack(t)
	}
	t.Logf("%d loads were killed and %d had ended before", killed, saved)
	for i := range 2 * len(forces) {
		must(t, load(i)...)
	}
	d.must(t, append([]string{"ingest"}, exportsOfAll(t, demoQuarters[1])...)...)
	if got, want := d.release(t), fileOfAll(t, d.flags[5]); got != want {
		t.Errorf("after %s the lake gives release %s, a file %s", fmt.Sprint(killed, " kills"), got, want)
	}
}
