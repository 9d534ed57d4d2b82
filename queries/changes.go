package queries

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
	"proceedings/queries/state"
)

// The ways in which what is held of a record may change between two sets of exports.
const (
	ChangeLate      = "late"        // it, or a value of it that was empty, is known since
	ChangeCorrected = "corrected"   // a value is another
	ChangeWithdrawn = "withdrawn"   // it is held no longer
	ChangeRecoded   = "recoded"     // its source is read by another profile
	ChangeNew       = "new source"  // of a source that was not held
	ChangeGone      = "source gone" // of a source that is not held any more
)

// Changes says which records are held otherwise than at an earlier time, of those and of what of them counts
// on a day. It is for one goroutine at a time.
type Changes struct {
	catalogue *Catalogue
	db        *warehouse.DB
	reads     map[string]rest // by query
	records   []vocab.Record
	known     map[string][]RecordChange
	erased    bool
}

// RecordChange is how many records of a kind changed in one way.
type RecordChange struct {
	Record string // kind of record
	Kind   string // one of the constants above
	N      int64
}

// OpenChanges compares the records of the exports that an earlier release stood on with those of the options, both
// cut at the day of the options. The caller closes it.
func OpenChanges(ctx context.Context, before []warehouse.Export, o Options) (*Changes, error) {
	if o.Catalogue == nil {
		var err error
		if o.Catalogue, err = Load(); err != nil {
			return nil, err
		}
	}
	o.Settings.MemoryLimit = cmp.Or(o.Settings.MemoryLimit, SessionMemory)
	db, err := warehouse.OpenSession(ctx, o.Warehouse, o.Settings)
	if err != nil {
		return nil, err
	}
	c := &Changes{catalogue: o.Catalogue, db: db, records: o.Vocab.Records(), reads: map[string]rest{}, known: map[string][]RecordChange{}}
	if err := c.prepare(ctx, before, o); err != nil {
		return nil, errors.Join(fmt.Errorf("compare the records: %w", err), db.Close())
	}
	return c, nil
}

// Close ends the comparison.
func (c *Changes) Close() error { return c.db.Close() }

func (c *Changes) prepare(ctx context.Context, before []warehouse.Export, o Options) error {
	then, err := warehouse.AsHeld(ctx, c.db, before, o.Vocab)
	if err != nil {
		return err
	}
	if err := c.list(ctx, "before_", then); err != nil {
		return err
	}
	if err := c.lost(ctx, len(before)); err != nil {
		return err
	}
	if err := c.exec(ctx, "DROP SCHEMA load CASCADE"); err != nil {
		return err
	}
	now, err := o.current(ctx, c.db)
	if err != nil {
		return err
	}
	if err := c.list(ctx, "now_", now); err != nil {
		return err
	}
	for _, side := range [][2]string{{"before_", "now_"}, {"now_", "before_"}} {
		if err := c.hold(ctx, side[0], side[1], o.Period.AsOf); err != nil {
			return err
		}
	}
	return c.compare(ctx, now, o.Period.AsOf)
}

// lost notes whether not all is held still that the earlier release stood on.
func (c *Changes) lost(ctx context.Context, exports int) error {
	var held, erased int
	if err := c.db.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM load.file), (SELECT count(*) FROM wh.load.tombstone)").Scan(&held, &erased); err != nil {
		return err
	}
	c.erased = held < exports || erased > 0
	return nil
}

// Erased reports whether an export that the earlier release stood on is no longer held, or whether
// any case was ever erased.
func (c *Changes) Erased() bool { return c.erased }

// list makes the tables of what is held: the exports, and which version of each record is current.
func (c *Changes) list(ctx context.Context, prefix string, held *warehouse.Current) error {
	stmts := []string{
		"CREATE TABLE " + prefix + "file AS SELECT DISTINCT source, profile_sha256 FROM load.file",
		"CREATE TABLE " + prefix + "source AS SELECT file_no, source FROM load.counted",
	}
	for _, r := range c.records {
		stmts = append(stmts, "CREATE TABLE "+warehouse.Ident(prefix+r.Name+"_ids")+" AS "+held.IDs(r))
	}
	return c.exec(ctx, stmts...)
}

// hold makes the tables of the records that one side has in a version that the other has not, cut at the day. The
// others, which are nearly all, are the same on both sides.
func (c *Changes) hold(ctx context.Context, prefix, other string, asOf time.Time) error {
	s := state.New(c.db, nil, nil, nil, asOf)
	names := []string{}
	for _, r := range c.records {
		own, others := warehouse.Ident(prefix+r.Name+"_ids"), warehouse.Ident(other+r.Name+"_ids")
		s.AddRecords(prefix+r.Name, r, fmt.Sprintf("SELECT r.*, s.source FROM wh.rec.%s r JOIN (FROM %s ANTI JOIN %s USING (vid)) own USING (vid) JOIN %ssource s ON s.file_no = own.file_no",
			warehouse.Ident(r.Name), own, others, prefix))
		names = append(names, prefix+r.Name)
	}
	return s.Ensure(ctx, names)
}

