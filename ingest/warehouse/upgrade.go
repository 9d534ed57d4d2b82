//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"fmt"
)

// errOlder is returned for a warehouse that an older program made.
var errOlder = errors.New("older schema")

// from1 leads from the first version of the schema to the second.
func from1() []string {
	out := []string{
		// Which file a load corrects; the view of what counts reads it.
		"ALTER TABLE load.file ADD COLUMN corrects INTEGER",
		// What was accepted had no date of the snapshot before; it is the last before of its scope.
		"ALTER TABLE load.accepted RENAME TO accepted_1",
	}
	out = append(out, loadTables()...)
	return append(out,
		`INSERT INTO load.accepted
		 SELECT a.batch_no, a.source, a.scope, a.extract_date,
		        coalesce((SELECT max(f.extract_date) FROM load.file f JOIN load.scope s USING (file_no)
		                  WHERE f.source = a.source AND s.scope = a.scope AND f.kind = 'full' AND f.extract_date < a.extract_date), a.extract_date),
		        'rows loaded', a.rows_before, 0, a.rows, 0, a.reason
		 FROM load.accepted_1 a`,
		"DROP TABLE load.accepted_1",
		// A file takes the place of all that it replaces, also of those that another had replaced before: taking
		// the one between back must not bring the first back.
		`INSERT INTO load.reversal
		 WITH RECURSIVE replaced AS (
		   SELECT file_no, batch_no, reason FROM load.reversal
		   UNION
		   SELECT t.file_no, r.batch_no, r.reason
		   FROM replaced t JOIN load.file a USING (file_no)
		   JOIN load.file b ON b.batch_no = t.batch_no AND b.source = a.source AND (b.sha256 = a.sha256 OR b.name = a.name)
		   JOIN load.reversal r ON r.file_no = b.file_no)
		 SELECT file_no, batch_no, min(reason) FROM replaced ANTI JOIN load.reversal USING (file_no, batch_no) GROUP BY ALL`)
}

// steps lead from a version of the schema to this program's. What there is nothing
// of yet is laid as in a new warehouse.
func steps(from int) []string {
	out := loadTables()
	if from == 1 {
		out = from1()
	}
	return append(out, fmt.Sprintf("UPDATE load.meta SET version = %d", Version))
}

// upgrade brings an older warehouse, which is the database in use, up to this
// program's schema, in the transaction of the caller.
func upgrade(ctx context.Context, db *DB, path string) error {
	v, err := version(ctx, db, "")
	if err != nil {
		return err
	}
	if err := known(v, path); !errors.Is(err, errOlder) {
		return err
	}
	for _, stmt := range steps(v) {
		if _, err := db.ExecContext(ctx, stmt); err != nil {
			return fmt.Errorf("bring the schema from version %d to %d: %s: %w", v, Version, firstLine(stmt), err)
		}
	}
	return nil
}

func version(ctx context.Context, db *DB, prefix string) (int, error) {
	var v int
	err := db.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM "+prefix+"load.meta").Scan(&v)
	return v, err
}

func known(v int, path string) error {
	switch {
	case v == Version:
		return nil
	case v >= 1 && v < Version:
		return fmt.Errorf("%w: %s has schema version %d and this program needs %d", errOlder, path, v, Version)
	}
	return fmt.Errorf("%s has schema version %d and this program needs %d: use the program that made it, or load its exports into a new warehouse", path, v, Version)
}

// upgradeWarehouse brings an older warehouse up to this program's
// schema, all or nothing.
func upgradeWarehouse(ctx context.Context, path string, s Settings) error {
	if err := Edit(ctx, path, s, func(db *DB) error { return upgrade(ctx, db, path) }); err != nil {
		return fmt.Errorf("it was made by an older version of this program and must be brought up to date once: %w", err)
	}
	return nil
}

// transact carries out work in one transaction: all of it or nothing.
func (d *DB) transact(ctx context.Context, work func() error) error {
	if _, err := d.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	err := work()
	if err == nil {
		_, err = d.ExecContext(ctx, "COMMIT")
	}
	if err != nil {
		// The engine may have ended the transaction by itself; what went wrong is in err.
		_, _ = d.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}
