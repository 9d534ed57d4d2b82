//go:build duckdb_arrow

package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// ErrMissing is returned where a warehouse file should exist and does not.
var ErrMissing = errors.New("no such warehouse")

// ErrLocked is returned where another process holds the warehouse.
var ErrLocked = errors.New("warehouse in use")

// ErrNotEncrypted is returned for a warehouse file that is opened with a key and was never encrypted.
var ErrNotEncrypted = errors.New("an encryption key is for an encrypted warehouse")

// DB is one DuckDB instance with a single connection, so that temporary
// tables and transactions belong to the caller.
type DB struct {
	*sql.Conn
	pool  *sql.DB
	spill *tempFolder // for what does not fit in memory; removed on Close
}

// Settings bound what an instance may use. Zero values leave DuckDB's own; of threads there are then as many as the program
// may use processors, and one to read a small warehouse.
type Settings struct {
	Threads     int
	MemoryLimit string            // as DuckDB writes it: 2GiB
	Extensions  string            // folder of the engine's extensions; empty: where its own INSTALL puts them
	Lake        *Lake             // what is said of a shared lake; nil: nothing
	Folder      string            // the one folder that statements may write files into (WriteFile); empty: none
	Secret      string            // what the warehouse file is encrypted with; empty: it is not
	Say         func(what string) // told what is waited for; may be nil

	source place // a warehouse that is attached too, to be copied; nil: none
}

// OpenSession opens an empty in-memory instance with the warehouse attached
// read-only as wh: a file, or a lake as it stands now. An empty path attaches nothing. A warehouse of an older
// program is brought up to date first.
func OpenSession(ctx context.Context, path string, s Settings) (*DB, error) {
	if path == "" {
		return open(ctx, s, access{})
	}
	db, err := openSession(ctx, path, s)
	if !errors.Is(err, errOlder) {
		return db, err
	}
	if err := upgradeWarehouse(ctx, path, s); err != nil {
		return nil, err
	}
	return openSession(ctx, path, s)
}

