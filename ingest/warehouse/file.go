//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// file is a warehouse in one file.
type file struct {
	path string
	s    Settings
}

func (f file) beside() string {
	if target, err := filepath.EvalSymlinks(f.path); err == nil {
		return target
	}
	return f.path
}

func (f file) read(ctx context.Context) (*DB, error) {
	if err := checkFile(f.path, false); err != nil {
		return nil, err
	}
	return holdFile(ctx, f.path, f.s.sparing(f.path))
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

// take has work done in the folder beside the warehouse, where no other program changes it meanwhile.
func (f file) take(ctx context.Context, create bool, work func(*aside) error) error {
	if err := checkFile(f.path, create); err != nil {
		return err
	}
	a, err := takeAside(f.path)
	if err != nil {
		return err
	}
	defer a.leave()
	if err := a.settle(ctx, f.s); err != nil {
		return err
	}
	return work(a)
}

func (f file) change(ctx context.Context, create bool, work func(*DB) error) error {
	return f.take(ctx, create, func(a *aside) error { return a.change(ctx, f.s, work) })
}

// try carries out work on a copy. Where nothing can be written beside the file, the copy is in the system's folder for such.
func (f file) try(ctx context.Context, work func(*DB) error) error {
	if err := checkFile(f.path, false); err != nil && !errors.Is(err, ErrMissing) {
		return err
	}
	a, err := takeAside(f.path)
	if err != nil && !errors.Is(err, ErrLocked) {
		a, err = takeTemp(f.path)
	}
	if err != nil {
		return err
	}
	defer a.leave()
	from, err := a.copy(ctx, f.s)
	if err != nil {
		return err
	}
	if err := from.close(); err != nil {
		return err
	}
	return dropped(a.work(ctx, f.s, dropping(work)))
}

func (f file) rewrite(ctx context.Context, plan func(*DB) (*Rewrite, error)) error {
	return f.take(ctx, false, func(a *aside) error { return a.rewrite(ctx, f.s, plan) })
}

// again is one attempt: what passes by itself, that readers hold a file's name, is waited for where it is replaced.
func (f file) again(_ context.Context, attempt func() error) error { return attempt() }

func (f file) free() error {
	if _, err := os.Lstat(f.path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: there is something at %s already", ErrHolds, f.path)
	}
	return nil
}

func (f file) letIn(a access) access {
	a.extensions = append(a.extensions, f.s.forFile()...)
	a.files = append(a.files, withLogs(f.path)...)
	return a
}

func (f file) attachSource(ctx context.Context, db *DB) error {
	return db.attachFile(ctx, f.path, sourceName, f.s, true)
}

// holdFile opens the warehouse at path for reading, as wh, which keeps who would write to it
// away; others are files that may be attached too.
func holdFile(ctx context.Context, path string, s Settings, others ...string) (*DB, error) {
	db, err := openFile(ctx, path, s, true, others...)
	if err != nil {
		return nil, explain(path, err)
	}
	return db, nil
}

// openFile opens an instance with the warehouse file at path attached as wh. What is opened for writing is the
// database in use.
func openFile(ctx context.Context, path string, s Settings, readOnly bool, others ...string) (*DB, error) {
	db, err := open(ctx, s, access{files: append(withLogs(path), others...), extensions: s.forFile()})
	if err != nil {
		return nil, err
	}
	if err := db.attachFile(ctx, path, "wh", s, readOnly); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// attachFile attaches a warehouse file by a name. What is attached for writing is the database in use from then on.
func (d *DB) attachFile(ctx context.Context, path, as string, s Settings, readOnly bool) error {
	options := []string{}
	if readOnly {
		options = append(options, "READ_ONLY")
	}
	if s.Secret != "" {
		options = append(options, "ENCRYPTION_KEY "+Quote(s.Secret))
	}
	stmt := "ATTACH " + Quote(path) + " AS " + as
	if len(options) > 0 {
		stmt += " (" + strings.Join(options, ", ") + ")"
	}
	if _, err := d.ExecContext(ctx, stmt); err != nil || readOnly {
		return err
	}
	_, err := d.ExecContext(ctx, "USE "+as)
	return err
}

// checkFile refuses what is no file that a warehouse can be, and makes the folder of one that may be made.
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
		if _, err := os.Lstat(path); err == nil {
			return fmt.Errorf("%s is a link to what is not there: is a network drive missing? Remove the link to begin a new warehouse here", path)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("the warehouse's folder cannot be made: %w", err)
		}
		return nil
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%w: %s does not exist; load exports into it first", ErrMissing, path)
	}
	return fmt.Errorf("the warehouse cannot be read: %w", err)
}
