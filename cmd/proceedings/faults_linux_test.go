package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// diskVariable tells the second process of a test, in a mount namespace of its own, on which folder to mount a small
// disk, and what the test was given.
const diskVariable = "PROCEEDINGS_TEST_DISK"

// smallDisk mounts a disk of a size, such as 12m, in that second process; in any other it says false.
func smallDisk(t *testing.T, size string) (dir, given string, ok bool) {
	dir, given, ok = strings.Cut(os.Getenv(diskVariable), "\n")
	if !ok {
		return "", "", false
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Fatal(err)
	}
	return dir, given, true
}

// onSmallDisk carries out a test that begins with smallDisk, in a second process, which has to pass and to log that it
// came to its end.
func onSmallDisk(t *testing.T, test, given, ended string) {
	t.Helper()
	if out, err := exec.Command(needTool(t, "unshare"), "--mount", "--map-root-user", "true").CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %v %s", err, out)
	}
	cmd := exec.Command("unshare", "--mount", "--map-root-user", os.Args[0], "-test.run", "^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), diskVariable+"="+t.TempDir()+"\n"+given)
	if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), ended) {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestSmallDisk is the second process of TestFullDisk; on its own it does nothing.
func TestSmallDisk(t *testing.T) {
	dir, exports, ok := smallDisk(t, "12m")
	if !ok {
		return
	}
	w := filepath.Join(dir, "w.duckdb")
	must(t, "ingest", "--warehouse", w, "--extract-date", "2026-03-31", filepath.Join(exports, "first"))
	before := holdings(t, w)
	code, out, errs := call(t, "--quiet", "ingest", "--warehouse", w, "--extract-date", "2026-06-30", "--accept", "another set", filepath.Join(exports, "second"))
	if code != 1 || out != "" || !strings.Contains(errs, "disk is full") || strings.Count(errs, "\n") != 1 {
		t.Errorf("exit code %d, %q, %q", code, out, errs)
	}
	if after := holdings(t, w); after != before {
		t.Errorf("the warehouse holds\n%s\nbefore:\n%s", after, before)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=200m"); err != nil {
		t.Fatal(err)
	}
	must(t, "ingest", "--warehouse", w, "--extract-date", "2026-06-30", "--accept", "another set", filepath.Join(exports, "second"))
	t.Log(loadedAfterAll)
}

// loadedAfterAll is said where a load met a full disk, and went through once there was room.
const loadedAfterAll = "the load went through once there was room"

// TestFullDisk loads onto a disk that is too small: nothing of the load is kept,
// the message says why, and with more room the same load goes through.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeExports(t, filepath.Join(dir, "exports", "first"), "A", 200)
	writeExports(t, filepath.Join(dir, "exports", "second"), "B", 40000)
	onSmallDisk(t, "TestSmallDisk", filepath.Join(dir, "exports"), loadedAfterAll)
}

// TestReadOnlyFolder loads into folders and warehouses that may not be written, as
// a user without root's rights.
func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	exports, folder := filepath.Join(dir, "exports"), filepath.Join(dir, "folder")
	writeExports(t, exports, "A", 20)
	must(t, "ingest", "--warehouse", filepath.Join(folder, "w.duckdb"), "--extract-date", "2026-03-31", exports)
	binary := filepath.Join(dir, "test")
	copyBinary(t, binary)
	for _, path := range []string{dir, filepath.Dir(dir), exports, folder} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(folder, 0o755)
	for _, name := range []string{"w.duckdb", "new.duckdb", "sub/new.duckdb"} {
		cmd := child(t, binary, "--quiet", "ingest", "--warehouse", filepath.Join(folder, name), "--extract-date", "2026-03-31", exports)
		cmd.Env = append(cmd.Env, "TMPDIR=/tmp")
		cmd.Dir = "/"
		if os.Getuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "permission denied") || strings.Count(string(out), "\n") != 1 {
			t.Errorf("%s: %v: %s", name, err, out)
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 3 { // the warehouse, its keys and its quarantine
		t.Errorf("the folder holds %v (%v)", entries, err)
	}
}

func copyBinary(t *testing.T, to string) {
	t.Helper()
	from, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	f, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(f, from); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
