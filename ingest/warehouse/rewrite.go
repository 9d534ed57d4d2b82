//go:build duckdb_arrow

package warehouse

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// A Rewrite says what a new copy of a warehouse holds other than the old one.
type Rewrite struct {
	Tables map[string]Table                   // by schema and name, as in rec.case
	Step   func(done, total int, what string) // told before each part of the work; may be nil
}

// Table is one table of the new copy.
type Table struct {
	Select string // its rows; the old warehouse is attached as wh
	Rows   int64  // how many there must be
}

// withLogs are the files that the engine keeps of a database.
func withLogs(path string) []string {
	return []string{path, path + ".wal", path + ".wal.checkpoint", path + ".wal.recovery"}
}

// WriteAnew writes the warehouse at path anew, changed as plan says. A file is copied into a new one, which takes its
// place in one step: deleted rows stay behind in free blocks of a database and in its log, and what plan leaves out never
// gets into the new file. Stopped at any moment, the file at path is the old one, whole, or the new one. Of a lake the tables
// that plan changes are made anew in one transaction, and all older snapshots given up with their files.
func WriteAnew(ctx context.Context, path string, s Settings, plan func(*DB) (*Rewrite, error)) error {
	return at(path, s).rewrite(ctx, plan)
}

// rewrite writes a new file beside the old one and puts it in its place.
func (a *aside) rewrite(ctx context.Context, s Settings, plan func(*DB) (*Rewrite, error)) (err error) {
	db, err := holdFile(ctx, a.target, s, withLogs(a.fresh)...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := checkSchema(ctx, db, a.target); err != nil {
		return err
	}
	r, err := plan(db)
	if err != nil {
		return err
	}
	if err := r.copyTo(ctx, db, a.fresh, s); err != nil {
		return fmt.Errorf("the new copy of the warehouse cannot be made, the old one stands: %w", err)
	}
	return a.replace(ctx, s, func() error { _, err := db.ExecContext(ctx, "DETACH wh"); return err })
}

func (r *Rewrite) step(done, total int, what string) {
	if r.Step != nil {
		r.Step(done, total, what)
	}
}

// copyTo writes and checks the new file.
func (r *Rewrite) copyTo(ctx context.Context, db *DB, fresh string, s Settings) error {
	if err := db.attachFile(ctx, fresh, "fresh", s, false); err != nil {
		return err
	}
	if err := db.execAll(ctx, []string{"USE memory", "COPY FROM DATABASE wh TO fresh (SCHEMA)"}); err != nil {
		return err
	}
	tables, err := db.tables(ctx, "wh")
	if err != nil {
		return err
	}
	r.step(0, 2, fmt.Sprintf("copying the warehouse, %d tables", len(tables)))
	for _, t := range tables {
		if err := r.copyTable(ctx, db, t); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	if err := db.execAll(ctx, []string{"CHECKPOINT fresh", "DETACH fresh"}); err != nil {
		return err
	}
	r.step(1, 2, "putting the copy in its place")
	return nil
}

// tables are the tables of an attached database, as schema.name.
func (d *DB) tables(ctx context.Context, database string) ([]string, error) {
	return d.names(ctx, "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = "+Quote(database)+" ORDER BY ALL")
}

// names are the rows of a statement of one text.
func (d *DB) names(ctx context.Context, stmt string) ([]string, error) {
	rows, err := d.QueryContext(ctx, stmt)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, rows.Err()
}

func (r *Rewrite) copyTable(ctx context.Context, db *DB, name string) error {
	t, changed := r.Tables[name]
	if !changed {
		t.Select = "SELECT * FROM wh." + qualified(name)
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM wh."+qualified(name)).Scan(&t.Rows); err != nil {
			return err
		}
	}
	if _, err := db.ExecContext(ctx, "INSERT INTO fresh."+qualified(name)+" "+t.Select); err != nil {
		return err
	}
	return db.wantRows(ctx, "fresh", name, t.Rows)
}

// wantRows checks how many rows a table of a database has.
func (d *DB) wantRows(ctx context.Context, database, name string, want int64) error {
	var have int64
	if err := d.QueryRowContext(ctx, "SELECT count(*) FROM "+database+"."+qualified(name)).Scan(&have); err != nil {
		return err
	}
	if have != want {
		return fmt.Errorf("%d rows were copied and %d should be there", have, want)
	}
	return nil
}

// qualified quotes a name such as rec.case.
func qualified(name string) string {
	schema, table, _ := strings.Cut(name, ".")
	return Ident(schema) + "." + Ident(table)
}
