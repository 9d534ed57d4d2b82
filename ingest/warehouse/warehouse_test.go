//go:build duckdb_arrow

package warehouse

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"proceedings/ingest/vocab"
)

func load(t *testing.T) *vocab.Set {
	t.Helper()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return words
}

// made lays the schema in a new warehouse and returns its path.
func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "it's a folder", "w.duckdb")
	lay(t, path)
	return path
}

func lay(t *testing.T, path string) {
	t.Helper()
	err := Create(t.Context(), path, Settings{}, func(db *DB) error {
		if err := Migrate(t.Context(), db, path, load(t)); err != nil {
			return err
		}
		return SeedReference(t.Context(), db, load(t))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestNothingElseIsRead tries to reach what lies beside a warehouse.
func TestNothingElseIsRead(t *testing.T) {
	path := made(t)
	secret := path + ".keys"
	if err := os.WriteFile(secret, []byte("a secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	session, err := OpenSession(t.Context(), path, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	reach := func(name string, c *DB) {
		for _, stmt := range []string{
			"SELECT content FROM read_text(" + Quote(secret) + ")",
			"SELECT * FROM read_csv(" + Quote(secret) + ")",
			"COPY (SELECT 1) TO " + Quote(path+".out"),
			"ATTACH " + Quote(path+".new"),
			"INSTALL httpfs", "LOAD httpfs",
			"SET enable_external_access = true", "SET allowed_directories = ['/']", "SET lock_configuration = false",
		} {
			if _, err := c.ExecContext(t.Context(), stmt); err == nil {
				t.Errorf("%s: %s was carried out", name, stmt)
			}
		}
	}
	reach("session", session)
	if err := Try(t.Context(), filepath.Join(t.TempDir(), "other.duckdb"), Settings{}, func(db *DB) error { reach("load", db); return nil }); err != nil {
		t.Error(err)
	}
	folder := t.TempDir()
	writes, err := OpenSession(t.Context(), path, Settings{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer writes.Close()
	reach("session that writes files", writes)
	for _, beside := range []string{folder + ".csv", filepath.Join(folder, "..", "out.csv"), folder + "/../out.csv"} {
		if err := writes.WriteFile(t.Context(), beside, "SELECT 1 AS one", "FORMAT csv, HEADER"); err == nil {
			t.Errorf("%s was written", beside)
		}
	}
	if err := writes.WriteFile(t.Context(), filepath.Join(folder, "it's.csv"), "SELECT 1 AS one", "FORMAT csv, HEADER"); err != nil {
		t.Error(err)
	}
	if _, err := session.ExecContext(t.Context(), "DELETE FROM wh.load.meta"); err == nil {
		t.Error("a session wrote to the warehouse")
	}
}

func TestOwnerOnly(t *testing.T) {
	info, err := os.Stat(made(t))
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("the warehouse has mode %o", mode)
	}
}

func TestOtherVersion(t *testing.T) {
	path := made(t)
	err := Edit(t.Context(), path, Settings{}, func(db *DB) error {
		_, err := db.ExecContext(t.Context(), "UPDATE load.meta SET version = 999")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenSession(t.Context(), path, Settings{}); err == nil || !strings.Contains(err.Error(), "schema version 999") {
		t.Errorf("error %v", err)
	}
}

// A warehouse made before anything could be entered by hand is brought up to date as it is opened.
func TestVersion3(t *testing.T) {
	path := made(t)
	err := Edit(t.Context(), path, Settings{}, func(db *DB) error {
		_, err := db.ExecContext(t.Context(), "DROP TABLE load.entered; UPDATE load.meta SET version = 3")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	session, err := OpenSession(t.Context(), path, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	if _, err := AsKnown(t.Context(), session, time.Time{}, load(t)); err != nil {
		t.Error(err)
	}
}

func TestMissing(t *testing.T) {
	if _, err := OpenSession(t.Context(), filepath.Join(t.TempDir(), "none.duckdb"), Settings{}); !errors.Is(err, ErrMissing) {
		t.Errorf("error %v, want ErrMissing", err)
	}
}

// TestSchemaFitsALake looks for what a shared lake does not have.
func TestSchemaFitsALake(t *testing.T) {
	session, err := OpenSession(t.Context(), made(t), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	for _, what := range []string{"duckdb_constraints() WHERE constraint_type <> 'NOT NULL' AND database_name = 'wh'", "duckdb_indexes() WHERE database_name = 'wh'", "duckdb_sequences() WHERE database_name = 'wh'"} {
		var n int
		if err := session.QueryRowContext(t.Context(), "SELECT count(*) FROM "+what).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d, %v", what, n, err)
		}
	}
}

// TestReferenceTables reads the calendar back from the warehouse as another program would.
func TestReferenceTables(t *testing.T) {
	session, err := OpenSession(t.Context(), made(t), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	var working bool
	var day time.Time
	row := session.QueryRowContext(t.Context(), "SELECT day, working FROM wh.ref.calendar WHERE calendar_id = 'EW' AND day = DATE '2023-05-08'")
	if err := row.Scan(&day, &working); err != nil || working {
		t.Errorf("8 May 2023 (the Coronation): working %v, %v", working, err)
	}
}

// TestThreads wants one thread for a small warehouse, and as many as are asked for.
func TestThreads(t *testing.T) {
	path := made(t)
	for given, want := range map[int]int{0: 1, 1: 1, 3: 3} {
		db, err := OpenSession(t.Context(), path, Settings{Threads: given})
		if err != nil {
			t.Fatal(err)
		}
		var got int
		err = db.QueryRowContext(t.Context(), "SELECT current_setting('threads')").Scan(&got)
		if err := errors.Join(err, db.Close()); err != nil || got != want {
			t.Errorf("asked for %d: %d threads, %v", given, got, err)
		}
	}
	if err := os.Truncate(path, smallWarehouse); err != nil {
		t.Fatal(err)
	}
	if s := (Settings{}).sparing(path); s.Threads != 0 {
		t.Errorf("a large warehouse has %d threads", s.Threads)
	}
}

// TestLinkToNothing wants no new warehouse where a link names one that is not there.
func TestLinkToNothing(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "w.duckdb")
	if err := os.Symlink(filepath.Join(dir, "away", "w.duckdb"), link); err != nil {
		t.Skip("no link can be made here: ", err)
	}
	err := Create(t.Context(), link, Settings{}, func(*DB) error { return nil })
	if info, statErr := os.Lstat(link); err == nil || !strings.Contains(err.Error(), "is a link to what is not there") || statErr != nil || info.Mode().IsRegular() {
		t.Errorf("%v, and the link is now %v", err, info)
	}
}

// TestNamesAreNoFaults wants a fault to be told by the engine's words, not by a file's name.
func TestNamesAreNoFaults(t *testing.T) {
	path := "/data/counter-corruption/w.duckdb"
	err := explain(path, errors.New(`IO Error: Cannot open file "`+path+`.rewriting/w.duckdb": Permission denied`))
	if !strings.Contains(err.Error(), "check the rights") {
		t.Error(err)
	}
}
