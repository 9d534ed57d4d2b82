//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
)

// A lake is a warehouse that many programs load into and read at once: DuckLake, whose tables are Parquet files in a
// folder that all of them see, and whose catalogue is a database that all of them reach. A program sees one snapshot
// of it. What a program changes becomes one new snapshot, or nothing.
//
// Loads number their files after those before, so that no two may be made of the same snapshot. They take
// turns; and should a turn be lost, as when the catalogue's server is restarted, both would write load.meta, which
// the catalogue refuses the second.

// Lake is what is said of a lake beside its name. One value serves all that a program does with it.
type Lake struct {
	Data string // folder or address of its files, with which it is made; empty: where the catalogue says

	pin atomic.Int64 // the snapshot that the program reads, once it has read; 0 before, and after it has written
}

// postgresPrefix begins what is said of a catalogue in PostgreSQL; else it is a file.
const postgresPrefix = "postgres:"

var (
	lakeDatabase = regexp.MustCompile(`(?:^|[\s:])dbname\s*=\s*'?([^\s']+)`)
	lakePassword = regexp.MustCompile(`(?i)\b(?:ssl)?password\s*=|://[^@/]*:[^@/]*@`)
	lakeKind     = regexp.MustCompile(`^[A-Za-z_]{2,}:`) // of catalogue; one letter is a drive
)

// lake is a lake that is being worked on.
type lake struct {
	path string
	s    Settings
}

// lakeAt is the lake at path.
func lakeAt(path string, s Settings) lake {
	if s.Lake == nil {
		s.Lake = &Lake{}
	}
	return lake{path, s}
}

// catalogue is where the lake's catalogue is.
func (k lake) catalogue() string { return strings.TrimPrefix(k.path, lakePrefix) }

func (k lake) inPostgres() bool { return strings.HasPrefix(k.catalogue(), postgresPrefix) }

// extensions are what the lake needs of the engine.
func (k lake) extensions() []string {
	out := []string{extensionLake}
	if k.inPostgres() {
		out = append(out, extensionPostgres)
	}
	if isStore(k.s.Lake.Data) {
		out = append(out, extensionHTTP)
	}
	return out
}

func (k lake) beside() string {
	catalogue := k.catalogue()
	if m := lakeDatabase.FindStringSubmatch(catalogue); m != nil && k.inPostgres() {
		return m[1] + ".lake"
	}
	if _, name, ok := strings.Cut(catalogue, ":"); ok {
		catalogue = name
	}
	if lakePassword.MatchString(catalogue) {
		catalogue = "psd" // it is refused, and stands in no name of a file until then
	}
	return filepath.Base(catalogue) + ".lake"
}

// check refuses what would give a secret away, catalogues of other kinds, and addresses that nothing can be written to.
func (k lake) check() error {
	if lakePassword.MatchString(k.path) {
		return errors.New("the lake's name holds a password, which others on this computer could read: leave it out and put it in PGPASSWORD, or in the file that PGPASSFILE names")
	}
	if kind := lakeKind.FindString(k.catalogue()); k.catalogue() == "" || kind != "" && kind != postgresPrefix {
		return fmt.Errorf("%s: a lake's name says where its catalogue is: in PostgreSQL, as %[2]s%[3]sdbname=psd host=db, or in a file, as %[2]spsd.ducklake", k.path, lakePrefix, postgresPrefix)
	}
	return checkStore(k.s.Lake.Data)
}

// mode is how a lake is opened.
type mode int

const (
	reading mode = iota // as one snapshot
	editing             // one that exists
	making              // one that exists, or a new one
)

// read opens an instance with the lake attached for reading, as it stood when the program read it first.
func (k lake) read(ctx context.Context) (db *DB, err error) {
	err = k.again(ctx, func() error {
		db, err = k.open(ctx, reading)
		return err
	})
	return db, err
}

