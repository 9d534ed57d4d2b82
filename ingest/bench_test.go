//go:build unix

package ingest

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
)

// benchCases is scale S: 20,000 cases, 235,209 rows, 14 MB.
const benchCases = "20000"

// BenchmarkIngest loads the four benchmark exports into a new warehouse with
// all checks on, and reports CPU seconds (user and system) beside wall time, to
// be held against the same load by DuckDB alone (README, "Cost").
func BenchmarkIngest(b *testing.B) {
	dir := benchExports(b)
	words, err := vocab.Load("")
	if err != nil {
		b.Fatal(err)
	}
	profiles, err := profile.Load("", words)
	if err != nil {
		b.Fatal(err)
	}
	before := cpuSeconds(b)
	for b.Loop() {
		w := filepath.Join(b.TempDir(), "w.duckdb")
		if _, err := Load(b.Context(), Options{Warehouse: w, Profiles: profiles, Words: words, KeyFile: w + ".keys", Now: time.Unix(1<<32, 0)}, dir); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((cpuSeconds(b)-before)/float64(b.N), "cpu-s/op")
}

// benchExports makes the exports once, with the generator that is kept beside
// the project.
func benchExports(b *testing.B) string {
	b.Helper()
	gen := "../../shared/bench/gen"
	if _, err := os.Stat(gen); err != nil {
		b.Skip("the generator of large exports is not here")
	}
	dir := b.TempDir()
	cmd := exec.Command("go", "run", ".", benchCases, dir)
	cmd.Dir = gen
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return dir
}

func cpuSeconds(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}
