package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestExportSmallDisk is the second process of TestExportFullDisk; on its own it does nothing.
func TestExportSmallDisk(t *testing.T) {
	dir, w, ok := smallDisk(t, "1m")
	if !ok {
		return
	}
	for _, format := range []string{"parquet", "csv", "arrow"} {
		code, out, errs := call(t, "--quiet", "export", "--warehouse", w, "--format", format, "--partition", "force,year", filepath.Join(dir, "records"))
		if code != 1 || out != "" || !strings.Contains(errs, "disk is full") || !strings.Contains(errs, "nothing was written") || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q, %q", format, code, out, errs)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s: left behind: %v %v", format, left, err)
		}
	}
	t.Log(fullDiskMet)
}

// fullDiskMet is said where exports met a full disk.
const fullDiskMet = "three exports met a full disk"

// An export that finds no room leaves nothing behind, and says why.
func TestExportFullDisk(t *testing.T) {
	t.Parallel()
	onSmallDisk(t, "TestExportSmallDisk", filepath.Join(demoDir(t), "warehouse.duckdb"), fullDiskMet)
}

// An export into a folder that may not be written, as a user without root's rights.
func TestExportReadOnlyFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	folder, w, binary := filepath.Join(dir, "folder"), filepath.Join(dir, "w.duckdb"), filepath.Join(dir, "test")
	copyFile(t, filepath.Join(demoDir(t), "warehouse.duckdb"), w)
	copyBinary(t, binary)
	if err := os.Mkdir(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	for path, mode := range map[string]os.FileMode{dir: 0o755, filepath.Dir(dir): 0o755, w: 0o644} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"records", "sub/records"} {
		cmd := child(t, binary, "--quiet", "export", "--warehouse", w, filepath.Join(folder, name))
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
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