// open opens an instance with the lake attached as wh. What is opened for writing is the database in use.
func (k lake) open(ctx context.Context, m mode) (*DB, error) {
	if err := k.check(); err != nil {
		return nil, err
	}
	attach := func(ctx context.Context, db *DB) (string, error) { return k.attach(ctx, db, m) }
	db, err := open(ctx, k.s, access{extensions: k.extensions(), attach: []func(context.Context, *DB) (string, error){attach}})
	if err != nil {
		return nil, k.explain(err)
	}
	if m == reading {
		return db, nil
	}
	if _, err := db.ExecContext(ctx, "USE wh"); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// attach attaches the lake and gives the folder of its data.
func (k lake) attach(ctx context.Context, db *DB, m mode) (string, error) {
	name := "wh"
	if m == reading {
		name = lakeName
	}
	if err := k.enter(ctx, db, name, m); err != nil {
		return "", err
	}
	if m == reading {
		if err := k.pinAndLay(ctx, db); err != nil {
			return "", err
		}
	}
	folder, err := lakeFolder(ctx, db, name)
	if err == nil && m != reading && k.s.Lake.Data != "" {
		err = k.checkData(ctx, db, folder)
	}
	return folder, err
}

// lakeFolder is the folder or address of an attached lake's files.
func lakeFolder(ctx context.Context, db *DB, name string) (folder string, err error) {
	err = db.QueryRowContext(ctx, "SELECT data_path FROM ducklake_settings("+Quote(name)+")").Scan(&folder)
	return folder, err
}

// lakeName is what a lake is attached as that is only read; wh is then a database of the session.
const lakeName = "lake"

// pinAndLay holds the session to one snapshot, and lays wh: the load facts as tables of its own, for they are small
// and asked for in every statement, which each time costs the catalogue four questions a table; the records
// as views.
func (k lake) pinAndLay(ctx context.Context, db *DB) error {
	if k.s.Lake.pin.Load() == 0 {
		// What is read in several statements must be of one snapshot.
		snapshot, err := snapshotOf(ctx, db, lakeName)
		if err != nil {
			return err
		}
		k.s.Lake.pin.Store(snapshot)
		if _, err := db.ExecContext(ctx, "DETACH "+lakeName); err != nil {
			return err
		}
		if err := k.attachAs(ctx, db, lakeName, reading, snapshot); err != nil {
			return err
		}
	}
	if _, err := db.ExecContext(ctx, "ATTACH ':memory:' AS wh"); err != nil {
		return err
	}
	return db.transact(ctx, func() error { return k.lay(ctx, db) })
}

func (k lake) lay(ctx context.Context, db *DB) error {
	tables, err := k.tables(ctx, db)
	if err != nil {
		return err
	}
	var stmts []string
	for _, schema := range schemas {
		stmts = append(stmts, "CREATE SCHEMA wh."+schema)
	}
	for _, t := range tables {
		what := "VIEW"
		if strings.HasPrefix(t, "load.") {
			what = "TABLE"
		}
		stmts = append(stmts, fmt.Sprintf("CREATE %s wh.%s AS FROM %s.%[2]s", what, qualified(t), lakeName))
	}
	if slices.Contains(tables, "load.undone") {
		stmts = append(stmts, "USE wh", goneView, "USE memory")
	}
	return db.execAll(ctx, stmts)
}

// tables are the tables of the lake in the snapshot that is read, by its catalogue: the engine's own list reads the statistics of each.
func (k lake) tables(ctx context.Context, db *DB) ([]string, error) {
	return db.names(ctx, fmt.Sprintf(`SELECT s.schema_name || '.' || t.table_name FROM %[1]s.ducklake_table t JOIN %[1]s.ducklake_schema s USING (schema_id)
		WHERE %[2]d >= t.begin_snapshot AND (t.end_snapshot IS NULL OR %[2]d < t.end_snapshot) ORDER BY ALL`, "__ducklake_metadata_"+lakeName, k.s.Lake.pin.Load()))
}

// LakeState names what a lake holds as the program reads it: the same name, the same contents.
func LakeState(ctx context.Context, path string, s Settings) (string, error) {
	s = lakeAt(path, s).s
	db, err := OpenSession(ctx, path, s)
	if err != nil {
		return "", err
	}
	defer db.Close()
	var state string
	// The list has what was loaded since the session was held to its snapshot, too.
	err = db.QueryRowContext(ctx, fmt.Sprintf("SELECT concat_ws(' ', snapshot_id, snapshot_time) FROM ducklake_snapshots(%s) WHERE snapshot_id = %d", Quote(lakeName), s.Lake.pin.Load())).Scan(&state)
	return path + " " + state, err
}

func snapshotOf(ctx context.Context, db *DB, name string) (n int64, err error) {
	err = db.QueryRowContext(ctx, "SELECT id FROM ducklake_current_snapshot("+Quote(name)+")").Scan(&n)
	return n, err
}

func (k lake) attachAs(ctx context.Context, db *DB, name string, m mode, snapshot int64) error {
	options := []string{}
	if data := k.s.Lake.Data; data != "" {
		if !isStore(data) {
			var err error
			if data, err = filepath.Abs(data); err != nil { // other programs are called in other folders
				return err
			}
			if m == making {
				if err := os.MkdirAll(data, 0o700); err != nil {
					return fmt.Errorf("the lake's folder cannot be made: %w", err)
				}
			}
		}
		options = append(options, "DATA_PATH "+Quote(data), "OVERRIDE_DATA_PATH true")
	}
	if m == reading {
		options = append(options, "READ_ONLY")
		if snapshot != 0 {
			options = append(options, fmt.Sprintf("SNAPSHOT_VERSION %d", snapshot))
		}
	}
	if m != making {
		options = append(options, "CREATE_IF_NOT_EXISTS false")
	}
	stmt := "ATTACH " + Quote(k.path) + " AS " + name
	if len(options) > 0 {
		stmt += " (" + strings.Join(options, ", ") + ")"
	}
	_, err := db.ExecContext(ctx, stmt)
	if err != nil && strings.Contains(err.Error(), "requires the extension "+extensionHTTP) {
		// The catalogue knows of an address that was not given.
		if err := db.loadExtensions(ctx, k.s, []string{extensionHTTP}); err != nil {
			return err
		}
		_, err = db.ExecContext(ctx, stmt)
	}
	return err
}

// change carries out work on the lake, in one transaction, again where another program came between.
func (k lake) change(ctx context.Context, create bool, work func(*DB) error) error {
	m := editing
	if create {
		m = making
	}
	return k.again(ctx, func() error {
		return k.once(ctx, m, func(db *DB) error { return db.transact(ctx, func() error { return k.claimed(ctx, db, work) }) })
	})
}

// try carries out work on the lake and drops what came of it.
func (k lake) try(ctx context.Context, work func(*DB) error) error {
	err := k.again(ctx, func() error {
		return k.once(ctx, editing, func(db *DB) error {
			return dropped(db.transact(ctx, func() error { return dropping(work)(db) }))
		})
	})
	if !errors.Is(err, ErrMissing) {
		return err
	}
	// What is not there yet would be made, and is tried in a file instead.
	a, err := takeTemp(k.path)
	if err != nil {
		return err
	}
	defer a.leave()
	return dropped(a.work(ctx, k.s, dropping(work)))
}

// again tries once more where the lake's catalogue or store was away, or another program's change came between.
func (k lake) again(ctx context.Context, attempt func() error) error {
	return k.s.tryAgain(ctx, Passing, attempt)
}

// free leaves it to the transaction to find out what the lake holds.
func (k lake) free() error { return nil }

func (k lake) letIn(a access) access {
	a.extensions = append(a.extensions, k.extensions()...)
	a.attach = append(a.attach, func(ctx context.Context, db *DB) (string, error) {
		if err := k.attachAs(ctx, db, sourceName, reading, k.s.Lake.pin.Load()); err != nil {
			return "", err
		}
		return lakeFolder(ctx, db, sourceName)
	})
	return a
}

// attachSource has nothing left to do: a lake must be attached before the instance is shut in.
func (k lake) attachSource(context.Context, *DB) error { return nil }

// once opens the lake, waits for its turn and carries out work.
func (k lake) once(ctx context.Context, m mode, work func(*DB) error) (err error) {
	db, err := k.open(ctx, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	t, err := k.takeTurn(ctx, db)
	if err != nil {
		return err
	}
	defer t.leave(ctx)
	k.s.Lake.pin.Store(0)
	folder, err := lakeFolder(ctx, db, "wh")
	if err != nil {
		return err
	}
	err = likeFolder(folder, func() error { return work(db) })
	if err != nil && ctx.Err() == nil && !t.held(ctx) {
		return fmt.Errorf("%w: %w", ErrAway, err) // the engine says many things then
	}
	if stored := storeFaultIn(err); stored != nil && isStore(folder) {
		return stored
	}
	return err
}

// ErrAway is returned where the catalogue went away in the middle of a change: whether that was saved, it no longer said.
var ErrAway = errors.New("the lake's catalogue went away")
