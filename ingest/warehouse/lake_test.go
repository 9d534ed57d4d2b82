//go:build duckdb_arrow

package warehouse

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"proceedings/ingest/vocab"
)

// extensions is the folder of the engine's extensions, as .ci/extensions makes it.
func extensions(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("PROCEEDINGS_EXTENSIONS")
	if folder == "" && os.Getenv("PROCEEDINGS_TEST_ALL") != "" {
		t.Fatal("PROCEEDINGS_EXTENSIONS does not name the folder of the engine's extensions: see .ci/extensions")
	}
	if folder == "" {
		t.Skip("PROCEEDINGS_EXTENSIONS does not name the folder of the engine's extensions: see .ci/extensions")
	}
	return folder
}

// newLake is a lake with its catalogue in a file, with the program's schema.
func newLake(t *testing.T) (string, Settings) {
	t.Helper()
	dir := t.TempDir()
	path, s := "ducklake:"+filepath.Join(dir, "catalogue.ducklake"), Settings{Extensions: extensions(t), Lake: &Lake{Data: filepath.Join(dir, "data")}}
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	if err := Create(t.Context(), path, s, func(db *DB) error { return Migrate(t.Context(), db, path, words) }); err != nil {
		t.Fatal(err)
	}
	return path, s
}

// TestLakeIsShutIn wants a session with a lake to read no file but the lake's.
func TestLakeIsShutIn(t *testing.T) {
	path, s := newLake(t)
	outside := filepath.Join(t.TempDir(), "outside.csv")
	if err := os.WriteFile(outside, []byte("a\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tries := []string{
		"FROM read_csv(" + Quote(outside) + ")",
		"FROM read_text(" + Quote(filepath.Join(s.Lake.Data, "..", filepath.Base(outside))) + ")",
		"ATTACH " + Quote(filepath.Join(t.TempDir(), "x.duckdb")) + " AS x",
		"COPY (SELECT 1) TO " + Quote(outside),
		"LOAD httpfs",
		"SET enable_external_access = true",
		"INSTALL spatial",
	}
	look := func(db *DB) {
		t.Helper()
		for _, stmt := range tries {
			if _, err := db.ExecContext(t.Context(), stmt); err == nil {
				t.Errorf("%s was carried out", stmt)
			}
		}
	}
	db, err := OpenSession(t.Context(), path, s)
	if err != nil {
		t.Fatal(err)
	}
	look(db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	// Outside a transaction, which a refusal would end.
	if err := lakeAt(path, s).once(t.Context(), editing, func(db *DB) error { look(db); return nil }); err != nil {
		t.Fatal(err)
	}
}

// TestLakeReadsOneSnapshot wants a program to see a lake as it was when it looked first, until it changes it.
func TestLakeReadsOneSnapshot(t *testing.T) {
	path, s := newLake(t)
	rows := func(s Settings) (n int) {
		t.Helper()
		db, err := OpenSession(t.Context(), path, s)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM wh.load.skip").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	other := s
	other.Lake = &Lake{}
	add := func(db *DB) error {
		_, err := db.ExecContext(t.Context(), "INSERT INTO load.skip VALUES (1, 'rule', 1)")
		return err
	}
	state := func(s Settings) string {
		t.Helper()
		name, err := LakeState(t.Context(), path, s)
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	before, was := rows(s), state(s)
	if err := Edit(t.Context(), path, other, add); err != nil {
		t.Fatal(err)
	}
	if now := state(s); now != was || state(other) == was {
		t.Errorf("what is read is named %q, and %q before another program added a row, who reads %q", now, was, state(other))
	}
	if n := rows(s); n != before {
		t.Errorf("%d rows, %d before another program added one", n, before)
	}
	if n := rows(other); n != before+1 {
		t.Errorf("who added a row to %d finds %d", before, n)
	}
	if err := Try(t.Context(), path, other, add); err != nil || rows(Settings{Extensions: s.Extensions}) != before+1 {
		t.Errorf("a trial left something, or failed: %v", err)
	}
	if err := Edit(t.Context(), path, s, add); err != nil || rows(s) != before+2 {
		t.Errorf("who adds one more finds another number, or %v", err)
	}
}

// TestLakeMisfortunes wants one clear sentence for each.
func TestLakeMisfortunes(t *testing.T) {
	path, s := newLake(t)
	in := func(folder string) Settings { return Settings{Extensions: folder, Lake: &Lake{}} }
	dir := t.TempDir()
	for name, c := range map[string]struct {
		path string
		s    Settings
		want string
	}{
		"no extension":     {path, in(dir), "needs DuckDB's extension ducklake of version v"},
		"other version":    {path, in(otherVersion(t, s.Extensions)), "was built for DuckDB v0.0.1 and this program has DuckDB v"},
		"no lake":          {"ducklake:" + filepath.Join(dir, "none"), s, "there is no lake at"},
		"a password":       {"ducklake:postgres:dbname=x password=y", s, "put it in PGPASSWORD"},
		"another password": {"ducklake:postgres:postgresql://me:secret@db/x", s, "put it in PGPASSWORD"},
		"a key's password": {"ducklake:postgres:dbname=x sslpassword=y", s, "put it in PGPASSWORD"},
		"another kind":     {"ducklake:mysql:dbname=x", s, "in PostgreSQL, as ducklake:postgres:dbname=psd host=db, or in a file, as ducklake:psd.ducklake"},
		"no catalogue":     {"ducklake:", s, "says where its catalogue is"},
	} {
		_, err := OpenSession(t.Context(), c.path, c.s)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := OpenSession(t.Context(), "ducklake:"+filepath.Join(dir, "none"), s); !errors.Is(err, ErrMissing) {
		t.Errorf("a lake that is not there: %v", err)
	}
	if err := Edit(t.Context(), "ducklake:"+filepath.Join(dir, "none"), s, func(*DB) error { return nil }); !errors.Is(err, ErrMissing) {
		t.Errorf("a change of a lake that is not there: %v", err)
	}
}

// TestLakesOwnFolder lets nobody change a lake in a folder that is not its own, or make one where something is: the upkeep of the one
// would delete the other's files.
func TestLakesOwnFolder(t *testing.T) {
	make := func(path string, s Settings) error {
		return Create(t.Context(), path, s, func(db *DB) error {
			return db.execAll(t.Context(), []string{"CREATE TABLE t AS SELECT * FROM range(1000)"})
		})
	}
	dir, exts := t.TempDir(), extensions(t)
	in := func(data string) Settings {
		return Settings{Extensions: exts, Lake: &Lake{Data: filepath.Join(dir, data)}}
	}
	one, two := "ducklake:"+filepath.Join(dir, "one.ducklake"), "ducklake:"+filepath.Join(dir, "two.ducklake")
	if err := errors.Join(make(one, in("1")), make(two, in("2"))); err != nil {
		t.Fatal(err)
	}
	add := func(path string, s Settings) error {
		return Edit(t.Context(), path, s, func(db *DB) error { return db.execAll(t.Context(), []string{"INSERT INTO t VALUES (1)"}) })
	}
	for name, err := range map[string]error{"changed": add(two, in("1")), "kept up": func() error {
		_, err := Maintain(t.Context(), two, in("1"), time.Unix(0, 0), 0)
		return err
	}(), "tried": Try(t.Context(), two, in("none"), func(*DB) error { return nil })} {
		if err == nil || !strings.Contains(err.Error(), "the files of "+two+" are in "+filepath.Join(dir, "2")) {
			t.Errorf("%s in the folder of another: %v", name, err)
		}
	}
	three := "ducklake:" + filepath.Join(dir, "three.ducklake")
	if err := make(three, in("1")); err == nil || !strings.Contains(err.Error(), "is a new lake, and there is something in "+filepath.Join(dir, "1")+" already") {
		t.Errorf("made in the folder of another: %v", err)
	}
	if err := os.Rename(filepath.Join(dir, "2"), filepath.Join(dir, "moved")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(add(two, in("moved")), add(two, in("moved")), make(three, in("3")), add(one, Settings{Extensions: exts})); err != nil {
		t.Errorf("its own folder under another name, or not named: %v", err)
	}
}

// otherVersion is a folder with an extension that says that it is of another version.
func otherVersion(t *testing.T, folder string) string {
	t.Helper()
	out := t.TempDir()
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.Name() != extensionLake+".duckdb_extension" {
			return err
		}
		rel, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		version, _, _ := strings.Cut(rel, string(filepath.Separator))
		foot := len(data) - 512
		copy(data[foot:], bytes.ReplaceAll(data[foot:], []byte(version), []byte("v0.0.1")))
		to := filepath.Join(out, rel)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestLakeIsItsGroups wants what is written into a folder of a group to be the group's.
func TestLakeIsItsGroups(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("rights are derived from the folder")
	}
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(data, 0o770); err != nil {
		t.Fatal(err)
	}
	path, s := "ducklake:"+filepath.Join(dir, "catalogue.ducklake"), Settings{Extensions: extensions(t), Lake: &Lake{Data: data}}
	err := Create(t.Context(), path, s, func(db *DB) error {
		return db.execAll(t.Context(), []string{"CREATE TABLE t AS SELECT * FROM range(1000)"})
	})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = filepath.WalkDir(data, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == data {
			return err
		}
		n++
		info, err := e.Info()
		if err == nil && (info.Mode().Perm()&0o060 != 0o060 || info.Mode().Perm()&0o007 != 0) {
			t.Errorf("%s has the rights %s", path, info.Mode())
		}
		return err
	})
	if err != nil || n == 0 {
		t.Errorf("%d files, %v", n, err)
	}
}

// TestPassing knows what goes by from what stays, also where other errors stand before it.
func TestPassing(t *testing.T) {
	for text, want := range map[string]bool{
		"Failed to commit DuckLake transaction.\nTransaction conflict - attempting":                              true,
		"FATAL: terminating connection due to administrator command":                                             true,
		"Failed to get global stats information from DuckLake: Current transaction is aborted (please ROLLBACK)": true,
		"connection to server at \"db\" failed: Connection refused":                                              true,
		"Constraint Error: duplicate":                                                                            false,
	} {
		if got := Passing(errors.Join(errors.New("first"), errors.New(text))) != ""; got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if Passing(fmt.Errorf("at last: %w", final{ErrAway})) != "" {
		t.Error("what was tried often enough is tried again")
	}
	if Passing(nil) != "" {
		t.Error("no error passes")
	}
	for try := range mostTries {
		if wait := waitBefore(try); wait <= 0 || wait > 2*longestWait {
			t.Errorf("try %d waits %s", try, wait)
		}
	}
}

// TestStoreFaults wants what a store does not do to be said with what to do about it and whether to ask again, and
// nothing else to be taken for that.
func TestStoreFaults(t *testing.T) {
	for text, want := range map[string]struct {
		said    string
		passing bool
	}{
		"HTTP Error: Unable to connect to URL s3://none/x.parquet: Not Found (HTTP code 404)":                          {"make the bucket", false},
		"Failed to get files from DuckLake: HTTP GET error reading 's3://psd/x' in region 'a' (HTTP 404 Not Found)":    {"make the bucket", false},
		"HTTP Error: Unable to connect to URL s3://psd/x.parquet: Forbidden (HTTP code 403)":                           {"AWS_ACCESS_KEY_ID", false},
		"HTTP Error: Unable to connect to URL s3://psd/x: Moved Permanently (HTTP code 301)":                           {"AWS_REGION", false},
		"HTTP Error: Request returned HTTP 503 for HTTP PUT to 'http://store/psd/x.parquet'":                           {"busy", true},
		"HTTP Error: Request returned HTTP 501 for HTTP PUT to 'http://store/psd/x.parquet'":                           {"refused (HTTP 501)", false},
		"IO Error: Could not connect to server error for HTTP GET to 'http://127.0.0.1:1/x'":                           {"does not answer", true},
		"IO Error: SSL server verification failed error for HTTP GET to 'https://store/x'":                             {"DUCKDB_S3_USE_SSL=false", false},
		"Conversion Error: Could not convert string 'Request returned HTTP 503 for HTTP PUT to x (HTTP 404)' to INT32": {},
		"IO Error: Failed to remove files: HTTP 403 (Forbidden)":                                                       {"read, write and delete", false},
		"Constraint Error: 404 rows": {},
	} {
		err := fmt.Errorf("table x: %w", errors.Join(errors.New("first"), &duckdb.Error{Msg: text}))
		got := storeFaultIn(err)
		switch {
		case want.said == "" && (got != nil || Passing(err) != ""):
			t.Errorf("%s: taken for a fault of the store", text)
		case want.said != "" && (got == nil || !strings.Contains(got.said, want.said) || got.passing != want.passing || (Passing(err) != "") != want.passing || (Passing(got) != "") != want.passing):
			t.Errorf("%s: %+v", text, got)
		}
	}
	unfinished := final{fmt.Errorf("changed, but: %w", &duckdb.Error{Msg: "(HTTP code 403)"})}
	if got := Explain(unfinished); !strings.HasPrefix(got.Error(), "changed, but") {
		t.Errorf("what was left undone is said as %v", got)
	}
	missing := errors.New("/data/connection refused (HTTP 503)/x.csv: there is no such file")
	if got := Explain(missing); got != missing {
		t.Errorf("a missing file is said as %v", got)
	}
	for data, want := range map[string]bool{"/srv/psd": true, "s3://psd/lake": true, "az://psd/lake": false, "https://psd/lake": false, "s3://psd/x?s3_secret_access_key=hush": false} {
		if err := checkStore(data); (err == nil) != want || err != nil && strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", data, err)
		}
	}
}

// TestEncryptedFile wants an encrypted file to be read with its secret alone.
func TestEncryptedFile(t *testing.T) {
	s := Settings{Extensions: extensions(t), Secret: "a secret"}
	path := filepath.Join(t.TempDir(), "w.duckdb")
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	lay := func(db *DB) error { return Migrate(t.Context(), db, path, words) }
	if err := Create(t.Context(), path, s, lay); err != nil {
		t.Fatal(err)
	}
	add := func(db *DB) error {
		_, err := db.ExecContext(t.Context(), "INSERT INTO load.skip SELECT 1, 'a rule that can be found', i FROM range(5000) r(i)")
		return err
	}
	if err := Edit(t.Context(), path, s, add); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil || bytes.Contains(data, []byte("a rule that can be found")) {
		t.Errorf("the file can be read, or %v", err)
	}
	for secret, want := range map[string]string{"": "is encrypted", "another": "not the one"} {
		if _, err := OpenSession(t.Context(), path, Settings{Extensions: s.Extensions, Secret: secret}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("with the secret %q: %v", secret, err)
		}
	}
	plain := made(t)
	if _, err := OpenSession(t.Context(), plain, s); !errors.Is(err, ErrNotEncrypted) {
		t.Errorf("a plain file with a secret: %v", err)
	}
	if _, err := OpenSession(t.Context(), path, Settings{Extensions: t.TempDir(), Secret: s.Secret}); err == nil || !strings.Contains(err.Error(), "extension httpfs") {
		t.Errorf("without the extension: %v", err)
	}
	copied, err := Copy(t.Context(), path, s, filepath.Join(t.TempDir(), "plain.duckdb"), Settings{Extensions: s.Extensions}, nil, nil)
	if err != nil || len(copied) == 0 {
		t.Errorf("copied: %v, %v", copied, err)
	}
}
