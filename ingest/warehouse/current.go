//go:build duckdb_arrow

package warehouse

import (
	"context"
	"fmt"
	"strings"
	"time"

	"proceedings/ingest/vocab"
)

// Current says what a warehouse held as known at a date. It makes the tables
// of schema load in the session (see the package's doc) and writes the SELECT of
// each kind of record.
type Current struct {
	several map[string]bool // records that several files give, so that one key may stand in more than one
	repeats map[string]bool // records that some file showed unchanged
}

// AsKnown reads the load facts of the attached warehouse as known at a date:
// files whose extract date is later, and files taken back, are left out. A
// zero date reads all.
func AsKnown(ctx context.Context, db *DB, knownAt time.Time, words *vocab.Set) (*Current, error) {
	known := "true"
	if !knownAt.IsZero() {
		known = "extract_date <= DATE " + Quote(knownAt.Format(time.DateOnly))
	}
	return read(ctx, db, "SELECT * FROM wh.load.file WHERE "+known+" AND file_no NOT IN (SELECT file_no FROM wh.load.gone)", words)
}

// read reads the load facts of the files that a statement selects.
func read(ctx context.Context, db *DB, counted string, words *vocab.Set) (*Current, error) {
	for _, stmt := range []string{
		"CREATE SCHEMA load",
		// Files that count, those that correct others among them.
		"CREATE TABLE load.counted AS " + counted,
		`CREATE TABLE load.closed AS SELECT * FROM wh.load.closed WHERE file_no IN (SELECT file_no FROM load.counted)
		   AND (by_file_no IS NULL OR by_file_no IN (SELECT file_no FROM load.counted))`,
		filesSQL,
		"CREATE TABLE load.scope AS SELECT s.* FROM wh.load.scope s SEMI JOIN load.counted USING (file_no)",
		"CREATE TABLE load.feed AS SELECT f.source, d.* FROM wh.load.feed d JOIN load.counted f USING (file_no)",
		"CREATE TABLE load.skip AS SELECT f.source, f.name AS file, f.extract_date, s.rule, s.rows FROM wh.load.skip s JOIN load.file f USING (file_no)",
		// A file still speaks for a scope unless a full snapshot of its source has a later extract date;
		// files of one source and one extract date are parts of one snapshot.
		`CREATE TABLE load.valid AS
		 WITH all_scopes AS (SELECT f.file_no, f.source, f.kind, f.extract_date, f.batch_no, s.scope FROM load.counted f JOIN load.scope s USING (file_no)),
		      latest AS (SELECT source, scope, max(extract_date) AS since FROM all_scopes WHERE kind = 'full' GROUP BY ALL)
		 SELECT a.file_no, a.source, a.scope, row_number() OVER (ORDER BY a.extract_date, a.source, a.batch_no, a.file_no, a.scope) AS rank
		 FROM all_scopes a LEFT JOIN latest l USING (source, scope)
		 WHERE l.since IS NULL OR a.extract_date >= l.since`,
		// A file that speaks for something, or of which no row could be loaded: what it holds back still waits.
		"ALTER TABLE load.file ADD COLUMN speaks BOOLEAN",
		"UPDATE load.file f SET speaks = file_no IN (SELECT file_no FROM load.valid) OR file_no NOT IN (SELECT file_no FROM load.scope)",
		problemsSQL,
		// Since when a source has broken a rule, in whatever extract.
		"CREATE TABLE load.first_problem AS SELECT f.source, p.rule, min(f.extract_date) AS first_seen FROM wh.load.problem p JOIN load.counted f USING (file_no) GROUP BY ALL",
	} {
		if _, err := db.ExecContext(ctx, stmt); err != nil {
			return nil, fmt.Errorf("read what was loaded: %w", err)
		}
	}
	return plan(ctx, db, words)
}

// filesSQL is one row an export. Rows that a correction has put right count in
// the export that they stand in, so that each row of it counts once. What was entered by hand is no
// export: its records are current like any, and nothing that is said of exports counts it.
const filesSQL = `CREATE TABLE load.file AS
 WITH nothing AS (SELECT file_no, rows FROM wh.load.skip WHERE rule = 'row makes no record'),
      mended AS (
        SELECT f.corrects AS file_no, sum(f.rows_accepted)::BIGINT AS accepted, sum(f.rows_unchanged)::BIGINT AS unchanged, coalesce(sum(n.rows), 0)::BIGINT AS nothing
        FROM load.counted f LEFT JOIN nothing n USING (file_no)
        WHERE f.corrects IS NOT NULL
        GROUP BY ALL)
 SELECT f.* EXCLUDE (corrects) REPLACE (
          f.rows_accepted + coalesce(m.accepted, 0) AS rows_accepted, f.rows_unchanged + coalesce(m.unchanged, 0) AS rows_unchanged,
          f.rows_skipped + coalesce(m.nothing, 0) AS rows_skipped,
          f.rows_quarantined - coalesce(m.accepted + m.unchanged + m.nothing, 0) AS rows_quarantined)
 FROM load.counted f LEFT JOIN mended m USING (file_no)
 WHERE f.corrects IS NULL AND f.batch_no NOT IN (SELECT batch_no FROM wh.load.entered)`

