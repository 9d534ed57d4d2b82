//go:build duckdb_arrow

package warehouse

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// claimed carries out work that nobody else may carry out on the same snapshot.
func (k lake) claimed(ctx context.Context, db *DB, work func(*DB) error) error {
	laid, err := hasSchema(ctx, db)
	if err != nil {
		return err
	}
	if laid { // a new schema is the second program's conflict by itself
		if _, err := db.ExecContext(ctx, "UPDATE load.meta SET version = version"); err != nil {
			return err
		}
	}
	return work(db)
}

// turnKey names the turn among PostgreSQL's advisory locks, which belong to one database: the first letters of the program's name.
const turnKey = 0x70726f63

// turnWait is how long is waited between two looks at whether a turn is free.
const turnWait = 100 * time.Millisecond

// turn is a program's turn to change the lake: a lock that a session with PostgreSQL has until it ends, however it ends.
type turn struct {
	conn *sql.Conn // nil for a catalogue in a file, which lets in one program by itself
}

// ask asks the catalogue's server, in the session that has the turn.
func (t turn) ask(ctx context.Context, question string) (yes bool, err error) {
	err = t.conn.QueryRowContext(ctx, fmt.Sprintf("SELECT yes FROM postgres_query('__ducklake_metadata_wh', 'SELECT %s AS yes')", question)).Scan(&yes)
	return yes, err
}

// held reports whether the session is still there.
func (t turn) held(ctx context.Context) bool {
	if t.conn == nil {
		return true
	}
	_, err := t.ask(ctx, "true")
	return err == nil
}

func (t turn) leave(ctx context.Context) {
	if t.conn != nil {
		_, _ = t.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		_ = t.conn.Close()
	}
}

// takeTurn waits until no other program is changing the lake.
func (k lake) takeTurn(ctx context.Context, db *DB) (t turn, err error) {
	if !k.inPostgres() {
		return t, nil
	}
	if t.conn, err = db.pool.Conn(ctx); err != nil {
		return turn{}, err
	}
	defer func() {
		if err != nil {
			t.leave(ctx)
		}
	}()
	if _, err := t.conn.ExecContext(ctx, "BEGIN"); err != nil {
		return t, err
	}
	for waited := false; ; waited = true {
		mine, err := t.ask(ctx, fmt.Sprintf("pg_try_advisory_xact_lock(%d)", turnKey))
		if mine || err != nil {
			return t, err
		}
		if !waited {
			k.s.say("another program is changing the lake: waiting for it to finish")
		}
		if err := sleep(ctx, turnWait); err != nil {
			return t, err
		}
	}
}
