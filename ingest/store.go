package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// vidBits is how many versions one file may add of one kind of record: the
// number of a version is the file's number, shifted, plus its own.
const vidBits = 36

// store adds what is new of each kind of record and notes what was seen again.
func (f *fileLoad) store(ctx context.Context) error {
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE accepted (tab INTEGER, row_no BIGINT)"); err != nil {
		return err
	}
	for _, m := range f.made {
		if err := f.storeRecord(ctx, m); err != nil {
			return fmt.Errorf("record %s: %w", m.Name, err)
		}
	}
	return f.scopes(ctx)
}

func (f *fileLoad) storeRecord(ctx context.Context, m *making) error {
	kind := m.Record
	table := newName(kind.Name)
	fields, keys := fieldList(kind, ""), keyList(kind, "")
	source := table
	distinct, total, err := f.countKeys(ctx, m, keys)
	if err != nil {
		return err
	}
	if distinct != total {
		// One row of those that repeat a key stands for all; which one follows from content, not from order.
		source = "kept"
		if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE kept AS SELECT * FROM %s QUALIFY row_number() OVER (PARTITION BY %s ORDER BY %s, scope, tab, row_no) = 1",
			table, keys, fields); err != nil {
			return err
		}
		if err := f.keepRows(ctx, m); err != nil {
			return err
		}
	}
	m.keys = distinct
	if err := f.tally(ctx, kind, source); err != nil {
		return err
	}
	held, err := f.int64(ctx, "SELECT count(*) FROM (SELECT 1 FROM rec.%s JOIN load.file f USING (file_no) WHERE f.source = %s LIMIT 1)", warehouse.Ident(kind.Name), warehouse.Quote(f.export.profile.ID))
	if err != nil {
		return err
	}
	if held > 0 {
		if err := f.noteSeen(ctx, kind, source); err != nil {
			return err
		}
		source = "fresh"
	}
	number := "rowid + 1"
	if source == table && m.view {
		number = "row_no" // one record a row
	}
	// By name: a file of --standards may give the fields of a kind in another order.
	if err := f.exec(ctx, `INSERT INTO rec.%s BY NAME SELECT %d::BIGINT + %s AS vid, %d AS file_no, row_no, scope, %s FROM %s`,
		warehouse.Ident(kind.Name), int64(f.fileNo)<<vidBits, number, f.fileNo, fields, source); err != nil {
		return err
	}
	if source == table {
		m.stored = true
		return nil
	}
	return f.exec(ctx, "INSERT INTO accepted SELECT DISTINCT tab, row_no FROM %s", source)
}

// countKeys counts the keys and the records of one kind; those found unique when
// conflicts were looked for still are.
func (f *fileLoad) countKeys(ctx context.Context, m *making, keys string) (distinct, total int64, err error) {
	if !m.unique {
		return f.distinctKeys(ctx, newName(m.Name), keys)
	}
	total, err = f.int64(ctx, "SELECT count(*) FROM %s", newName(m.Name))
	return total, total, err
}

// countAccepted counts the rows of a table of which some record was stored. Where
// each row makes one record of a kind that was stored whole, those are counted.
func (f *fileLoad) countAccepted(ctx context.Context, i int) (int64, error) {
	parts := []string{fmt.Sprintf("SELECT row_no FROM accepted WHERE tab = %d", i)}
	for _, m := range f.made {
		if !m.stored {
			continue
		}
		from := fmt.Sprintf("SELECT row_no FROM %s WHERE tab = %d", newName(m.Name), i)
		if f.oneEach(i, m.Name) {
			return f.int64(ctx, "SELECT count(*) FROM (%s)", from)
		}
		parts = append(parts, from)
	}
	return f.int64(ctx, "SELECT count(DISTINCT row_no) FROM (%s)", strings.Join(parts, " UNION ALL "))
}

// oneEach is true where every row of a table makes exactly one record of a kind.
func (f *fileLoad) oneEach(i int, name string) bool {
	of := slices.DeleteFunc(slices.Clone(f.mappings[i].table.Records), func(r profile.Record) bool { return r.Record != name })
	return len(of) == 1 && of[0].Always() && !f.mappings[i].repeated()
}

// distinctKeys counts the keys and the records of one kind. Keys whose hashes all
// differ all differ, which is cheaper to find out than to compare the keys.
func (f *fileLoad) distinctKeys(ctx context.Context, table, keys string) (distinct, total int64, err error) {
	for _, key := range []string{"hash(" + keys + ")", "(" + keys + ")"} {
		if err := f.db.QueryRowContext(ctx, fmt.Sprintf("SELECT count(DISTINCT %s), count(*) FROM %s", key, table)).Scan(&distinct, &total); err != nil {
			return 0, 0, err
		}
		if distinct == total {
			break
		}
	}
	return distinct, total, nil
}

