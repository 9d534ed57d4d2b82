package ingest

import (
	"context"
	"errors"
	"fmt"

	"proceedings/ingest/profile"
)

// makeRecords makes the records of each kind: in a temporary table, or where they
// are but columns of the typed rows under other names, in a view.
func (f *fileLoad) makeRecords(ctx context.Context) error {
	for i, t := range f.export.profile.Tables {
		for _, r := range t.Records {
			into := "INSERT INTO %s %s"
			if f.making(r.Record) == nil {
				kind, _ := f.Words.Record(r.Record)
				m := &making{Record: kind, view: f.renames(i, r)}
				f.made = append(f.made, m)
				into = "CREATE OR REPLACE TEMP TABLE %s AS %s"
				if m.view {
					into = "CREATE OR REPLACE TEMP VIEW %s AS SELECT * FROM (%s) ANTI JOIN held_back USING (tab, row_no) ANTI JOIN forgotten USING (tab, row_no)"
				}
			}
			if err := f.exec(ctx, into, newName(r.Record), f.mappings[i].recordSQL(r, typedName(i), i)); err != nil {
				return f.inRecord(err, i, r.Record)
			}
		}
	}
	return nil
}

// renames is true where a kind of record is made by one table only, one of each
// row, of its columns and constants. A correction changes what it has made, which
// a view cannot take.
func (f *fileLoad) renames(i int, r profile.Record) bool {
	makers := 0
	for _, t := range f.export.profile.Tables {
		for _, other := range t.Records {
			if other.Record == r.Record {
				makers++
			}
		}
	}
	for _, field := range r.Fields {
		if field.Column == "" && field.Value == nil {
			return false
		}
	}
	return makers == 1 && r.Always() && !f.mappings[i].repeated() && f.export.origin == nil
}

// drop takes rows out of every kind of record; views leave them out by themselves.
func (f *fileLoad) drop(ctx context.Context, rows string) error {
	for _, m := range f.made {
		if m.view {
			continue
		}
		if err := f.exec(ctx, "DELETE FROM %s n USING %s h WHERE n.tab = h.tab AND n.row_no = h.row_no", newName(m.Name), rows); err != nil {
			return err
		}
	}
	return nil
}

// countSkips counts the rows that rules leave out of a table, whose text is then
// no longer needed.
func (f *fileLoad) countSkips(ctx context.Context, i int) error {
	m := f.mappings[i]
	rules := fmt.Sprintf("SELECT %s AS rule FROM %s t", m.skipRule(), stageName(i))
	if m.table.Join != nil {
		rules += " UNION ALL " + m.otherRules(i)
	}
	if err := f.exec(ctx, "INSERT INTO skipped SELECT rule, count(*) FROM (%s) WHERE rule IS NOT NULL GROUP BY rule", rules); err != nil {
		return err
	}
	return f.dropTables(ctx, stageName(i), otherName(i), wideName(i))
}

func (f *fileLoad) dropTables(ctx context.Context, names ...string) error {
	for _, name := range names {
		if err := f.exec(ctx, "DROP TABLE IF EXISTS %s", name); err != nil {
			return err
		}
	}
	return nil
}

func (f *fileLoad) clean(ctx context.Context) error {
	if err := errors.Join(f.dropRecords(ctx), f.exec(ctx, "DROP VIEW loaded")); err != nil {
		return err
	}
	for i := range f.mappings {
		if err := f.dropTables(ctx, typedName(i), matchedName(i), witnessName(i)); err != nil {
			return err
		}
	}
	return nil
}

func (f *fileLoad) dropRecords(ctx context.Context) error {
	for _, m := range f.made {
		what := "TABLE"
		if m.view {
			what = "VIEW"
		}
		if err := f.exec(ctx, "DROP %s %s", what, newName(m.Name)); err != nil {
			return err
		}
	}
	return nil
}
