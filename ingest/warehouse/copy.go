//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"fmt"
)

// Copied is a table that was copied.
type Copied struct {
	Table string // as in rec.case
	Rows  int64
}

// ErrHolds is returned where a warehouse should be new and is not.
var ErrHolds = errors.New("a warehouse is copied into a new one only")

// Copy copies the warehouse at from, with all its history, into a new one at to, each a file or a lake: in one
// transaction, and held against the first, table by table, by the number and the contents of the rows. The settings are those of the
// new one; of describes the old. last is carried out when all is copied and nothing is saved yet. Both may be nil.
func Copy(ctx context.Context, from string, of Settings, to string, s Settings, step func(done, total int, what string), last func() error) ([]Copied, error) {
	if err := at(to, s).free(); err != nil {
		return nil, err
	}
	// Opened once by itself: what is wrong with it is said of it, and an older one is brought up to date.
	db, err := OpenSession(ctx, from, of)
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	s.source = at(from, of)
	var done []Copied
	err = Create(ctx, to, s, func(db *DB) error {
		done = nil // a lake that was changed meanwhile asks for all again
		if err := copyAll(ctx, db, to, step, &done); err != nil || last == nil {
			return err
		}
		return last()
	})
	return done, err
}

// sourceName is what a warehouse is attached as that is copied.
const sourceName = "source"

func copyAll(ctx context.Context, db *DB, to string, step func(done, total int, what string), done *[]Copied) error {
	laid, err := hasSchema(ctx, db)
	if err != nil {
		return err
	}
	if laid {
		return fmt.Errorf("%w: %s holds one", ErrHolds, to)
	}
	names, err := db.tables(ctx, sourceName)
	if err != nil {
		return err
	}
	for _, schema := range schemas {
		if _, err := db.ExecContext(ctx, "CREATE SCHEMA "+schema); err != nil {
			return err
		}
	}
	for i, name := range names {
		if step != nil {
			step(i, len(names), name)
		}
		rows, err := db.copyTable(ctx, name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		*done = append(*done, Copied{name, rows})
	}
	_, err = db.ExecContext(ctx, goneView)
	return err
}

// copyTable copies one table, and holds the two against each other.
func (d *DB) copyTable(ctx context.Context, name string) (rows int64, err error) {
	if _, err := d.ExecContext(ctx, fmt.Sprintf("CREATE TABLE wh.%[1]s AS FROM %[2]s.%[1]s", qualified(name), sourceName)); err != nil {
		return 0, err
	}
	// A sum of hashes does not depend on the order of rows, and equal rows do not cancel each other out.
	const sums = "SELECT count(*), count(*) || ' ' || coalesce(sum(hash(t)::HUGEINT), 0) FROM %s.%s t"
	var have, want string
	if err := d.QueryRowContext(ctx, fmt.Sprintf(sums, "wh", qualified(name))).Scan(&rows, &have); err != nil {
		return 0, err
	}
	if err := d.QueryRowContext(ctx, fmt.Sprintf(sums, sourceName, qualified(name))).Scan(&rows, &want); err != nil {
		return 0, err
	}
	if have != want {
		return 0, errors.New("the copy is not the same as what it was copied from: nothing was saved")
	}
	return rows, nil
}
