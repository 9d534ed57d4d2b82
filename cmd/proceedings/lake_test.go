//go:build linux

package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
)

// extensions is the folder of the engine's extensions, as .ci/extensions makes it. Without it a test is skipped,
// unless the suite is asked for whole.
func extensions(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("PROCEEDINGS_EXTENSIONS")
	if folder == "" {
		missing(t, "PROCEEDINGS_EXTENSIONS does not name the folder of the engine's extensions: see .ci/extensions")
	}
	return folder
}

// missing skips a test that needs what is not here, and fails it where nothing may be skipped.
func missing(t *testing.T, what string) {
	t.Helper()
	if allTests() {
		t.Fatal(what)
	}
	t.Skip(what)
}

// postgres is a PostgreSQL of a test's own, in a folder of its own on a free port.
type postgres struct {
	bin, dir string
	port     int
	as       *syscall.Credential // PostgreSQL does not run as root
}

func startPostgres(t *testing.T) *postgres {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		missing(t, "PostgreSQL is not installed")
	}
	p := &postgres{bin: filepath.Dir(found[len(found)-1])}
	var err error
	if p.dir, err = os.MkdirTemp("", "proceedings-pg-"); err != nil { // t.TempDir lets no other user in
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(p.dir) })
	if os.Geteuid() == 0 {
		p.own(t)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.port = listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	p.run(t, "initdb", "-D", p.data(), "-A", "trust", "-U", "proceedings", "--no-sync")
	p.start(t)
	t.Cleanup(func() { p.run(t, "pg_ctl", "-D", p.data(), "-m", "immediate", "-w", "stop") })
	return p
}

func (p *postgres) own(t *testing.T) {
	t.Helper()
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	p.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	if err := os.Chown(p.dir, uid, gid); err != nil {
		t.Fatal(err)
	}
}

func (p *postgres) data() string { return filepath.Join(p.dir, "data") }

func (p *postgres) run(t *testing.T, program string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(p.bin, program), args...)
	cmd.Dir = p.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: p.as}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", program, err, out)
	}
}

func (p *postgres) options() string {
	return fmt.Sprintf("-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=off", p.port, p.dir)
}

func (p *postgres) start(t *testing.T) {
	t.Helper()
	p.run(t, "pg_ctl", "-D", p.data(), "-l", filepath.Join(p.dir, "log"), "-o", p.options(), "-w", "start")
}

// restart throws every session out, as when the server's machine is started anew.
func (p *postgres) restart(t *testing.T) {
	t.Helper()
	p.run(t, "pg_ctl", "-D", p.data(), "-l", filepath.Join(p.dir, "log"), "-o", p.options(), "-m", "immediate", "-w", "restart")
}

// lake makes an empty database and names the lake that is to have its catalogue there.
func (p *postgres) lake(t *testing.T, name string) string {
	t.Helper()
	p.run(t, "createdb", "-h", "127.0.0.1", "-p", strconv.Itoa(p.port), "-U", "proceedings", name)
	return fmt.Sprintf("ducklake:postgres:dbname=%s host=127.0.0.1 port=%d user=proceedings", name, p.port)
}

