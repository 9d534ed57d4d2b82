package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// followRefs lists what the records of the case name or are named by: mine has
// what the case has a part in, shared what another case has a part in too. What
// carries no case of its own belongs to the case of what it hangs on.
func (f *forgetting) followRefs(ctx context.Context) error {
	for _, table := range []string{"mine", "shared"} {
		if err := f.exec(ctx, "CREATE TEMP TABLE %s (kind VARCHAR, ref VARCHAR)", table); err != nil {
			return err
		}
	}
	is := "case_ref = " + warehouse.Quote(f.plan.Case)
	if err := f.spread(ctx, "mine", is, ""); err != nil {
		return err
	}
	return f.spread(ctx, "shared", "case_ref <> '' AND NOT "+is, "SEMI JOIN mine USING (kind, ref)")
}

// spread fills a table with the references on rows whose case fits, then with
// those of rows without a case that hang on them, until there are no more.
func (f *forgetting) spread(ctx context.Context, table, fits, among string) error {
	for _, kind := range f.reach.kinds {
		if !hasField(kind, caseRef) {
			continue
		}
		for _, r := range f.reach.refs(kind) {
			if err := f.note(ctx, table, kind, r, fits, among); err != nil {
				return err
			}
		}
	}
	for before := int64(-1); ; {
		n, err := f.int64(ctx, "SELECT count(*) FROM %s", table)
		if err != nil || n == before {
			return err
		}
		before = n
		for _, kind := range f.reach.kinds {
			own := f.reach.own(kind)
			if own == "" {
				continue
			}
			hangs := noCase(kind) + " AND (" + f.namesOneOf(kind, table) + ")"
			if err := f.note(ctx, table, kind, ref{field: own, kind: kind.Name}, hangs, among); err != nil {
				return err
			}
		}
	}
}

func (f *forgetting) note(ctx context.Context, table string, kind vocab.Record, r ref, where, among string) error {
	return f.exec(ctx, `INSERT INTO %[1]s SELECT kind, ref FROM (SELECT DISTINCT %[2]s AS kind, %[3]s AS ref FROM wh.rec.%[4]s r WHERE %[3]s <> '' AND %[5]s)
		%[6]s ANTI JOIN %[1]s USING (kind, ref)`, table, warehouse.Quote(r.kind), warehouse.Ident(r.field), warehouse.Ident(kind.Name), where, among)
}

// noCase is true of a record that does not say its case.
func noCase(kind vocab.Record) string {
	if !hasField(kind, caseRef) {
		return "true"
	}
	return "coalesce(case_ref, '') = ''"
}

// namesOneOf is true of a record that names something in a table of references.
func (f *forgetting) namesOneOf(kind vocab.Record, table string) string {
	conds := []string{"false"}
	for _, r := range f.reach.refs(kind) {
		conds = append(conds, fmt.Sprintf("%s IN (SELECT ref FROM %s WHERE kind = %s)", warehouse.Ident(r.field), table, warehouse.Quote(r.kind)))
	}
	return strings.Join(conds, " OR ")
}

// doomed is the table of the versions of one kind that go.
func doomed(kind vocab.Record) string { return warehouse.Ident("doomed_" + kind.Name) }

// unnamed is the table of those that stay, because other cases share what they
// are about, and lose the reference.
func unnamed(kind vocab.Record) string { return warehouse.Ident("unnamed_" + kind.Name) }

