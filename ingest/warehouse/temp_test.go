//go:build duckdb_arrow && unix

package warehouse

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ownTemp gives a test a system's folder of its own for what need not stay.
func ownTemp(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	return dir
}

// TestKilledWithTempFolder leaves a folder as a program does that is killed: its files stay
// and its lock is no longer held. The next program removes it, and no other folder.
func TestKilledWithTempFolder(t *testing.T) {
	dir := ownTemp(t)
	path := made(t)
	killed, err := takeTemp(path)
	if err != nil {
		t.Fatal(err)
	}
	running, err := takeTemp(path)
	if err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(dir, "proceedings-demo")
	for _, folder := range []string{own, filepath.Dir(killed.fresh), filepath.Dir(running.fresh)} {
		if err := errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, "copy"), []byte("of a warehouse"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	killed.lock.Close()
	if n := keys(t, path); n != 0 { // a reader will do
		t.Errorf("%d rows", n)
	}
	for folder, want := range map[string]bool{own: true, filepath.Dir(killed.fresh): false, filepath.Dir(running.fresh): true} {
		if _, err := os.Stat(filepath.Join(folder, "copy")); (err == nil) != want {
			t.Errorf("%s: %v", folder, err)
		}
	}
	running.leave()
	mine, leave, err := TempFolder()
	if err != nil {
		t.Fatal(err)
	}
	keys(t, path)
	if _, err := os.Stat(mine); err != nil {
		t.Errorf("a folder in use was swept: %v", err)
	}
	if err := leave(); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, tempPrefix+"*")); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
}

// TestTriedWhereNothingCanBeWritten tries work on a warehouse whose folder takes no copy.
func TestTriedWhereNothingCanBeWritten(t *testing.T) {
	dir := ownTemp(t)
	path := made(t)
	if err := os.WriteFile(asideFolder(path), nil, 0o600); err != nil { // no folder can be made of that name
		t.Fatal(err)
	}
	err := Try(t.Context(), path, Settings{}, func(db *DB) error {
		if left, _ := filepath.Glob(filepath.Join(dir, tempPrefix+"*", "*.duckdb")); len(left) != 1 {
			t.Errorf("the copies are %v", left)
		}
		return insert(t)(db)
	})
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) > 0 || keys(t, path) != 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

// TestLogWhereFilesHaveOneName takes a log in on a network share without hard links.
func TestLogWhereFilesHaveOneName(t *testing.T) {
	dir := ownTemp(t)
	refuse := func(string, string) error { return errors.New("operation not supported") }
	settled := func(path string) error {
		a, err := takeAside(path)
		if err != nil {
			return err
		}
		defer a.leave()
		a.link = refuse
		return a.settle(t.Context(), Settings{})
	}
	path := logged(t)
	for name, content := range map[string]string{"empty": "", "cut off": "\x17\x00"} {
		spoilt := copied(t, path, path+".wal")
		if err := os.WriteFile(spoilt+".wal", []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := settled(spoilt); err != nil || keys(t, spoilt) != 0 || beside(t, spoilt) != "w.duckdb" {
			t.Errorf("%s: %d rows, %v; beside the file are %s", name, keys(t, spoilt), err, beside(t, spoilt))
		}
	}
	whole := copied(t, path, path+".wal")
	if err := settled(whole); err != nil || keys(t, whole) != 1 || beside(t, whole) != "w.duckdb" {
		t.Errorf("%d rows, %v; beside the file are %s", keys(t, whole), err, beside(t, whole))
	}
	takenIn(t, path, refuse)
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left are %v", strings.Join(left, " "))
	}
}