func openSession(ctx context.Context, path string, s Settings) (*DB, error) {
	db, err := at(path, s).read(ctx)
	if err != nil {
		return nil, err
	}
	if err := checkSchema(ctx, db, path); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Close closes the connection, and with the pool the instance behind it.
func (d *DB) Close() error {
	err := errors.Join(d.Conn.Close(), d.pool.Close())
	if d.spill != nil {
		err = errors.Join(err, d.spill.leave())
	}
	return err
}

// access is what an instance is let at before it is shut in.
type access struct {
	files      []string                                     // that it may open
	folders    []string                                     // in which it may open any file, or addresses that begin so
	extensions []string                                     // that it loads
	attach     []func(context.Context, *DB) (string, error) // each attaches a lake, which cannot be done later, and gives its folder
}

// open opens an instance in memory that is kept to itself: no extension is fetched or loaded but those named, no
// file but those named is read, and no statement can undo that. The keys
// and the quarantine beside a warehouse are out of reach.
func open(ctx context.Context, s Settings, a access) (*DB, error) {
	connector, err := duckdb.NewConnector("", func(driver.ExecerContext) error { return nil })
	if err != nil {
		return nil, err
	}
	pool := sql.OpenDB(connector)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	if s.source != nil {
		a = s.source.letIn(a)
	}
	db := &DB{Conn: conn, pool: pool}
	if db.spill, err = takeTempFolder(); err != nil {
		return nil, errors.Join(fmt.Errorf("the folder for temporary files cannot be used; name another in TMPDIR: %w", err), db.Close())
	}
	if err := db.prepare(ctx, s, a); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if s.source != nil {
		if err := s.source.attachSource(ctx, db); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return db, nil
}

func (d *DB) prepare(ctx context.Context, s Settings, a access) error {
	if err := d.execAll(ctx, append(s.statements(), "SET temp_directory = "+Quote(d.spill.path))); err != nil {
		return err
	}
	if err := d.loadExtensions(ctx, s, a.extensions); err != nil {
		return err
	}
	for _, attach := range a.attach {
		folder, err := attach(ctx, d)
		if err != nil {
			return err
		}
		a.folders = append(a.folders, folder)
	}
	if s.Folder != "" {
		a.folders = append(a.folders, s.Folder)
	}
	return d.execAll(ctx, []string{
		"SET allowed_paths = [" + quoteAll(a.files) + "]",
		"SET allowed_directories = [" + quoteAll(a.folders) + "]",
		"SET enable_external_access = false",
		"SET lock_configuration = true"})
}

func (d *DB) execAll(ctx context.Context, statements []string) error {
	for _, stmt := range statements {
		if _, err := d.ExecContext(ctx, stmt); err != nil {
			return fmt.Errorf("%s: %w", stmt, err)
		}
	}
	return nil
}

// statements are the settings of an instance but those that shut it in.
func (s Settings) statements() []string {
	out := []string{
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET TimeZone = 'UTC'",
		"SET preserve_insertion_order = false",
	}
	if s.Secret != "" {
		out = append(out, "SET temp_file_encryption = true")
	}
	if s.Threads == 0 {
		s.Threads = runtime.GOMAXPROCS(0) // the engine counts all processors of the machine, also those that the program is not let use
	}
	out = append(out, fmt.Sprintf("SET threads = %d", s.Threads))
	if s.MemoryLimit != "" {
		out = append(out, "SET memory_limit = "+Quote(s.MemoryLimit))
	}
	return out
}

// explain turns the engine's words for the usual misfortunes into a sentence
// that says what to do.
func explain(path string, err error) error {
	msg := engineWords(path, err)
	switch {
	case errors.Is(err, context.Canceled), strings.Contains(msg, context.Canceled.Error()), strings.HasPrefix(msg, "INTERRUPT Error"):
		return context.Canceled // who stopped it knows
	case errors.Is(err, ErrLocked), strings.Contains(msg, "Could not set lock"), strings.Contains(msg, "Conflicting lock"), strings.Contains(msg, "being used by another process"):
		return fmt.Errorf("%w: another program has %s open; wait until it has finished, or close it, and try again", ErrLocked, path)
	case strings.Contains(msg, "Cannot open encrypted database"):
		return fmt.Errorf("%s is encrypted: give its key in PROCEEDINGS_ENCRYPTION_KEY, or name the file that holds it with --encryption-key-file", path)
	case strings.Contains(msg, "Wrong encryption key"):
		return fmt.Errorf("the key is not the one that %s was encrypted with: give the right one", path)
	case strings.Contains(msg, "key is explicitly specified"):
		return fmt.Errorf("%w: %s is not, and a key was given: leave the key out, or make an encrypted copy with: proceedings copy --from %[2]s --to NEW", ErrNotEncrypted, path)
	case strings.Contains(msg, "not a valid DuckDB database"), strings.Contains(msg, "corrupt"):
		return fmt.Errorf("%s is not a warehouse of this program (DuckDB cannot read it): name another file", path)
	case strings.Contains(msg, "ermission denied"), strings.Contains(msg, "ead-only file system"):
		return fmt.Errorf("%s cannot be opened: permission denied; check the rights on the file and its folder", path)
	}
	return fmt.Errorf("%s cannot be opened: %s", path, firstLine(err.Error()))
}

// engineWords is what an error says without the names in it, which could read as a fault.
func engineWords(path string, err error) string {
	return quotedName.ReplaceAllString(strings.ReplaceAll(err.Error(), path, ""), `""`)
}

var quotedName = regexp.MustCompile(`"[^"]*"`)

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// IsFault reports whether an error is the engine's own, in its words.
func IsFault(err error) bool {
	var fault *duckdb.Error
	return errors.As(err, &fault) && !errors.As(err, new(*storeFault))
}

// Quote writes s as an SQL string literal.
func Quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// Ident writes s as a quoted SQL identifier.
func Ident(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func quoteAll(texts []string) string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = Quote(t)
	}
	return strings.Join(out, ", ")
}