func (c *Changes) exec(ctx context.Context, stmts ...string) error {
	for _, stmt := range stmts {
		if _, err := c.db.ExecContext(ctx, stmt); err != nil {
			return err
		}
	}
	return nil
}

// compare fills the table change: one row a record that changed, with the force of its case and its own days.
func (c *Changes) compare(ctx context.Context, now holdings, asOf time.Time) error {
	stmts := []string{
		"CREATE TABLE recoded AS SELECT source FROM now_file SEMI JOIN before_file USING (source) EXCEPT SELECT source FROM now_file SEMI JOIN before_file USING (source, profile_sha256)",
		"CREATE TABLE change (record VARCHAR, kind VARCHAR, force VARCHAR, days DATE[], fields VARCHAR[])",
	}
	for name, of := range map[string]string{"case": "force", "proceeding": "case_ref"} {
		r := c.records[slices.IndexFunc(c.records, func(r vocab.Record) bool { return r.Name == name })]
		stmts = append(stmts, laterSQL(r, now.SQL(r), asOf), ofSQL(r, of, now.SQL(r)))
	}
	for _, r := range c.records {
		stmts = append(stmts, changeSQL(r))
	}
	// What is counted from here on is the changes.
	for _, r := range c.records {
		for _, prefix := range []string{"before_", "now_"} {
			stmts = append(stmts, "DROP TABLE "+warehouse.Ident(prefix+r.Name), "DROP TABLE "+warehouse.Ident(prefix+r.Name+"_ids"))
		}
	}
	return c.exec(ctx, stmts...)
}

// laterSQL lists the cases or proceedings that began after the day: what hangs on them counts on no earlier one.
func laterSQL(r vocab.Record, current string, asOf time.Time) string {
	row := slices.IndexFunc(r.Fields, func(f vocab.Field) bool { return f.Cut == "row" })
	return fmt.Sprintf("CREATE TABLE later_%s AS SELECT DISTINCT %s AS ref FROM (%s) WHERE %s > DATE %s",
		r.Name, warehouse.Ident(r.Fields[0].Name), current, warehouse.Ident(r.Fields[row].Name), warehouse.Quote(asOf.Format(time.DateOnly)))
}

// ofSQL says of each case, or proceeding, of which force or case it is.
func ofSQL(r vocab.Record, of, current string) string {
	key := warehouse.Ident(r.Fields[0].Name)
	return fmt.Sprintf("CREATE TABLE of_%[1]s AS SELECT %[2]s, max(%[3]s) AS %[3]s FROM (SELECT %[2]s, %[3]s FROM (%[4]s) UNION ALL SELECT %[2]s, %[3]s FROM %[5]s) GROUP BY ALL",
		r.Name, key, of, current, warehouse.Ident("before_"+r.Name))
}

// changeSQL compares the records of one kind.
func changeSQL(r vocab.Record) string {
	var on, differs, corrected, days, fields []string
	has := map[string]bool{}
	for _, f := range r.Fields {
		a, b := "a."+warehouse.Ident(f.Name), "b."+warehouse.Ident(f.Name)
		has[f.Name] = true
		if f.Type == "date" {
			days = append(days, a, b)
		}
		if f.Key > 0 {
			on = append(on, a+" IS NOT DISTINCT FROM "+b)
			continue
		}
		differs = append(differs, a+" IS DISTINCT FROM "+b)
		fields = append(fields, fmt.Sprintf("CASE WHEN %s IS DISTINCT FROM %s THEN %s END", a, b, warehouse.Quote(f.Name)))
		corrected = append(corrected, fmt.Sprintf("(%s IS DISTINCT FROM %s AND %s IS NOT NULL)", a, b, b))
	}
	if len(differs) == 0 {
		differs, corrected = []string{"false"}, []string{"false"}
	}
	key := func(name string) string {
		return fmt.Sprintf("coalesce(a.%s, b.%s)", warehouse.Ident(name), warehouse.Ident(name))
	}
	force, standing := "NULL", []string{}
	if has["proceeding_ref"] {
		force = "(SELECT f.force FROM of_proceeding c JOIN of_case f USING (case_ref) WHERE c.proceeding_ref = " + key("proceeding_ref") + ")"
		standing = append(standing, key("proceeding_ref")+" NOT IN (SELECT ref FROM later_proceeding WHERE ref IS NOT NULL)")
	}
	if has["case_ref"] {
		force = "(SELECT f.force FROM of_case f WHERE f.case_ref = " + key("case_ref") + ")"
		standing = append(standing, key("case_ref")+" NOT IN (SELECT ref FROM later_case WHERE ref IS NOT NULL)")
	}
	if has["force"] {
		force = key("force")
	}
	where := fmt.Sprintf("(a.source IS NULL OR b.source IS NULL OR %s)", strings.Join(differs, " OR "))
	for _, s := range standing {
		where += fmt.Sprintf(" AND coalesce(%s, true)", s)
	}
	return fmt.Sprintf(`INSERT INTO change SELECT %s, CASE
		  WHEN b.source IS NULL AND a.source NOT IN (SELECT source FROM before_file) THEN %s
		  WHEN a.source IS NULL AND b.source NOT IN (SELECT source FROM now_file) THEN %s
		  WHEN coalesce(a.source, b.source) IN (SELECT source FROM recoded) THEN %s
		  WHEN b.source IS NULL THEN %s WHEN a.source IS NULL THEN %s
		  WHEN %s THEN %s ELSE %s END, %s, list_filter([%s]::DATE[], lambda d: d IS NOT NULL),
		  CASE WHEN a.source IS NULL OR b.source IS NULL THEN []::VARCHAR[] ELSE list_filter([%s]::VARCHAR[], lambda f: f IS NOT NULL) END
		FROM now_%s a FULL JOIN before_%s b ON %s WHERE %s`,
		warehouse.Quote(r.Name), warehouse.Quote(ChangeNew), warehouse.Quote(ChangeGone), warehouse.Quote(ChangeRecoded),
		warehouse.Quote(ChangeLate), warehouse.Quote(ChangeWithdrawn), strings.Join(corrected, " OR "), warehouse.Quote(ChangeCorrected), warehouse.Quote(ChangeLate),
		force, strings.Join(days, ", "), strings.Join(fields, ", "), r.Name, r.Name, strings.Join(on, " AND "), where)
}