func (f *forgetting) listDoomed(ctx context.Context) error {
	if err := f.exec(ctx, "CREATE TEMP TABLE alone AS SELECT * FROM mine ANTI JOIN shared USING (kind, ref)"); err != nil {
		return err
	}
	for _, kind := range f.reach.kinds {
		is := "false"
		if hasField(kind, caseRef) {
			is = "case_ref = " + warehouse.Quote(f.plan.Case)
		}
		stays := "false"
		if own := f.reach.own(kind); own != "" && is != "false" {
			stays = fmt.Sprintf("%s AND %s IN (SELECT ref FROM shared WHERE kind = %s)", is, warehouse.Ident(own), warehouse.Quote(kind.Name))
		}
		hangs := fmt.Sprintf("%s AND (%s) AND NOT (%s)", noCase(kind), f.namesOneOf(kind, "alone"), f.namesOneOf(kind, "shared"))
		if err := f.exec(ctx, "CREATE TEMP TABLE %s AS SELECT vid FROM wh.rec.%s WHERE coalesce(%s, false)", unnamed(kind), warehouse.Ident(kind.Name), stays); err != nil {
			return err
		}
		if err := f.exec(ctx, "CREATE TEMP TABLE %s AS SELECT vid FROM wh.rec.%s WHERE coalesce((%s) OR (%s), false) AND vid NOT IN (SELECT vid FROM %s)",
			doomed(kind), warehouse.Ident(kind.Name), is, hangs, unnamed(kind)); err != nil {
			return err
		}
	}
	return nil
}

func (f *forgetting) countKinds(ctx context.Context) error {
	for _, kind := range f.reach.kinds {
		n, err := f.int64(ctx, "SELECT count(*) FROM %s", doomed(kind))
		if err != nil {
			return err
		}
		if n > 0 {
			f.plan.Kinds = append(f.plan.Kinds, KindCount{kind.Name, n})
		}
	}
	var err error
	if f.plan.Alone, err = f.countRefs(ctx, "alone"); err != nil {
		return err
	}
	f.plan.Shared, err = f.countRefs(ctx, "mine SEMI JOIN shared USING (kind, ref)")
	return err
}

func (f *forgetting) countRefs(ctx context.Context, from string) (out []KindCount, err error) {
	err = eachRow(ctx, f.db, "SELECT kind, count(DISTINCT ref) FROM "+from+" GROUP BY kind ORDER BY kind", func(rows *sql.Rows) error {
		var c KindCount
		err := rows.Scan(&c.Kind, &c.N)
		out = append(out, c)
		return err
	})
	return out, err
}

// listFiles lists the loaded exports that showed what goes, whether they count or not.
func (f *forgetting) listFiles(ctx context.Context) error {
	parts := []string{}
	for _, kind := range f.reach.kinds {
		name := warehouse.Ident(kind.Name)
		for _, gone := range []string{doomed(kind), unnamed(kind)} {
			parts = append(parts,
				fmt.Sprintf("SELECT file_no FROM wh.rec.%s SEMI JOIN %s USING (vid)", name, gone),
				fmt.Sprintf("SELECT file_no FROM wh.seen.%s SEMI JOIN %s USING (vid)", name, gone))
		}
	}
	return eachRow(ctx, f.db, `SELECT f.file_no, f.source, f.name, f.sha256, f.extract_date, f.batch_no, count(*) FROM (`+strings.Join(parts, " UNION ALL ")+`) JOIN wh.load.file f USING (file_no)
		GROUP BY f.file_no, f.source, f.name, f.sha256, f.extract_date, f.batch_no ORDER BY f.extract_date, f.name, f.batch_no`, func(rows *sql.Rows) error {
		var h HeldFile
		err := rows.Scan(&h.no, &h.Source, &h.Name, &h.SHA256, &h.ExtractDate, &h.Batch, &h.Records)
		f.plan.Files = append(f.plan.Files, h)
		return err
	})
}

