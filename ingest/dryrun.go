package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"proceedings/ingest/warehouse"
)

// A dry run does all that a load does, on a copy of the warehouse in a private
// folder, and takes it back. The warehouse itself is only read: a transaction that
// is rolled back may have written parts of large tables into the file already.

// try loads the exports into a copy of the warehouse and says what would become
// of them. Where the load would be refused for a collapsed snapshot, both the
// report and the error are returned.
func try(ctx context.Context, opt Options, found []export) (report *Report, err error) {
	dir, err := tryFolder(opt.Warehouse)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	copied := filepath.Join(dir, "warehouse.duckdb")
	if err := copyWarehouse(ctx, opt.Warehouse, copied, opt.Settings); err != nil {
		return nil, err
	}
	opt.store, opt.Warehouse = opt.Warehouse, copied
	if _, err := os.Stat(opt.KeyFile); errors.Is(err, fs.ErrNotExist) {
		if opt, err = tryKeys(ctx, opt, dir); err != nil {
			return nil, err
		}
	}
	report, err = load(ctx, opt, found)
	return report, plainError(err)
}

// tryFolder is where a dry run works: beside the warehouse, so that what one that
// was killed leaves behind is seen, and removed when a case is forgotten. Where nothing can be
// written there it is the system's folder for such.
func tryFolder(w string) (string, error) {
	dir, err := os.MkdirTemp(filepath.Dir(w), filepath.Base(w)+tryMark)
	if err != nil {
		dir, err = os.MkdirTemp("", filepath.Base(w)+tryMark)
	}
	return dir, err
}

// tryMark stands in the name of a dry run's folder, after the warehouse's.
const tryMark = ".try-"

// removeTries removes what killed dry runs left beside a warehouse.
func removeTries(w string) error {
	entries, err := os.ReadDir(filepath.Dir(w))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(w)+tryMark) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(filepath.Dir(w), e.Name())))
		}
	}
	return err
}

// tryKeys gives a run without keys some of its own, where a load would make them.
func tryKeys(ctx context.Context, opt Options, dir string) (Options, error) {
	if _, err := os.Stat(opt.Warehouse); errors.Is(err, fs.ErrNotExist) {
		opt.KeyFile = filepath.Join(dir, "keys")
		return opt, nil
	}
	db, err := warehouse.OpenSession(ctx, opt.Warehouse, opt.Settings)
	if err != nil {
		return opt, err
	}
	defer db.Close()
	var n int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM wh.load.key").Scan(&n); err != nil {
		return opt, engineError(err)
	}
	if n == 0 {
		opt.KeyFile = filepath.Join(dir, "keys")
	}
	return opt, nil
}

// copyWarehouse copies a warehouse while nobody can write to it. One that does
// not exist yet has nothing to copy.
func copyWarehouse(ctx context.Context, from, to string, s warehouse.Settings) error {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	lock, err := warehouse.OpenSession(ctx, from, s)
	if err != nil {
		return err
	}
	defer lock.Close()
	for _, suffix := range []string{"", ".wal", ".wal.checkpoint", ".wal.recovery"} {
		if err := copyFile(from+suffix, to+suffix); err != nil && !(suffix != "" && errors.Is(err, fs.ErrNotExist)) {
			return fmt.Errorf("the warehouse cannot be copied for the dry run: %w", err)
		}
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
