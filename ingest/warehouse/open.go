//go:build duckdb_arrow

package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// ErrMissing is returned where a warehouse file should exist and does not.
var ErrMissing = errors.New("no such warehouse")

// ErrLocked is returned where another process holds the warehouse.
var ErrLocked = errors.New("warehouse in use")

// DB is one DuckDB instance with a single connection, so that temporary
// tables and transactions belong to the caller.
type DB struct {
	*sql.Conn
	pool      *sql.DB
	connector *duckdb.Connector
	spill     *tempFolder // for what does not fit in memory; removed on Close
}

// Settings bound what an instance may use. Zero values leave DuckDB's own, but for the threads of a small warehouse.
type Settings struct {
	Threads     int
	MemoryLimit string // as DuckDB writes it: 2GiB
	TempDir     string // where sets larger than memory are spilled
}

// OpenSession opens an empty in-memory instance with the warehouse attached
// read-only as wh. An empty path attaches nothing. A warehouse of an older
// program is brought up to date first.
func OpenSession(ctx context.Context, path string, s Settings) (*DB, error) {
	db, err := openSession(ctx, path, s)
	if !errors.Is(err, errOlder) {
		return db, err
	}
	if err := upgradeFile(ctx, path, s); err != nil {
		return nil, err
	}
	return openSession(ctx, path, s)
}

func openSession(ctx context.Context, path string, s Settings) (*DB, error) {
	if path != "" {
		if err := checkFile(path, false); err != nil {
			return nil, err
		}
	}
	files := []string{}
	if path != "" {
		files = withLogs(path)
	}
	db, err := open(ctx, "", s.sparing(path), files...)
	if err != nil {
		return nil, err
	}
	if path == "" {
		return db, nil
	}
	if _, err := db.ExecContext(ctx, "ATTACH "+Quote(path)+" AS wh (READ_ONLY)"); err != nil {
		db.Close()
		return nil, explain(path, err)
	}
	if err := checkSchema(ctx, db, path); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// smallWarehouse is the size in bytes below which a session has one thread, where nothing else is said: more
// of them use a quarter more of the processors and are no sooner done.
const smallWarehouse = 64 << 20

// sparing gives the session of a small warehouse one thread.
func (s Settings) sparing(path string) Settings {
	if info, err := os.Stat(path); s.Threads == 0 && err == nil && info.Size() < smallWarehouse {
		s.Threads = 1
	}
	return s
}

// Close closes the connection and the instance behind it.
func (d *DB) Close() error {
	err := errors.Join(d.Conn.Close(), d.pool.Close(), d.connector.Close())
	if d.spill != nil {
		err = errors.Join(err, d.spill.leave())
	}
	return err
}

// open opens an instance; files are the databases that it may open besides its own.
func open(ctx context.Context, path string, s Settings, files ...string) (*DB, error) {
	connector, err := duckdb.NewConnector(path, func(driver.ExecerContext) error { return nil })
	if err != nil {
		return nil, err
	}
	pool := sql.OpenDB(connector)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	db := &DB{Conn: conn, pool: pool, connector: connector}
	if s.TempDir == "" {
		if db.spill, err = takeTempFolder(); err != nil {
			return nil, errors.Join(err, db.Close())
		}
		s.TempDir = db.spill.path
	}
	for _, stmt := range settings(files, s) {
		if _, err := conn.ExecContext(ctx, stmt); err != nil {
			db.Close()
			return nil, fmt.Errorf("%s: %w", stmt, err)
		}
	}
	return db, nil
}

// settings keeps an instance to itself: no extension is fetched or loaded, no
// file but the databases named is read, and no statement can undo that. The keys
// and the quarantine beside a warehouse are out of reach.
func settings(files []string, s Settings) []string {
	allowed := []string{}
	for _, f := range files {
		allowed = append(allowed, Quote(f))
	}
	out := []string{
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET TimeZone = 'UTC'",
		"SET preserve_insertion_order = false",
		"SET temp_directory = " + Quote(s.TempDir),
	}
	if s.Threads > 0 {
		out = append(out, fmt.Sprintf("SET threads = %d", s.Threads))
	}
	if s.MemoryLimit != "" {
		out = append(out, "SET memory_limit = "+Quote(s.MemoryLimit))
	}
	return append(out,
		"SET allowed_paths = ["+strings.Join(allowed, ", ")+"]",
		"SET enable_external_access = false",
		"SET lock_configuration = true")
}

func checkFile(path string, create bool) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("%s is a folder, not a warehouse file: name a file such as %s", path, filepath.Join(path, "warehouse.duckdb"))
	case err == nil && info.Size() == 0:
		return fmt.Errorf("%s is empty, not a warehouse: remove it or name another file", path)
	case err == nil:
		return nil
	case errors.Is(err, os.ErrNotExist) && create:
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("the warehouse's folder cannot be made: %w", err)
		}
		return nil
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%w: %s does not exist; load exports into it first", ErrMissing, path)
	}
	return fmt.Errorf("the warehouse cannot be read: %w", err)
}

// explain turns the engine's words for the usual misfortunes into a sentence
// that says what to do.
func explain(path string, err error) error {
	msg := err.Error()
	switch {
	case errors.Is(err, context.Canceled), strings.Contains(msg, context.Canceled.Error()), strings.HasPrefix(msg, "INTERRUPT Error"):
		return context.Canceled // who stopped it knows
	case errors.Is(err, ErrLocked), strings.Contains(msg, "Could not set lock"), strings.Contains(msg, "Conflicting lock"), strings.Contains(msg, "being used by another process"):
		return fmt.Errorf("%w: another program has %s open; wait until it has finished, or close it, and try again", ErrLocked, path)
	case strings.Contains(msg, "not a valid DuckDB database"), strings.Contains(msg, "corrupt"):
		return fmt.Errorf("%s is not a warehouse of this program (DuckDB cannot read it): name another file", path)
	case strings.Contains(msg, "ermission denied"), strings.Contains(msg, "ead-only file system"):
		return fmt.Errorf("%s cannot be opened: permission denied; check the rights on the file and its folder", path)
	}
	return fmt.Errorf("%s cannot be opened: %s", path, firstLine(msg))
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// IsFault reports whether an error is the engine's own, in its words.
func IsFault(err error) bool {
	var fault *duckdb.Error
	return errors.As(err, &fault)
}

// Quote writes s as an SQL string literal.
func Quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Ident writes s as a quoted SQL identifier.
func Ident(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