// Of counts the changed records that a query rests on, most first: of a force and of a span of days where they are
// given and any of those records is of them. A record without a force or a day of its own may be of any.
func (c *Changes) Of(ctx context.Context, q *Query, force string, from, to time.Time) ([]RecordChange, error) {
	kinds, named := c.rests(q)
	if len(kinds) == 0 {
		return nil, nil
	}
	all := "record IN (" + kinds + ") AND (len(fields) = 0 OR list_has_any(fields, [" + named + "]::VARCHAR[]))"
	conds := []string{}
	if !to.IsZero() {
		span := fmt.Sprintf("(len(days) = 0 OR len(list_filter(days, lambda d: d BETWEEN DATE %s AND DATE %s)) > 0)", warehouse.Quote(from.Format(time.DateOnly)), warehouse.Quote(to.Format(time.DateOnly)))
		if force != "" {
			conds = append(conds, ofForce(force)+" AND "+span)
		} else {
			conds = append(conds, span)
		}
	}
	if force != "" {
		conds = append(conds, ofForce(force))
	}
	for _, cond := range append(conds, "true") {
		found, err := c.count(ctx, all+" AND "+cond)
		if err != nil || len(found) > 0 {
			return found, err
		}
	}
	return nil, nil
}

func ofForce(force string) string {
	return "(force IS NULL OR force = " + warehouse.Quote(force) + ")"
}

func (c *Changes) count(ctx context.Context, where string) ([]RecordChange, error) {
	if found, ok := c.known[where]; ok {
		return found, nil
	}
	rows, err := c.db.QueryContext(ctx, "SELECT record, kind, count(*) AS n FROM change WHERE "+where+" GROUP BY ALL ORDER BY n DESC, record, kind")
	if err != nil {
		return nil, fmt.Errorf("count the records that changed: %w", err)
	}
	defer rows.Close()
	var out []RecordChange
	for rows.Next() {
		var r RecordChange
		if err := rows.Scan(&r.Record, &r.Kind, &r.N); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	c.known[where] = out
	return out, rows.Err()
}

// rest is what a query rests on, as lists for a statement: kinds of record, and the names of fields that its own text or
// that of the tables of the state under it has.
type rest struct{ records, fields string }

var nameInSQL = regexp.MustCompile(`[a-z_]+`)

// rests finds what a query rests on, through the tables of the state. FieldUses tells it more exactly and takes seconds.
func (c *Changes) rests(q *Query) (records, fields string) {
	if out, ok := c.reads[q.Name]; ok {
		return out.records, out.fields
	}
	needed, said := map[string]bool{}, map[string]bool{}
	add := func(reads []string, sql string) {
		for _, n := range reads {
			needed[n] = true
		}
		for _, n := range nameInSQL.FindAllString(sql, -1) {
			said[n] = true
		}
	}
	add(q.file.Reads, q.SQL)
	for _, f := range slices.Backward(c.catalogue.state) {
		if needed[state.Name(f)] {
			add(f.Reads, f.SQL)
		}
	}
	var kinds, names []string
	for _, r := range c.records {
		if !needed[r.Table] && !q.OfLoads() {
			continue
		}
		kinds = append(kinds, warehouse.Quote(r.Name))
		for _, f := range r.Fields {
			if said[f.Name] || q.OfLoads() {
				names = append(names, warehouse.Quote(f.Name))
			}
		}
	}
	out := rest{strings.Join(kinds, ", "), strings.Join(names, ", ")}
	c.reads[q.Name] = out
	return out.records, out.fields
}
