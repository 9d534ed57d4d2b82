//go:build duckdb_arrow

package warehouse

import (
	"context"
	"fmt"
	"strings"

	"proceedings/ingest/vocab"
)

// Version is the number of the schema. An older warehouse is brought up to it
// (upgrade.go); a newer one is refused rather than misread.
const Version = 4

// SQLType is the column type of a field.
func SQLType(f vocab.Field) string {
	switch f.Type {
	case "date":
		return "DATE"
	case "integer":
		return "INTEGER"
	case "decimal":
		return "DECIMAL(18,2)"
	case "boolean":
		return "BOOLEAN"
	}
	return "VARCHAR"
}

// Migrate lays the schema in a new warehouse and checks it in an old one.
func Migrate(ctx context.Context, db *DB, path string, words *vocab.Set) error {
	laid, err := hasSchema(ctx, db)
	if err != nil {
		return err
	}
	if laid {
		return upgrade(ctx, db, path)
	}
	for _, stmt := range schema(words) {
		if _, err := db.ExecContext(ctx, stmt); err != nil {
			return fmt.Errorf("lay the schema: %s: %w", firstLine(stmt), err)
		}
	}
	return nil
}

// schemas are those of a warehouse (see the package's doc).
var schemas = []string{"load", "rec", "seen", "ref"}

func schema(words *vocab.Set) []string {
	out := append([]string{"CREATE SCHEMA load", "CREATE SCHEMA rec", "CREATE SCHEMA seen", "CREATE SCHEMA IF NOT EXISTS ref"}, loadTables()...)
	for _, r := range words.Records() {
		cols := []string{"vid BIGINT", "file_no INTEGER", "row_no BIGINT", "scope VARCHAR"}
		for _, f := range r.Fields {
			cols = append(cols, Ident(f.Name)+" "+SQLType(f))
		}
		out = append(out,
			fmt.Sprintf("CREATE TABLE rec.%s (%s)", Ident(r.Name), strings.Join(cols, ", ")),
			fmt.Sprintf("CREATE TABLE seen.%s (file_no INTEGER, scope VARCHAR, vid BIGINT)", Ident(r.Name)))
	}
	return append(out, "CREATE TABLE load.meta (version INTEGER)", fmt.Sprintf("INSERT INTO load.meta VALUES (%d)", Version))
}

// loadTables lays what of schema load is not there yet.
func loadTables() []string {
	return []string{
		// One row a file loaded. loaded_at is for the audit log only: no figure reads it. corrects is the number of the
		// file whose quarantined rows a load puts right; it counts only while that file does.
		`CREATE TABLE IF NOT EXISTS load.file (file_no INTEGER, batch_no INTEGER, batch_id VARCHAR, source VARCHAR, title VARCHAR, name VARCHAR, sha256 VARCHAR,
		   profile_sha256 VARCHAR, vocab_sha256 VARCHAR, extract_date DATE, kind VARCHAR, rows_read BIGINT, rows_accepted BIGINT, rows_unchanged BIGINT,
		   rows_quarantined BIGINT, rows_skipped BIGINT, loaded_at TIMESTAMP, corrects INTEGER)`,
		// What a file speaks for: one row a value of its scope, '' where its profile names none, with its loaded rows.
		"CREATE TABLE IF NOT EXISTS load.scope (file_no INTEGER, scope VARCHAR, rows BIGINT)",
		// Which kinds of record a file made.
		"CREATE TABLE IF NOT EXISTS load.feed (file_no INTEGER, record VARCHAR, records BIGINT)",
		"CREATE TABLE IF NOT EXISTS load.skip (file_no INTEGER, rule VARCHAR, rows BIGINT)",
		// What was wrong, and where; never the value.
		"CREATE TABLE IF NOT EXISTS load.problem (file_no INTEGER, sheet VARCHAR, row_no BIGINT, field VARCHAR, rule VARCHAR, severity VARCHAR)",
		// What the gate compares: records of a full snapshot by scope and kind (field ''), those with a field filled in (value NULL), those with a code.
		"CREATE TABLE IF NOT EXISTS load.tally (file_no INTEGER, scope VARCHAR, record VARCHAR, field VARCHAR, value VARCHAR, records BIGINT)",
		// A snapshot that lost much against the one before, what it lost, and why that was accepted.
		`CREATE TABLE IF NOT EXISTS load.accepted (batch_no INTEGER, source VARCHAR, scope VARCHAR, extract_date DATE, since DATE, what VARCHAR,
		   before BIGINT, of_before BIGINT, now BIGINT, of_now BIGINT, reason VARCHAR)`,
		// What tells the keys that people were hashed with from others; never a key.
		"CREATE TABLE IF NOT EXISTS load.key (kind VARCHAR, mark VARCHAR)",
		// A file taken back, and the batch that took its place. What counts is in view load.gone.
		"CREATE TABLE IF NOT EXISTS load.reversal (file_no INTEGER, batch_no INTEGER, reason VARCHAR)",
		// Quarantined rows that wait no longer: put right by a later load (how 'corrected', by_file_no), or given up as lost
		// ('accepted', with the reason). A closing counts only while that load does.
		"CREATE TABLE IF NOT EXISTS load.closed (file_no INTEGER, id VARCHAR, sheet VARCHAR, row_no BIGINT, how VARCHAR, by_file_no INTEGER, batch_no INTEGER, reason VARCHAR)",
		// When rows were given up as lost, and by whom where that is known: for the audit log only.
		"CREATE TABLE IF NOT EXISTS load.given_up (batch_no INTEGER, given_up_at TIMESTAMP, given_up_by VARCHAR)",
		// A batch that somebody entered by hand, and why. It speaks for what it says alone: how far the exports reach does not follow from it.
		"CREATE TABLE IF NOT EXISTS load.entered (batch_no INTEGER, entered_by VARCHAR, reason VARCHAR)",
		// A batch taken back by hand. undone_at is for the audit log only.
		"CREATE TABLE IF NOT EXISTS load.undone (batch_no INTEGER, undone_at TIMESTAMP, reason VARCHAR)",
		// What tells that something was erased, never what: a keyed hash of each reference. kind is that of the record.
		"CREATE TABLE IF NOT EXISTS load.tombstone (kind VARCHAR, mark VARCHAR, forgotten_at TIMESTAMP, reason VARCHAR)",
		goneView,
	}
}

