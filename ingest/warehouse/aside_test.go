//go:build duckdb_arrow

package warehouse

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// insert is work that adds a row to a table of the warehouse.
func insert(t *testing.T) func(*DB) error {
	return func(db *DB) error {
		_, err := db.ExecContext(t.Context(), "INSERT INTO load.key VALUES ('a kind', 'a mark')")
		return err
	}
}

// keys counts the rows of that table.
func keys(t *testing.T, path string) (n int) {
	t.Helper()
	db, err := OpenSession(t.Context(), path, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM wh.load.key").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func edited(t *testing.T, path string) {
	t.Helper()
	if err := Edit(t.Context(), path, Settings{}, insert(t)); err != nil {
		t.Fatal(err)
	}
}

// beside lists the folder of a warehouse.
func beside(t *testing.T, path string) string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

// TestWorkThatFails leaves the file as it was, and nothing beside it.
func TestWorkThatFails(t *testing.T) {
	path := made(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	failed := errors.New("failed")
	for name, change := range map[string]func(func(*DB) error) error{
		"edit": func(work func(*DB) error) error {
			return Edit(t.Context(), path, Settings{}, func(db *DB) error { return errors.Join(work(db), failed) })
		},
		"rewrite": func(work func(*DB) error) error {
			return WriteAnew(t.Context(), path, Settings{}, func(db *DB) (*Rewrite, error) { return nil, failed })
		},
		"try": func(work func(*DB) error) error {
			if err := Try(t.Context(), path, Settings{}, work); err != nil {
				return err
			}
			return failed
		},
	} {
		if err := change(insert(t)); !errors.Is(err, failed) {
			t.Errorf("%s: error %v", name, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
			t.Errorf("%s: the file is another (%v)", name, err)
		}
		if got := beside(t, path); got != "w.duckdb" {
			t.Errorf("%s: beside the file are %s", name, got)
		}
	}
}

// TestOneAtATime has readers find the file as it was while it is changed, and nobody else
// change it.
func TestOneAtATime(t *testing.T) {
	path := made(t)
	err := Edit(t.Context(), path, Settings{}, func(db *DB) error {
		if err := insert(t)(db); err != nil {
			return err
		}
		if n := keys(t, path); n != 0 {
			t.Errorf("a reader finds %d rows", n)
		}
		for name, err := range map[string]error{
			"edit":    Edit(t.Context(), path, Settings{}, insert(t)),
			"try":     Try(t.Context(), path, Settings{}, insert(t)),
			"rewrite": WriteAnew(t.Context(), path, Settings{}, func(*DB) (*Rewrite, error) { return nil, nil }),
		} {
			if !errors.Is(err, ErrLocked) {
				t.Errorf("%s: error %v", name, err)
			}
		}
		return nil
	})
	if n := keys(t, path); err != nil || n != 1 {
		t.Errorf("afterwards %d rows, %v", n, err)
	}
}

// TestReadersKeepTheOldFile changes a warehouse that is being read.
func TestReadersKeepTheOldFile(t *testing.T) {
	path := made(t)
	session, err := OpenSession(t.Context(), path, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	if readersKeep(fs.ErrPermission) != "" { // here readers keep the name too: they are waited for
		time.AfterFunc(time.Second, func() { _ = session.Close() })
		edited(t, path)
		if n := keys(t, path); n != 1 {
			t.Errorf("the next reader finds %d rows", n)
		}
		return
	}
	edited(t, path)
	var n int
	if err := session.QueryRowContext(t.Context(), "SELECT count(*) FROM wh.load.key").Scan(&n); err != nil || n != 0 {
		t.Errorf("the reader finds %d rows, %v", n, err)
	}
	if n := keys(t, path); n != 1 {
		t.Errorf("the next reader finds %d rows", n)
	}
}

// TestKilledBefore changes a warehouse beside which a killed program left its copy.
func TestKilledBefore(t *testing.T) {
	path := made(t)
	left := filepath.Join(asideFolder(path), "folder")
	if err := os.MkdirAll(left, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"w.duckdb", "w.duckdb.wal", "w.duckdb.lock"} {
		if err := os.WriteFile(filepath.Join(asideFolder(path), name), []byte("half of it"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	edited(t, path)
	if got := beside(t, path); got != "w.duckdb" || keys(t, path) != 1 {
		t.Errorf("beside the file are %s", got)
	}
}

// TestLinkedWarehouse changes one through a symbolic link, which stays one.
func TestLinkedWarehouse(t *testing.T) {
	path := made(t)
	link := filepath.Join(t.TempDir(), "link.duckdb")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	edited(t, link)
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v (%v)", info.Mode(), err)
	}
	if n := keys(t, path); n != 1 || beside(t, link) != "link.duckdb" {
		t.Errorf("%d rows; beside the link are %s", n, beside(t, link))
	}
}

// logged copies a warehouse while its log holds a row that the file does not.
func logged(t *testing.T) string {
	t.Helper()
	path := made(t)
	db, err := openFile(t.Context(), path, Settings{}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := insert(t)(db); err != nil {
		t.Fatal(err)
	}
	return copied(t, path, path+".wal")
}

// copied puts a file and a log into a folder of their own.
func copied(t *testing.T, file, log string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "w.duckdb")
	for to, from := range map[string]string{path: file, path + ".wal": log} {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// TestLogLeftBehind changes a warehouse that a program left with its log.
func TestLogLeftBehind(t *testing.T) {
	path := logged(t)
	if n := keys(t, path); n != 1 {
		t.Fatalf("with its log it has %d rows", n)
	}
	edited(t, path)
	if n := keys(t, path); n != 2 || beside(t, path) != "w.duckdb" {
		t.Errorf("%d rows; beside the file are %s", n, beside(t, path))
	}
	for name, content := range map[string]string{"empty": "", "cut off": "\x17\x00"} {
		if err := os.WriteFile(path+".wal", []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		before := keys(t, path)
		edited(t, path)
		if n := keys(t, path); n != before+1 || beside(t, path) != "w.duckdb" {
			t.Errorf("%s: %d rows after %d; beside the file are %s", name, n, before, beside(t, path))
		}
	}
}

// TestLogWhileItIsTakenIn looks at what a program leaves that is killed while it takes a
// log in: the log is in the warehouse once, never twice.
func TestLogWhileItIsTakenIn(t *testing.T) {
	takenIn(t, logged(t), os.Link)
}

func takenIn(t *testing.T, path string, link func(string, string) error) {
	t.Helper()
	a, err := takeAside(path)
	if err != nil {
		t.Fatal(err)
	}
	defer a.leave()
	a.link = link
	from, err := a.copy(t.Context(), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer from.close()
	marked, err := a.takeIn(t.Context(), Settings{}, path+".wal")
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{"the old file": path, "the new file": a.fresh} {
		between := copied(t, file, marked)
		if n := keys(t, between); n != 1 {
			t.Errorf("%s with the marked log has %d rows", name, n)
		}
		edited(t, between)
		if n := keys(t, between); n != 2 || beside(t, between) != "w.duckdb" {
			t.Errorf("%s, changed: %d rows; beside it are %s", name, n, beside(t, between))
		}
	}
}
