package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"proceedings/ingest/checks"
	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// recordChecks are the SQL files over the records that one file made.
func recordChecks() ([]checks.Check, error) {
	all, err := checks.Built()
	return slices.DeleteFunc(all, func(c checks.Check) bool { return c.Place != checks.Load || !c.Applies() }), err
}

// Remedy says to the sender what is wrong where a row failed a rule of the
// accounting, and what to do about it.
func Remedy(rule string) string {
	if s := checks.Remedy(rule); s != "" {
		return s
	}
	return "Correct the value at its source and send the export again."
}

// check finds the records that must not be loaded as they are, takes the rows
// that must wait out of every kind of record, and lists what is left.
func (f *fileLoad) check(ctx context.Context) error {
	for _, m := range f.made {
		if err := f.checkKeysAndDates(ctx, m.Record); err != nil {
			return err
		}
	}
	if err := f.runCheckFiles(ctx); err != nil {
		return err
	}
	// What the rows that wait anyway say counts against the others of their case.
	if err := f.setAside(ctx); err != nil {
		return err
	}
	if err := f.holdBack(ctx); err != nil {
		return err
	}
	for _, m := range f.made {
		if err := f.checkConflicts(ctx, m); err != nil {
			return err
		}
	}
	if err := f.checkOrigin(ctx); err != nil {
		return err
	}
	if err := f.holdBack(ctx); err != nil {
		return err
	}
	if err := f.listLoaded(ctx); err != nil {
		return err
	}
	return f.collectWaiting(ctx)
}

// holdBack takes the rows that must wait out of every kind of record.
func (f *fileLoad) holdBack(ctx context.Context) error {
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE held_back AS SELECT DISTINCT tab, row_no FROM problem WHERE severity = '%s'", Quarantine); err != nil {
		return err
	}
	return f.drop(ctx, "held_back")
}

// checkKeysAndDates wants every key and no happening after the extract date.
func (f *fileLoad) checkKeysAndDates(ctx context.Context, kind vocab.Record) error {
	for i, t := range f.export.profile.Tables {
		if !slices.ContainsFunc(t.Records, func(r profile.Record) bool { return r.Record == kind.Name }) {
			continue
		}
		parts := []string{}
		for _, field := range kind.Fields {
			name := warehouse.Ident(field.Name)
			heading := heading(t, kind, field.Name)
			if field.Key == 1 || (field.Key > 0 && field.Type != "text") {
				parts = append(parts, fmt.Sprintf("SELECT tab, row_no, %s, 'missing key', '%s', NULL FROM %s WHERE tab = %d AND %s IS NULL", heading, Quarantine, newName(kind.Name), i, name))
			}
			if field.Type == "date" && (field.Cut == "row" || field.Cut == "own") {
				parts = append(parts, fmt.Sprintf("SELECT tab, row_no, %s, 'date after the extract date', '%s', CAST(%s AS VARCHAR) FROM %s WHERE tab = %d AND %s > DATE '%s'",
					heading, Quarantine, name, newName(kind.Name), i, name, f.export.extractDate.Format("2006-01-02")))
			}
		}
		if len(parts) == 0 {
			continue
		}
		if err := f.exec(ctx, `INSERT INTO problem SELECT DISTINCT * FROM (%s) p(tab, row_no, field, rule, severity, value)
			WHERE rule <> 'missing key' OR NOT EXISTS (SELECT 1 FROM problem q WHERE q.tab = p.tab AND q.row_no = p.row_no AND q.field = p.field AND q.severity = '%s')`, strings.Join(parts, " UNION ALL "), Quarantine); err != nil {
			return err
		}
	}
	return nil
}