// countQuarantined finds the rows held back that hold a reference that goes.
func (f *forgetting) countQuarantined(ctx context.Context) error {
	refs, err := f.text(ctx, "SELECT DISTINCT ref FROM alone ORDER BY ref")
	if err != nil {
		return err
	}
	for _, ref := range append(refs, f.plan.Case) {
		f.tokens = append(f.tokens, ref)
		if bare := f.bare(ref); bare != ref {
			f.tokens = append(f.tokens, bare)
		}
	}
	f.plan.Quarantined = f.store.countAll(f.tokens)
	return eachRow(ctx, f.db, `SELECT file_no, source, name, sha256, extract_date, batch_no, profile_sha256 FROM wh.load.file
		WHERE rows_quarantined > 0 ORDER BY extract_date, name, file_no`, func(rows *sql.Rows) error {
		var h HeldFile
		var fingerprint string
		if err := rows.Scan(&h.no, &h.Source, &h.Name, &h.SHA256, &h.ExtractDate, &h.Batch, &fingerprint); err != nil {
			return err
		}
		var n int64
		for _, file := range (storeName{h.SHA256, fingerprint, h.ExtractDate}).paths(f.Warehouse) {
			n += f.store.count(file, f.tokens)
		}
		f.addWaiting(h, n)
		return nil
	})
}

// addWaiting notes that rows of the case in a file are held back.
func (f *forgetting) addWaiting(h HeldFile, n int64) {
	if n == 0 {
		return
	}
	i := slices.IndexFunc(f.plan.Files, func(o HeldFile) bool { return o.no == h.no })
	if i < 0 {
		i = len(f.plan.Files)
		f.plan.Files = append(f.plan.Files, h)
	}
	f.plan.Files[i].Quarantined = n
}

// keptText is text of the load history that a person or a file system wrote.
var keptText = []struct{ table, column, what string }{
	{"load.file", "name", "the name of an export"},
	{"load.accepted", "reason", "the reason why a snapshot was accepted"},
	{"load.closed", "reason", "the reason why rows held back were given up"},
	{"load.entered", "entered_by", "who entered something by hand"},
	{"load.entered", "reason", "the reason of an entry by hand"},
	{"load.undone", "reason", "the reason why a batch was undone"},
	{"load.tombstone", "reason", "the reason why something was forgotten"},
}

// listRemains names the places of the load history that hold the reference.
func (f *forgetting) listRemains(ctx context.Context) error {
	for _, place := range keptText {
		texts, err := f.text(ctx, fmt.Sprintf("SELECT DISTINCT %[1]s FROM wh.%[2]s WHERE %[1]s <> '' ORDER BY 1", place.column, place.table))
		if err != nil {
			return err
		}
		for _, text := range texts {
			if holdsToken([]string{text}, []string{f.plan.Case, f.bare(f.plan.Case)}) {
				f.plan.Remains = append(f.plan.Remains, place.what+": "+text)
			}
		}
	}
	return nil
}

// rewrite says what the new copy of the warehouse lacks, and what it has instead.
func (f *forgetting) rewrite(ctx context.Context, keys *Keys) (*warehouse.Rewrite, error) {
	r := &warehouse.Rewrite{Tables: map[string]warehouse.Table{}, Step: f.Progress}
	for _, kind := range f.reach.kinds {
		name := warehouse.Ident(kind.Name)
		columns := "*"
		if hasField(kind, caseRef) {
			columns = fmt.Sprintf("* REPLACE (CASE WHEN vid NOT IN (SELECT vid FROM %s) THEN case_ref END AS case_ref)", unnamed(kind))
		}
		if err := f.keep(ctx, r, "rec."+kind.Name, fmt.Sprintf("SELECT %s FROM wh.rec.%s ANTI JOIN %s USING (vid)", columns, name, doomed(kind)),
			fmt.Sprintf("SELECT (SELECT count(*) FROM wh.rec.%s) - (SELECT count(*) FROM %s)", name, doomed(kind))); err != nil {
			return nil, err
		}
		if err := f.keep(ctx, r, "seen."+kind.Name, fmt.Sprintf("SELECT * FROM wh.seen.%s ANTI JOIN %s USING (vid)", name, doomed(kind)),
			fmt.Sprintf("SELECT (SELECT count(*) FROM wh.seen.%[1]s) - (SELECT count(*) FROM wh.seen.%[1]s WHERE vid IN (SELECT vid FROM %[2]s))", name, doomed(kind))); err != nil {
			return nil, err
		}
	}
	return r, errors.Join(f.lowerTally(ctx, r), f.mark(ctx, r, keys))
}