// problemsSQL lists what is wrong with the files that speak. A fault that an
// earlier extract had too is one fault. Of a row that was corrected, what its last
// correction left wrong counts, at its place in the export.
const problemsSQL = `CREATE TABLE load.problem AS
 WITH handled AS (
        SELECT c.corrects AS file_no, c.file_no AS by_file_no, p.sheet, p.row_no FROM wh.load.problem p JOIN load.counted c USING (file_no) WHERE c.corrects IS NOT NULL
        UNION SELECT file_no, by_file_no, sheet, row_no FROM load.closed WHERE how = 'corrected')
 SELECT f.file_no, c.file_no AS by_file_no, CASE WHEN c.corrects IS NOT NULL THEN c.name END AS put_right_by, f.source, f.name AS file, f.extract_date, p.sheet, p.row_no AS row, p.field, p.rule, p.severity
 FROM wh.load.problem p JOIN load.counted c USING (file_no) JOIN load.file f ON f.file_no = coalesce(c.corrects, c.file_no)
 WHERE f.speaks AND NOT EXISTS (
   SELECT 1 FROM handled h WHERE h.file_no = f.file_no AND h.by_file_no > c.file_no AND h.sheet IS NOT DISTINCT FROM p.sheet AND h.row_no = p.row_no)`

func plan(ctx context.Context, db *DB, words *vocab.Set) (*Current, error) {
	c := &Current{several: map[string]bool{}, repeats: map[string]bool{}}
	rows, err := db.QueryContext(ctx, "SELECT record FROM load.feed SEMI JOIN load.valid USING (file_no) GROUP BY record HAVING count(DISTINCT file_no) > 1")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var record string
		if err := rows.Scan(&record); err != nil {
			return nil, err
		}
		c.several[record] = true
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return c, c.readRepeats(ctx, db, words)
}

// readRepeats asks for all kinds of record in one statement, which costs less than one for each.
func (c *Current) readRepeats(ctx context.Context, db *DB, words *vocab.Set) error {
	parts := []string{}
	for _, r := range words.Records() {
		parts = append(parts, fmt.Sprintf("EXISTS (SELECT 1 FROM wh.seen.%s)", Ident(r.Name)))
	}
	var held []any
	if err := db.QueryRowContext(ctx, "SELECT ["+strings.Join(parts, ", ")+"]").Scan(&held); err != nil {
		return err
	}
	for i, r := range words.Records() {
		repeats, ok := held[i].(bool)
		if !ok {
			return fmt.Errorf("whether %s holds repeats reads as %T", r.Name, held[i])
		}
		c.repeats[r.Name] = repeats
	}
	return nil
}

// SQL is the SELECT of the current records of one kind: their fields and the
// source (profile id) of each. Of several versions of a key the one of the latest
// extract counts; load order breaks ties only.
func (c *Current) SQL(r vocab.Record) string { return c.Versions(r) + c.newest(r) }

// IDs is the SELECT of the current records of one kind by their versions alone: the number of each, vid, by which
// wh.rec holds its fields, and the file_no of load.counted that it is current by.
func (c *Current) IDs(r vocab.Record) string {
	return "SELECT r.vid, v.file_no FROM " + c.inForce(r) + c.newest(r)
}

// Versions is SQL without the choice among versions: where several files in force give one key, each of
// their versions is there.
func (c *Current) Versions(r vocab.Record) string {
	fields := make([]string, len(r.Fields))
	for i, f := range r.Fields {
		fields[i] = "r." + Ident(f.Name)
	}
	return fmt.Sprintf("SELECT %s, v.source FROM %s", strings.Join(fields, ", "), c.inForce(r))
}

