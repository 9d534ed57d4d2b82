//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// rewrite carries out a Rewrite on a lake: each table that it changes is made anew in one transaction. Then the
// snapshots from before are given up, and the files that only they had, or that killed programs left, are deleted: what was
// left out is in no file of the lake and in no table of its catalogue. Who still reads an earlier snapshot is stopped by that.
func (k lake) rewrite(ctx context.Context, plan func(*DB) (*Rewrite, error)) error {
	return k.again(ctx, func() error {
		return k.once(ctx, editing, func(db *DB) error {
			if err := checkSchema(ctx, db, k.path); err != nil {
				return err
			}
			var r *Rewrite
			err := db.transact(ctx, func() error {
				return k.claimed(ctx, db, func(db *DB) (err error) {
					if r, err = plan(db); err != nil {
						return err
					}
					return r.inPlace(ctx, db)
				})
			})
			if err != nil {
				return err
			}
			r.step(1, 2, "deleting the files from before")
			if err := db.execAll(ctx, forgetBefore); err != nil {
				return final{fmt.Errorf("%w: run lake maintain with --keep-days 0: %w", ErrLeft, Explain(err))}
			}
			return nil
		})
	})
}

// ErrLeft is returned where a lake was rewritten and what it held before could not be deleted.
var ErrLeft = errors.New("the lake was changed, but the files from before are still there")

// forgetBefore leaves a lake its newest snapshot and the files of that.
var forgetBefore = []string{
	"CALL ducklake_expire_snapshots('wh', older_than => " + always + ")",
	"CALL ducklake_cleanup_old_files('wh', cleanup_all => true)",
	"CALL ducklake_delete_orphaned_files('wh', cleanup_all => true)", // no load is under way that could be saved: this one has the turn
}

// always is a time that every snapshot is older than.
const always = "TIMESTAMPTZ '2999-01-01 00:00:00+00'"

// inPlace makes the tables anew that the rewrite changes, and checks them.
func (r *Rewrite) inPlace(ctx context.Context, db *DB) error {
	names := []string{}
	for name := range r.Tables {
		names = append(names, name)
	}
	slices.Sort(names)
	r.step(0, 2, fmt.Sprintf("writing %d tables anew", len(names)))
	for _, name := range names {
		if _, err := db.ExecContext(ctx, "CREATE OR REPLACE TABLE wh."+qualified(name)+" AS "+r.Tables[name].Select); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := db.wantRows(ctx, "wh", name, r.Tables[name].Rows); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// A Maintenance is what the upkeep of a lake did, over all its attempts.
type Maintenance struct {
	FilesBefore, FilesAfter int64 // data files of the newest snapshot
	BytesAfter              int64
	Snapshots               int64 // given up
	Deleted                 int64 // files that no snapshot had any more, and those that killed programs left
}

// orphanAge is how old a file must be that no snapshot knows before it counts as left by a program that was killed: younger
// ones may belong to a load that is under way.
const orphanAge = 24 * time.Hour

// Maintain keeps a lake quick and small: small files become large ones, snapshots older than keep are given up and files that nobody
// can need any more are deleted. Loads wait for it, and readers may go on; who reads a snapshot older than keep is stopped.
// With keep 0 only the newest snapshot is left. now is the time.
func Maintain(ctx context.Context, path string, s Settings, now time.Time, keep time.Duration) (*Maintenance, error) {
	if !IsLake(path) {
		return nil, fmt.Errorf("%s is a file, which needs no upkeep: a lake's name begins with %s", path, lakePrefix)
	}
	k, out := lakeAt(path, s), &Maintenance{}
	err := k.again(ctx, func() error {
		return k.once(ctx, editing, func(db *DB) error { return out.carryOut(ctx, db, path, now, keep) })
	})
	return out, err
}

func (m *Maintenance) carryOut(ctx context.Context, db *DB, path string, now time.Time, keep time.Duration) error {
	if err := checkSchema(ctx, db, path); err != nil {
		return err
	}
	const files = "SELECT coalesce(sum(file_count), 0)::BIGINT, coalesce(sum(file_size_bytes), 0)::BIGINT FROM ducklake_table_info('wh')"
	before := &m.FilesBefore
	if m.FilesBefore > 0 {
		before = new(int64) // an attempt before this one has changed them
	}
	if err := db.QueryRowContext(ctx, files).Scan(before, &m.BytesAfter); err != nil {
		return err
	}
	cut := timestamp(now.Add(-keep))
	if keep == 0 {
		cut = always // clocks of two computers differ
	}
	for _, step := range []struct {
		call string
		rows *int64
	}{
		{"ducklake_flush_inlined_data('wh')", nil},
		{"ducklake_merge_adjacent_files('wh')", nil},
		{"ducklake_expire_snapshots('wh', older_than => " + cut + ")", &m.Snapshots},
		{"ducklake_cleanup_old_files('wh', " + cleanup(keep, cut) + ")", &m.Deleted},
		{"ducklake_delete_orphaned_files('wh', older_than => " + timestamp(now.Add(-orphanAge)) + ")", &m.Deleted},
	} {
		rows, err := db.QueryContext(ctx, "CALL "+step.call)
		if err != nil {
			return fmt.Errorf("%s: %w", strings.SplitN(step.call, "(", 2)[0], err)
		}
		for rows.Next() {
			if step.rows != nil {
				*step.rows++
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	return db.QueryRowContext(ctx, files).Scan(&m.FilesAfter, &m.BytesAfter)
}

// timestamp writes a time as SQL.
func timestamp(t time.Time) string {
	return "TIMESTAMPTZ " + Quote(t.UTC().Format("2006-01-02 15:04:05+00"))
}

// cleanup says which of the files that are to be deleted are: those given up longer ago than keep.
func cleanup(keep time.Duration, cut string) string {
	if keep == 0 {
		return "cleanup_all => true"
	}
	return "older_than => " + cut
}