// lowerTally takes the records that go out of what the gate compares the next
// snapshot with, which will not show them.
func (f *forgetting) lowerTally(ctx context.Context, r *warehouse.Rewrite) error {
	parts := []string{}
	for _, kind := range f.reach.kinds {
		name := warehouse.Ident(kind.Name)
		shown := fmt.Sprintf(`(SELECT s.file_no, s.scope, r.* EXCLUDE (vid, file_no, row_no, scope)
			FROM (SELECT vid, file_no, scope FROM wh.rec.%[1]s UNION ALL SELECT vid, file_no, scope FROM wh.seen.%[1]s) s
			JOIN wh.rec.%[1]s r USING (vid) SEMI JOIN %[2]s USING (vid))`, name, doomed(kind))
		parts = append(parts, fmt.Sprintf("SELECT %s AS record, * FROM (%s)", warehouse.Quote(kind.Name), tallySQL(kind, shown, "file_no, scope")))
	}
	if err := f.exec(ctx, "CREATE TEMP TABLE untold AS %s", strings.Join(parts, " UNION ALL BY NAME ")); err != nil {
		return err
	}
	left := `SELECT t.* REPLACE (t.records - coalesce(u.n, 0) AS records)
		FROM wh.load.tally t LEFT JOIN untold u ON t.file_no = u.file_no AND t.scope = u.scope AND t.record = u.record AND t.field = u.field AND t.value IS NOT DISTINCT FROM u.value
		WHERE u.n IS NULL OR t.records > u.n OR (t.value IS NULL AND t.field <> '')`
	return f.keep(ctx, r, "load.tally", left, "SELECT count(*) FROM ("+left+")")
}

func (f *forgetting) keep(ctx context.Context, r *warehouse.Rewrite, table, rows, count string) error {
	n, err := f.int64(ctx, "%s", count)
	r.Tables[table] = warehouse.Table{Select: rows, Rows: n}
	return err
}

// mark adds a tombstone for the case and for each thing that is its alone, and
// what tells the key from others.
func (f *forgetting) mark(ctx context.Context, r *warehouse.Rewrite, keys *Keys) error {
	if err := f.exec(ctx, "CREATE TEMP TABLE stone (kind VARCHAR, mark VARCHAR)"); err != nil {
		return err
	}
	add := func(kind, ref string) error {
		_, err := f.db.ExecContext(ctx, "INSERT INTO stone SELECT ?::VARCHAR, ?::VARCHAR", kind, keys.tombstone(kind, ref))
		return err
	}
	if err := add("case", f.plan.Case); err != nil {
		return engineError(err)
	}
	refs := [][2]string{}
	if err := eachRow(ctx, f.db, "SELECT DISTINCT kind, ref FROM alone", func(rows *sql.Rows) error {
		var r [2]string
		err := rows.Scan(&r[0], &r[1])
		refs = append(refs, r)
		return err
	}); err != nil {
		return err
	}
	for _, r := range refs {
		if err := add(r[0], r[1]); err != nil {
			return engineError(err)
		}
	}
	at := f.Now.UTC().Truncate(time.Second).Format(time.DateTime)
	stones := fmt.Sprintf("SELECT * FROM wh.load.tombstone UNION ALL SELECT kind, mark, TIMESTAMP %s, %s FROM stone ANTI JOIN wh.load.tombstone USING (kind, mark)", warehouse.Quote(at), warehouse.Quote(f.Reason))
	if err := f.keep(ctx, r, "load.tombstone", stones, "SELECT count(*) FROM ("+stones+")"); err != nil {
		return err
	}
	key := fmt.Sprintf("SELECT * FROM wh.load.key UNION ALL SELECT '%[1]s', %[2]s WHERE '%[1]s' NOT IN (SELECT kind FROM wh.load.key)", forgottenKind, warehouse.Quote(keys.keyMark(forgottenKind)))
	return f.keep(ctx, r, "load.key", key, "SELECT count(*) FROM ("+key+")")
}