// newest chooses among the versions of a key, where several files may give it. The keys that have several are found by themselves, since
// few have: a window over the records as a whole needs memory for all of them at once.
func (c *Current) newest(r vocab.Record) string {
	if !c.several[r.Name] {
		return ""
	}
	var keys, alike []string
	for _, f := range r.Fields {
		if f.Key > 0 {
			keys = append(keys, "r."+Ident(f.Name))
			alike = append(alike, fmt.Sprintf("n.%[1]s IS NOT DISTINCT FROM r.%[1]s", Ident(f.Name)))
		}
	}
	return fmt.Sprintf(" LEFT JOIN (SELECT %[1]s, max(v.rank) AS rank FROM %[2]s GROUP BY %[1]s HAVING count(*) > 1) n ON %[3]s WHERE n.rank IS NULL OR v.rank = n.rank",
		strings.Join(keys, ", "), c.inForce(r), strings.Join(alike, " AND "))
}

// inForce joins the records r of one kind with what says in which files v they are in force.
func (c *Current) inForce(r vocab.Record) string {
	if !c.repeats[r.Name] {
		return fmt.Sprintf("wh.rec.%s r JOIN load.valid v ON v.file_no = r.file_no AND v.scope = r.scope", Ident(r.Name))
	}
	shown := "SELECT vid, file_no, scope FROM wh.rec." + Ident(r.Name)
	shown += " UNION ALL SELECT vid, file_no, scope FROM wh.seen." + Ident(r.Name)
	return fmt.Sprintf("(%s) s JOIN load.valid v USING (file_no, scope) JOIN wh.rec.%s r ON r.vid = s.vid", shown, Ident(r.Name))
}

// Places is the SELECT of where some current records of one kind stand: the file and row that each
// version came from, and the first extract that showed the record with this content. Table wanted holds
// the text of their key fields, in the order of the key, as the list key; each of its rows is known by its rowid, here id. A row put
// right stands where it stood in its export; put_right_by is then the workbook that it came back in. A version that only a file
// taken back or not yet known has brought is placed in the file that shows it, without a row.
func (c *Current) Places(r vocab.Record, wanted string) string {
	seen := ""
	if c.repeats[r.Name] {
		seen = " UNION ALL SELECT h.id, h.vid, h.own_no, h.row_no, s.file_no, s.scope FROM wh.seen." + Ident(r.Name) + " s JOIN held h USING (vid)"
	}
	newest := ""
	if c.several[r.Name] {
		newest = " LEFT JOIN (SELECT id, max(rank) AS rank FROM version GROUP BY id HAVING count(*) > 1) last USING (id) WHERE last.rank IS NULL OR v.rank = last.rank"
	}
	return fmt.Sprintf(`WITH held AS (SELECT w.rowid AS id, r.vid, r.file_no AS own_no, r.row_no, r.file_no, r.scope FROM wh.rec.%s r JOIN %s w ON %s),
		shown AS (FROM held%s),
		version AS (
		  SELECT s.id, s.own_no, s.row_no, min(f.extract_date) AS first_seen, max(v.rank) AS rank, arg_max(s.file_no, v.rank) AS shown_no
		  FROM shown s JOIN load.counted f USING (file_no) LEFT JOIN load.valid v USING (file_no, scope)
		  GROUP BY s.id, s.vid, s.own_no, s.row_no
		  HAVING max(v.rank) IS NOT NULL),
		place AS (SELECT c.file_no, f.name, CASE WHEN c.corrects IS NOT NULL THEN c.name END AS put_right_by FROM load.counted c JOIN load.file f ON f.file_no = coalesce(c.corrects, c.file_no))
		SELECT v.id, coalesce(own.name, f.name) AS file, CASE WHEN own.file_no IS NOT NULL THEN v.row_no END AS row, own.put_right_by, v.first_seen
		FROM (SELECT v.* FROM version v%s) v JOIN place f ON f.file_no = v.shown_no LEFT JOIN place own ON own.file_no = v.own_no`,
		Ident(r.Name), wanted, keyJoin(r), seen, newest)
}

// keyJoin compares the key fields of records r with the texts of the list w.key. Fields are compared in
// their own type, so that no text is made of millions of keys.
func keyJoin(r vocab.Record) string {
	conds := []string{}
	for _, f := range r.Fields {
		column, text := "r."+Ident(f.Name), fmt.Sprintf("w.key[%d]", f.Key)
		switch {
		case f.Key == 0:
		case SQLType(f) != "VARCHAR":
			conds = append(conds, fmt.Sprintf("%s IS NOT DISTINCT FROM TRY_CAST(nullif(%s, '') AS %s)", column, text, SQLType(f)))
		case f.Key == 1:
			conds = append(conds, column+" = "+text)
		default:
			conds = append(conds, fmt.Sprintf("coalesce(%s, '') = %s", column, text))
		}
	}
	return strings.Join(conds, " AND ")
}
