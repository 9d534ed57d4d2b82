package ingest

import (
	"context"
	"errors"
	"fmt"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
)

func stageName(i int) string { return fmt.Sprintf("stage_%d", i) }
func typedName(i int) string { return fmt.Sprintf("typed_%d", i) }
func newName(record string) string {
	return "new_" + record
}

// problemTable holds what was found wrong with a file.
const problemTable = "CREATE OR REPLACE TEMP TABLE problem (tab INTEGER, row_no BIGINT, field VARCHAR, rule VARCHAR, severity VARCHAR, value VARCHAR)"

// The rows that wait, those of forgotten cases, and how many rows each rule leaves out.
const (
	heldBackTable  = "CREATE OR REPLACE TEMP TABLE held_back (tab INTEGER, row_no BIGINT)"
	forgottenTable = "CREATE OR REPLACE TEMP TABLE forgotten (tab INTEGER, row_no BIGINT)"
	skippedTable   = "CREATE OR REPLACE TEMP TABLE skipped (rule VARCHAR, rows BIGINT)"
)

// lay makes the tables that gather what becomes of the rows of one file.
func (f *fileLoad) lay(ctx context.Context) error {
	for _, table := range []string{problemTable, heldBackTable, forgottenTable, skippedTable} {
		if err := f.exec(ctx, "%s", table); err != nil {
			return err
		}
	}
	return nil
}

// stage reads the tables of the file as text and types them.
func (f *fileLoad) stage(ctx context.Context) error {
	if err := f.lay(ctx); err != nil {
		return err
	}
	file, err := f.export.open()
	if err != nil {
		return err
	}
	defer file.Close()
	for i, t := range f.export.profile.Tables {
		m := newMapping(f.export.profile, t, f.Words, file.Uses1904())
		f.mappings = append(f.mappings, m)
		if err := f.stageTable(ctx, file, i, t); err != nil {
			return err
		}
		if err := f.join(ctx, i, t, file.Uses1904()); err != nil {
			return err
		}
		if err := f.typeTable(ctx, i, t); err != nil {
			return err
		}
		if err := f.partWitnesses(ctx, i); err != nil {
			return err
		}
		if err := f.countSkips(ctx, i); err != nil {
			return err
		}
	}
	return f.export.unchanged()
}

// typeTable types the rows of one table, holds the table against what it says
// of itself and lists what is wrong with its rows.
func (f *fileLoad) typeTable(ctx context.Context, i int, t profile.Table) error {
	if err := f.findEnds(ctx, i); err != nil {
		return err
	}
	m := f.mappings[i]
	if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE %s AS %s", typedName(i), m.typedSQL(f.sourceName(i))); err != nil {
		return err
	}
	if err := f.tryExpressions(ctx, i); err != nil {
		return err
	}
	var masks []any
	if err := f.db.QueryRowContext(ctx, m.hitSQL(typedName(i))).Scan(&masks); err != nil {
		return engineError(err)
	}
	hit := m.hit(masks)
	if err := f.checkTable(ctx, i, t, hit); err != nil {
		return err
	}
	if list := m.problemsSQL(f.sourceName(i), typedName(i), i, hit); list != "" {
		if err := f.exec(ctx, "INSERT INTO problem %s", list); err != nil {
			return err
		}
	}
	return errors.Join(f.countRepeats(ctx, i), f.listUnfit(ctx, i))
}

// checkTable holds a table as a whole against what is said of it. Rows put
// right stand in an export that has passed.
func (f *fileLoad) checkTable(ctx context.Context, i int, t profile.Table, hit []bool) error {
	if f.export.origin != nil {
		return nil
	}
	return errors.Join(f.checkTotals(ctx, i, t), f.checkDateOrder(ctx, i, hit))
}

// listUnfit finds the expressions of a profile whose value is not of the
// field's type or not in its list.
func (f *fileLoad) listUnfit(ctx context.Context, i int) error {
	for _, r := range f.export.profile.Tables[i].Records {
		list := f.mappings[i].unfitSQL(r, typedName(i), i)
		if list == "" {
			continue
		}
		if err := f.exec(ctx, "INSERT INTO problem %s", list); err != nil {
			return f.inRecord(err, i, r.Record)
		}
	}
	return nil
}

func (f *fileLoad) stageTable(ctx context.Context, file *read.File, i int, t profile.Table) error {
	r, err := file.Table(ctx, t.Own(), f.keys.Pseudonym)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := f.db.Stage(ctx, stageName(i), r); err != nil || r.Err() != nil {
		return errors.Join(r.Err(), ifNil(r.Err(), err))
	}
	f.report.Read += r.Read()
	return nil
}

// ifNil is err unless the reader has said better what went wrong.
func ifNil(better, err error) error {
	if better != nil {
		return nil
	}
	return err
}
