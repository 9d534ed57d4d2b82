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

// The files of a lake lie in a folder, or at an address, of its own. What changes a lake in another one puts files where nobody
// else looks for them, and its upkeep deletes what it finds there: to it the files of another lake are left behind.

// enter attaches the lake, of which a new one is made where m says so: only where nothing lies that could be another's.
func (k lake) enter(ctx context.Context, db *DB, name string, m mode) error {
	snapshot := k.s.Lake.pin.Load()
	if m != making {
		return k.attachAs(ctx, db, name, m, snapshot)
	}
	err := k.attachAs(ctx, db, name, editing, snapshot)
	if err == nil || !errors.Is(k.explain(err), ErrMissing) {
		return err
	}
	if taken := k.takenBy(ctx, db); taken != nil {
		if k.attachAs(ctx, db, name, editing, snapshot) == nil { // another program has just made it
			return nil
		}
		return taken
	}
	return k.attachAs(ctx, db, name, making, snapshot)
}

// takenBy refuses a folder or an address for a new lake that holds a file.
func (k lake) takenBy(ctx context.Context, db *DB) error {
	data, found := k.s.Lake.Data, ""
	if isStore(data) {
		names, err := db.names(ctx, "SELECT file FROM glob("+Quote(strings.TrimRight(data, "/")+"/**")+") LIMIT 1")
		if err != nil {
			return err
		}
		found = strings.Join(names, "")
	} else if data != "" {
		_ = filepath.WalkDir(data, func(path string, e fs.DirEntry, err error) error { // what cannot be read, the engine will refuse
			if err == nil && !e.IsDir() {
				found = path
				return fs.SkipAll
			}
			return nil
		})
	}
	if found == "" {
		return nil
	}
	return fmt.Errorf("%s is a new lake, and there is something in %s already: %s: name an empty folder or address of its own with --data, or the lake that these files are of", k.path, data, found)
}

// checkData refuses to change a lake in a folder or at an address that is not its own: neither that of its catalogue, nor another name
// for it, which one of its files shows.
func (k lake) checkData(ctx context.Context, db *DB, folder string) error {
	const meta = "__ducklake_metadata_wh."
	var own string
	if err := db.QueryRowContext(ctx, "SELECT value FROM "+meta+"ducklake_metadata WHERE key = 'data_path' AND scope IS NULL").Scan(&own); err != nil {
		return err
	}
	if strings.TrimRight(own, "/") == strings.TrimRight(folder, "/") {
		return nil
	}
	files, err := db.names(ctx, fmt.Sprintf(`SELECT s.path || t.path || f.path FROM %[1]sducklake_data_file f JOIN %[1]sducklake_table t USING (table_id) JOIN %[1]sducklake_schema s USING (schema_id)
		WHERE f.end_snapshot IS NULL AND f.path_is_relative AND t.path_is_relative AND s.path_is_relative ORDER BY f.data_file_id DESC LIMIT 1`, meta))
	if err != nil {
		return err
	}
	for _, f := range files {
		there, err := db.isThere(ctx, strings.TrimRight(folder, "/")+"/"+f)
		if there || err != nil {
			return err
		}
	}
	return fmt.Errorf("the files of %s are in %s, and not in %s: name that folder with --data, or leave it out (also in PROCEEDINGS_DATA and %s)", k.path, own, folder, "proceedings.yaml")
}

// isThere reports whether a file, or an object of a store, is there.
func (d *DB) isThere(ctx context.Context, path string) (bool, error) {
	if isStore(path) {
		names, err := d.names(ctx, "SELECT file FROM glob("+Quote(path)+")")
		return len(names) > 0, err
	}
	_, err := os.Stat(path)
	return err == nil, nil
}