// goneView is the one home of which files count no more: those of batches taken back, those whose place a batch took that
// was not, and what corrected one of them.
const goneView = `CREATE OR REPLACE VIEW load.gone AS
	 WITH out AS (
	   SELECT f.file_no FROM load.file f SEMI JOIN load.undone USING (batch_no)
	   UNION
	   SELECT r.file_no FROM load.reversal r ANTI JOIN load.undone USING (batch_no))
	 SELECT file_no FROM out
	 UNION
	 SELECT f.file_no FROM load.file f JOIN out o ON o.file_no = f.corrects`

func checkSchema(ctx context.Context, db *DB, path string) error {
	laid, err := hasSchema(ctx, db)
	if err != nil {
		return err
	}
	if !laid {
		return fmt.Errorf("%s holds no warehouse of this program: where its first load was cut off, load again; else name another", path)
	}
	v, err := version(ctx, db, "wh.")
	if err != nil {
		return err
	}
	return known(v, path)
}

// hasSchema reports whether the attached warehouse has the program's schema, of whatever version.
func hasSchema(ctx context.Context, db *DB) (bool, error) {
	var have int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'wh' AND schema_name = 'load' AND table_name = 'meta'").Scan(&have)
	return have > 0, err
}

// SeedReference writes the reference tables of words into schema ref of the
// warehouse when they differ from those that are there, so that the file can
// be read without the program.
func SeedReference(ctx context.Context, db *DB, words *vocab.Set) error {
	if _, err := db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS ref.fingerprint (sha256 VARCHAR)"); err != nil {
		return err
	}
	var have string
	if err := db.QueryRowContext(ctx, "SELECT coalesce(max(sha256), '') FROM ref.fingerprint").Scan(&have); err != nil {
		return err
	}
	if have == words.Fingerprint() {
		return nil
	}
	if err := Reference(ctx, db, words); err != nil {
		return err
	}
	_, err := db.ExecContext(ctx, "CREATE OR REPLACE TABLE ref.fingerprint AS SELECT "+Quote(words.Fingerprint())+" AS sha256")
	return err
}

// Reference makes schema ref and the reference tables of words in the
// database in use: dates, whole numbers and truth values typed, the rest text.
func Reference(ctx context.Context, db *DB, words *vocab.Set) error {
	if _, err := db.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS ref"); err != nil {
		return err
	}
	for _, t := range words.Tables() {
		if err := db.stageText(ctx, "ref_text", t.Columns, t.Rows); err != nil {
			return fmt.Errorf("reference table %s: %w", t.Name, err)
		}
		cols := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			cols[i] = fmt.Sprintf("CAST(%s AS %s) AS %s", Ident(c), ReferenceType(c), Ident(c))
		}
		stmt := fmt.Sprintf("CREATE OR REPLACE TABLE ref.%s AS SELECT %s FROM ref_text", Ident(t.Name), strings.Join(cols, ", "))
		if _, err := db.ExecContext(ctx, stmt); err != nil {
			return fmt.Errorf("reference table %s: %w", t.Name, err)
		}
	}
	_, err := db.ExecContext(ctx, "DROP TABLE IF EXISTS ref_text")
	return err
}

// ReferenceType is the column type of a column of a reference table.
func ReferenceType(column string) string {
	switch column {
	case "valid_from", "valid_to", "day":
		return "DATE"
	case "n", "n_max", "rank", "idx", "key":
		return "INTEGER"
	case "working", "known", "proven", "dismissal", "former_officer":
		return "BOOLEAN"
	}
	return "VARCHAR"
}