// noteSeen splits the records into those that the warehouse holds with the
// same content from the same source, which are only noted as seen again, and
// the fresh ones.
func (f *fileLoad) noteSeen(ctx context.Context, kind vocab.Record, source string) error {
	same := []string{}
	for _, field := range kind.Fields {
		same = append(same, fmt.Sprintf("n.%[1]s IS NOT DISTINCT FROM r.%[1]s", warehouse.Ident(field.Name)))
	}
	of := "f.source = " + warehouse.Quote(f.export.profile.ID)
	if f.export.kind() != "full" {
		// Few of the records that are held are in it. Their days and one column tell the others, and cost less than all columns.
		days, err := f.days(ctx, kind, source)
		if err != nil {
			return err
		}
		of += fmt.Sprintf("%s AND hash(r.%[2]s) IN (SELECT hash(%[2]s) FROM %[3]s)", days, warehouse.Ident(kind.Fields[0].Name), source)
	}
	if err := f.exec(ctx, `CREATE OR REPLACE TEMP TABLE held AS
		SELECT n.tab, n.row_no, n.scope, %s, max(r.vid) AS vid
		FROM %s n JOIN (SELECT r.* FROM rec.%s r JOIN load.file f USING (file_no) WHERE %s) r ON %s
		GROUP BY ALL`, fieldList(kind, "n."), source, warehouse.Ident(kind.Name), of, strings.Join(same, " AND ")); err != nil {
		return err
	}
	if err := f.exec(ctx, "INSERT INTO seen.%s SELECT %d, scope, vid FROM held", warehouse.Ident(kind.Name), f.fileNo); err != nil {
		return err
	}
	on := []string{}
	for _, field := range kind.Fields {
		if field.Key > 0 {
			on = append(on, fmt.Sprintf("n.%[1]s IS NOT DISTINCT FROM h.%[1]s", warehouse.Ident(field.Name)))
		}
	}
	return f.exec(ctx, "CREATE OR REPLACE TEMP TABLE fresh AS SELECT n.* FROM %s n ANTI JOIN held h ON %s", source, strings.Join(on, " AND "))
}

// days is the condition that held records r have no other days than the new ones: each between their first and their last.
func (f *fileLoad) days(ctx context.Context, kind vocab.Record, source string) (string, error) {
	var asked []string
	for _, field := range kind.Fields {
		if field.Type == "date" {
			asked = append(asked, fmt.Sprintf(`' AND (', CASE WHEN count(*) > count(%[1]s) THEN 'r.%[1]s IS NULL OR ' END,
				coalesce(format('r.%[1]s BETWEEN DATE ''{}'' AND DATE ''{}''', min(%[1]s), max(%[1]s)), 'false'), ')'`, warehouse.Ident(field.Name)))
		}
	}
	if len(asked) == 0 {
		return "", nil
	}
	var condition string
	err := f.db.QueryRowContext(ctx, fmt.Sprintf("SELECT concat(%s) FROM %s", strings.Join(asked, ", "), source)).Scan(&condition)
	return condition, err
}

func fieldList(kind vocab.Record, prefix string) string {
	out := make([]string, len(kind.Fields))
	for i, f := range kind.Fields {
		out[i] = prefix + warehouse.Ident(f.Name)
	}
	return strings.Join(out, ", ")
}

func keyList(kind vocab.Record, prefix string) string {
	out := []string{}
	for _, f := range kind.Fields {
		if f.Key > 0 {
			out = append(out, prefix+warehouse.Ident(f.Name))
		}
	}
	return strings.Join(out, ", ")
}

// scopes writes what the file speaks for: the values that its loaded rows
// carry. A file of which no row is loaded speaks for nothing, so that an export
// that came out empty, or that nobody could read, withdraws nothing. It speaks for
// the rows of forgotten cases too: what it no longer shows beside them is withdrawn.
func (f *fileLoad) scopes(ctx context.Context) error {
	parts := []string{}
	for i, m := range f.mappings {
		if len(m.profile.Extract.Scope) == 0 {
			parts = append(parts, fmt.Sprintf("SELECT '' AS scope FROM (SELECT tab FROM loaded UNION ALL SELECT tab FROM forgotten) WHERE tab = %d", i))
			continue
		}
		parts = append(parts, fmt.Sprintf("SELECT scope FROM (SELECT %[5]s %[1]s AS scope, t.%[4]s FROM %[2]s t SEMI JOIN (SELECT * FROM loaded UNION ALL SELECT * FROM forgotten) l ON l.tab = %[3]d AND l.row_no = t.%[4]s)",
			m.scopeSQL(), typedName(i), i, warehouse.Ident(read.Row), m.distinct()))
	}
	return f.exec(ctx, "INSERT INTO load.scope SELECT %d, scope, count(*) FROM (%s) GROUP BY scope", f.fileNo, strings.Join(parts, " UNION ALL "))
}