// dump is all that the catalogue holds, as text.
func (p *postgres) dump(t *testing.T, name string) string {
	t.Helper()
	cmd := exec.Command(filepath.Join(p.bin, "pg_dump"), "-h", "127.0.0.1", "-p", strconv.Itoa(p.port), "-U", "proceedings", name)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// desk is where one works on a lake: keys, and the flags that every call has.
type desk struct {
	lake  string
	flags []string
}

func newDesk(t *testing.T, p *postgres, name string) desk {
	t.Helper()
	dir := t.TempDir()
	return desk{p.lake(t, name), []string{"--data", filepath.Join(dir, "data"), "--extensions", extensions(t), "--keys", filepath.Join(dir, "keys")}}
}

func (d desk) args(args ...string) []string {
	return append(append([]string{args[0]}, args[1:]...), append([]string{"--warehouse", d.lake}, d.flags...)...)
}

// must calls the program on the lake.
func (d desk) must(t *testing.T, args ...string) string {
	t.Helper()
	return must(t, d.args(args...)...)
}

// releaseOf is the name of a release of a warehouse: it follows from every byte in it.
func releaseOf(t *testing.T, args ...string) string {
	t.Helper()
	out := must(t, append([]string{"publish", "--no-drawings", "--as-of", demoAsOf, "--out", t.TempDir()}, args...)...)
	name, _, _ := strings.Cut(strings.TrimPrefix(out, "Published "), "\n")
	return name
}

func (d desk) release(t *testing.T) string {
	t.Helper()
	return releaseOf(t, append([]string{"--warehouse", d.lake}, d.flags...)...)
}

// TestLakeIsAWarehouse loads the sample into a lake and into a file and wants the same of both from every verb.
func TestLakeIsAWarehouse(t *testing.T) {
	longTests(t)
	t.Chdir(t.TempDir()) // what a lake keeps for itself lies in the folder that one is in
	p := startPostgres(t)
	d := newDesk(t, p, "psd")
	exports, w := sampleFolder(t), filepath.Join(t.TempDir(), "w.duckdb")
	file := []string{"--warehouse", w, "--keys", d.flags[5]}
	if code, _, errs := call(t, d.args("status")...); code != exitFailed || !strings.Contains(errs, "load exports into it first") {
		t.Errorf("a lake that is not there: exit code %d: %s", code, errs)
	}
	for name, want := range map[string]string{
		strings.Replace(d.lake, "user=proceedings", "user=nobody", 1):             "its catalogue cannot be opened: connection to server",
		strings.Replace(d.lake, "host=127.0.0.1", "host=no-such-host.invalid", 1): "its catalogue cannot be opened: could not translate host name",
		strings.Replace(d.lake, "dbname=psd", "dbname=none", 1):                   "make one with createdb",
	} {
		if code, _, errs := call(t, desk{name, d.flags}.args("status")...); code != exitFailed || !strings.Contains(errs, want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: exit code %d: %s", name, code, errs)
		}
	}
	for _, q := range demoQuarters {
		d.must(t, "ingest", filepath.Join(exports, q))
		must(t, append([]string{"ingest", filepath.Join(exports, q)}, file...)...)
	}
	elsewhere := desk{d.lake, slices.Concat([]string{"--data", t.TempDir()}, d.flags[2:])}
	if code, _, errs := call(t, elsewhere.args("status")...); code != exitFailed || !strings.Contains(errs, "a file of the lake's data is not there: "+elsewhere.flags[1]) {
		t.Errorf("another folder of data: exit code %d: %s", code, errs)
	}
	for _, verb := range [][]string{{"ingest", filepath.Join(exports, demoQuarters[0])}, {"lake", "maintain"}} {
		if code, _, errs := call(t, elsewhere.args(verb...)...); code != exitFailed || !strings.Contains(errs, "and not in "+elsewhere.flags[1]) {
			t.Errorf("%s in another folder of data: exit code %d: %s", verb[0], code, errs)
		}
	}
	alike := func(when string) {
		t.Helper()
		if a, b := d.release(t), releaseOf(t, file...); a != b {
			t.Errorf("%s: the lake gives release %s, the file %s", when, a, b)
		}
	}
	alike("loaded")
	if out := d.must(t, "ingest", "--dry-run", filepath.Join(exports, demoQuarters[0])); !strings.Contains(out, "nothing was saved") {
		t.Errorf("a dry run says %s", out)
	}
	d.must(t, "undo", "2", "--reason", "a trial")
	must(t, append([]string{"undo", "2", "--reason", "a trial"}, file...)...)
	alike("undone")
	if code, _, said := call(t, d.args("lake", "maintain", "--keep-days", "200000")...); code != exitUsage || !strings.Contains(said, "give 0 to 36500") {
		t.Errorf("days that no clock counts: exit code %d, %s", code, said)
	}
	d.must(t, "lake", "maintain", "--keep-days", "0")
	alike("maintained")
	testForget(t, p, d, file)
	alike("forgotten")
	back := filepath.Join(t.TempDir(), "back.duckdb")
	must(t, append([]string{"copy", "--from", d.lake, "--to", back}, d.flags[2:]...)...)
	if a, b := d.release(t), releaseOf(t, "--warehouse", back, "--keys", d.flags[5]); a != b {
		t.Errorf("copied: the lake gives release %s, its copy %s", a, b)
	}
}

// testForget erases a case of both, and wants nothing of it in any file of the lake or in its catalogue.
func testForget(t *testing.T, p *postgres, d desk, ofFile []string) {
	t.Helper()
	const ref = "ALD/00006/22"
	leaveBehind(t, d.flags[1], ref)
	d.must(t, "forget", "--case", ref, "--yes")
	must(t, append([]string{"forget", "--case", ref, "--yes"}, ofFile...)...)
	err := filepath.WalkDir(d.flags[1], func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		for _, text := range textsOf(t, path) {
			if strings.Contains(text, ref) {
				t.Errorf("%s still holds %q", path, text)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(p.dump(t, "psd"), ref) {
		t.Errorf("the catalogue still holds %s", ref)
	}
}

// leaveBehind puts a file into a lake's folder as a load does that is killed before it is saved.
func leaveBehind(t *testing.T, data, ref string) {
	t.Helper()
	var left string
	err := filepath.WalkDir(data, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && left == "" && slices.Contains(textsOf(t, path), ref) {
			left = filepath.Join(filepath.Dir(path), "ducklake-left.parquet")
			if content, err := os.ReadFile(path); err != nil || os.WriteFile(left, content, 0o600) != nil {
				t.Fatal(left, err)
			}
		}
		return err
	})
	if err != nil || left == "" {
		t.Fatalf("no file holds %s: %v", ref, err)
	}
}

// textsOf are the different texts of a Parquet file.
func textsOf(t *testing.T, path string) []string {
	t.Helper()
	f, err := file.OpenParquetFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	found := map[string]bool{}
	for g := range f.NumRowGroups() {
		group := f.RowGroup(g)
		for c := range group.NumColumns() {
			column, err := group.Column(c)
			if err != nil {
				t.Fatal(err)
			}
			texts, ok := column.(*file.ByteArrayColumnChunkReader)
			for ok && texts.HasNext() {
				values, levels := make([]parquet.ByteArray, 1024), make([]int16, 1024)
				_, n, err := texts.ReadBatch(1024, values, levels, nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, v := range values[:n] {
					found[string(v)] = true
				}
			}
		}
	}
	return slices.Collect(maps.Keys(found))
}