// heading is SQL for the export's own heading of a field, for the sender. Where
// several columns make records of one kind, the record's own codes tell which.
func heading(t profile.Table, kind vocab.Record, field string) string {
	var b strings.Builder
	last := warehouse.Quote(placeOf([]profile.Table{t}, kind.Name, field))
	for _, r := range t.Records {
		if r.Record != kind.Name {
			continue
		}
		if u := r.Unpivot; u != nil && u.Code != "" {
			groups := u.Wide()
			for _, key := range slices.Sorted(maps.Keys(groups)) {
				if place := placeFrom(t, kind.Name+" "+field, groups[key][field]); place != "" {
					fmt.Fprintf(&b, " WHEN %s = %s THEN %s", warehouse.Ident(u.Code), warehouse.Quote(key), warehouse.Quote(place))
				}
			}
		}
		place := placeFrom(t, kind.Name+" "+field, r.Fields[field])
		if place == "" {
			continue
		}
		conds := []string{}
		for _, f := range kind.Fields {
			if v := r.Fields[f.Name].Value; v != nil && f.Key > 0 {
				conds = append(conds, fmt.Sprintf("%s = %s", warehouse.Ident(f.Name), warehouse.Quote(*v)))
			}
		}
		if len(conds) == 0 {
			last = warehouse.Quote(place)
			continue
		}
		fmt.Fprintf(&b, " WHEN %s THEN %s", strings.Join(conds, " AND "), warehouse.Quote(place))
	}
	if b.Len() == 0 {
		return last
	}
	return "CASE" + b.String() + " ELSE " + last + " END"
}

// label is the place of a field as SQL, where the record itself is not at hand to
// tell which of several columns is meant.
func (f *fileLoad) label(kind vocab.Record, field vocab.Field) string {
	return warehouse.Quote(placeOf(f.export.profile.Tables, kind.Name, field.Name))
}

func (f *fileLoad) runCheckFiles(ctx context.Context) error {
	for _, c := range f.checks {
		// A file that makes no such record costs nothing.
		m := f.making(c.Record)
		if m == nil || (c.Needs != "" && f.making(c.Needs) == nil) {
			continue
		}
		if err := f.exec(ctx, "INSERT INTO problem SELECT tab, row_no, %s, %s, %s, CAST(value AS VARCHAR) FROM (%s)",
			f.fieldPlaces(m.Record, "field"), warehouse.Quote(c.Rule), warehouse.Quote(c.Severity), c.File.SQL); err != nil {
			return c.File.At(err)
		}
	}
	return nil
}

// listLoaded says which rows go on, and which make no record at all. Of a table
// that makes some record of every row none need be looked for.
func (f *fileLoad) listLoaded(ctx context.Context) error {
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE nothing_made (tab INTEGER, row_no BIGINT)"); err != nil {
		return err
	}
	made := []string{}
	for _, m := range f.made {
		made = append(made, "SELECT tab, row_no FROM "+newName(m.Name))
	}
	for i, t := range f.export.profile.Tables {
		if slices.ContainsFunc(t.Records, profile.Record.Always) {
			continue
		}
		if err := f.exec(ctx, "INSERT INTO nothing_made SELECT * FROM (%s) ANTI JOIN (%s) USING (tab, row_no)", f.goesOnSQL(i), strings.Join(made, " UNION ALL ")); err != nil {
			return err
		}
	}
	parts := []string{}
	for i := range f.mappings {
		parts = append(parts, f.goesOnSQL(i))
	}
	return f.exec(ctx, "CREATE OR REPLACE TEMP VIEW loaded AS SELECT * FROM (%s) ANTI JOIN nothing_made USING (tab, row_no)", strings.Join(parts, " UNION ALL "))
}

// countRows counts the rows that met a rule, once each however many of their values
// did. What is found of the file as a whole, or of a row of a second file, has no
// row of its own and counts as one.
const countRows = "count(DISTINCT %[1]s) FILTER (row_no IS NOT NULL) + count(*) FILTER (row_no IS NULL)"

func (f *fileLoad) countProblems(ctx context.Context) error {
	stmt := fmt.Sprintf("SELECT rule, severity, "+countRows+" FROM problem GROUP BY ALL ORDER BY severity DESC, rule", "(tab, row_no)")
	return eachRow(ctx, f.db, stmt, func(rows *sql.Rows) error {
		var c RuleCount
		err := rows.Scan(&c.Rule, &c.Severity, &c.Rows)
		f.report.Problems = append(f.report.Problems, c)
		return err
	})
}