// account counts what became of every row and refuses the load where the sum
// is not the number of rows read.
func (f *fileLoad) account(ctx context.Context) error {
	if err := errors.Join(f.noteRepeats(ctx), f.countProblems(ctx)); err != nil {
		return err
	}
	if err := f.countSkipped(ctx); err != nil {
		return err
	}
	r := f.report
	var err error
	if r.Quarantined, err = f.int64(ctx, "SELECT count(*) FROM held_back"); err != nil {
		return err
	}
	for i := range f.mappings {
		n, err := f.countAccepted(ctx, i)
		if err != nil {
			return err
		}
		r.Accepted += n
	}
	// Every row stored is one of those loaded; the others of them were held as they are.
	loaded, err := f.int64(ctx, "SELECT count(*) FROM loaded")
	if err != nil {
		return err
	}
	r.Unchanged = loaded - r.Accepted
	if sum := r.Accepted + r.Unchanged + r.Quarantined + r.Skipped; sum != r.Read || r.Unchanged < 0 {
		return fmt.Errorf("the rows do not add up: %d read, but %d accepted, %d unchanged, %d quarantined and %d skipped; nothing was loaded", r.Read, r.Accepted, r.Unchanged, r.Quarantined, r.Skipped)
	}
	return f.log(ctx)
}

func (f *fileLoad) countSkipped(ctx context.Context) error {
	return eachRow(ctx, f.db, fmt.Sprintf(`SELECT rule, sum(rows)::BIGINT AS n FROM (SELECT * FROM skipped
		UNION ALL SELECT 'row makes no record', count(*) FROM nothing_made UNION ALL SELECT '%s', count(*) FROM forgotten)
		GROUP BY rule HAVING n > 0 ORDER BY rule`, skipForgotten), func(rows *sql.Rows) error {
		c := RuleCount{Severity: "skipped"}
		err := rows.Scan(&c.Rule, &c.Rows)
		f.report.SkippedBy = append(f.report.SkippedBy, c)
		f.report.Skipped += c.Rows
		return err
	})
}

// log writes the load facts of the file.
func (f *fileLoad) log(ctx context.Context) error {
	r, e := f.report, f.export
	if _, err := f.db.ExecContext(ctx, "INSERT INTO load.file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		f.fileNo, f.batchNo, f.loader.report.BatchID, e.profile.ID, e.profile.Title, e.name(), e.sha256, e.profile.Fingerprint, f.Words.Fingerprint(),
		e.extractDate, e.kind(), r.Read, r.Accepted, r.Unchanged, r.Quarantined, r.Skipped, f.Now.UTC().Truncate(time.Second), e.corrects()); err != nil {
		return err
	}
	for _, s := range r.SkippedBy {
		if _, err := f.db.ExecContext(ctx, "INSERT INTO load.skip VALUES (?, ?, ?)", f.fileNo, s.Rule, s.Rows); err != nil {
			return err
		}
	}
	for _, m := range f.made {
		if err := f.exec(ctx, "INSERT INTO load.feed VALUES (%d, %s, %d)", f.fileNo, warehouse.Quote(m.Name), m.keys); err != nil {
			return err
		}
	}
	return f.exec(ctx, "INSERT INTO load.problem SELECT %d, %s, row_no, field, rule, severity FROM problem", f.fileNo, f.sheetSQL("tab"))
}

// sheetSQL names the sheet of a table's number; text files have none.
func (f *fileLoad) sheetSQL(tab string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "CASE %s", tab)
	for i, t := range f.export.profile.Tables {
		fmt.Fprintf(&b, " WHEN %d THEN %s", i, warehouse.Quote(t.Sheet))
	}
	return b.String() + " END"
}

// goesOnSQL is every row of a table that was neither skipped nor held back nor
// of a forgotten case.
func (f *fileLoad) goesOnSQL(i int) string {
	m := f.mappings[i]
	return fmt.Sprintf("SELECT * FROM (SELECT %s %d AS tab, %s AS row_no FROM %s) ANTI JOIN held_back USING (tab, row_no) ANTI JOIN forgotten USING (tab, row_no)",
		m.distinct(), i, warehouse.Ident(read.Row), typedName(i))
}
