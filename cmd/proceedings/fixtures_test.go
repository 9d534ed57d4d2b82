package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"proceedings/sampledata"
)

// What several tests stand on is made here, once, by the first that asks for it. What a test
// changes is a copy of its own.

// today is the day that the tests run on, whatever the clock says.
func today() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// call runs the program as its user would and returns the exit code and what
// it printed.
func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, env{stdout: &out, stderr: &errs, now: today, getenv: func(string) string { return "" }})
	return code, out.String(), errs.String()
}

// must calls the program and wants it to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := call(t, append([]string{"--quiet"}, args...)...)
	if code != 0 {
		t.Fatalf("proceedings %s: exit code %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, leave := range leaving.steps {
		leave()
	}
	os.Exit(code)
}

// leaving is what the last test leaves to be undone.
var leaving struct {
	sync.Mutex
	steps []func()
}

func atTheEnd(leave func()) {
	leaving.Lock()
	defer leaving.Unlock()
	leaving.steps = append(leaving.steps, leave)
}

// once makes something in a folder that several tests look at and none changes.
func once(what string, make func(t *testing.T, dir string)) func(*testing.T) string {
	var first sync.Once
	var dir string
	whole := false
	return func(t *testing.T) string {
		t.Helper()
		first.Do(func() {
			var err error
			if dir, err = os.MkdirTemp("", "proceedings-test-"); err != nil {
				t.Fatal(err)
			}
			atTheEnd(func() { os.RemoveAll(dir) })
			make(t, dir)
			whole = true
		})
		if !whole {
			t.Fatalf("%s could not be made: the test that asked for it first says why", what)
		}
		return dir
	}
}

// demoDir is the folder of one demo, with what it said in stdout.txt.
var demoDir = once("the demo", func(t *testing.T, dir string) {
	if err := os.WriteFile(filepath.Join(dir, "stdout.txt"), []byte(must(t, "demo", "--out", dir)), 0o644); err != nil {
		t.Fatal(err)
	}
})

// demoCopy is a copy of the demo's warehouse, with its keys and its quarantine, for one test to change.
func demoCopy(t *testing.T) string {
	t.Helper()
	from, to := filepath.Join(demoDir(t), "warehouse.duckdb"), filepath.Join(t.TempDir(), "w.duckdb")
	copyFile(t, from, to)
	copyFile(t, from+".keys", to+".keys")
	copyFolder(t, from+".quarantine", to+".quarantine")
	return to
}

// firstQuarterFolder holds a warehouse of the earlier extracts alone.
var firstQuarterFolder = once("the warehouse of the first quarter", func(t *testing.T, dir string) {
	must(t, "ingest", "--warehouse", filepath.Join(dir, "w.duckdb"), filepath.Join(sampleFolder(t), demoQuarters[0]))
})

// firstQuarter is a copy of that warehouse, with its keys and its quarantine,
// for one test to change.
func firstQuarter(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	copyFolder(t, firstQuarterFolder(t), dir)
	return filepath.Join(dir, "w.duckdb")
}

// sampleFolder holds the sample's exports, without a demo around them.
var sampleFolder = once("the sample's exports", func(t *testing.T, dir string) {
	if err := sampledata.Write(dir); err != nil {
		t.Fatal(err)
	}
})

// copyFolder puts a copy of a folder in the place of another.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

var pointsTo = regexp.MustCompile(`url=([^"]+)/index\.html`)

// released is the folder that the pointer of a release folder names.
func released(t *testing.T, out string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	m := pointsTo.FindSubmatch(data)
	if m == nil {
		t.Fatalf("index.html points to nothing: %s", data)
	}
	return filepath.Join(out, string(m[1]))
}

// demoEarlier puts the earlier release of the demo into another folder of releases and returns its name: what the later
// one is compared with.
func demoEarlier(t *testing.T, out string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(demoDir(t), "release", demoBefore+"-*"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the demo's earlier releases are %v, %v", found, err)
	}
	name := filepath.Base(found[0])
	if err := os.CopyFS(filepath.Join(out, name), os.DirFS(found[0])); err != nil {
		t.Fatal(err)
	}
	return name
}

// hashes maps each file below a folder to the hash of its bytes.
func hashes(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		rel, err := filepath.Rel(dir, name)
		out[filepath.ToSlash(rel)] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// alike wants two folders to hold the same files with the same bytes.
func alike(t *testing.T, a, b string) {
	t.Helper()
	x, y := hashes(t, a), hashes(t, b)
	for name, sum := range x {
		if y[name] != sum {
			t.Errorf("%s differs between %s and %s", name, a, b)
		}
	}
	for name := range y {
		if _, ok := x[name]; !ok {
			t.Errorf("%s is in %s only", name, b)
		}
	}
	if filepath.Base(a) != filepath.Base(b) {
		t.Errorf("the releases are named %s and %s", filepath.Base(a), filepath.Base(b))
	}
}
