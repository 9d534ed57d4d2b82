package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// Compile tries all that a profile has the engine do, on tables without a row,
// so that an expression which the engine refuses is known before a file comes.
func Compile(ctx context.Context, p *profile.Profile, words *vocab.Set) error {
	db, err := warehouse.OpenSession(ctx, "", warehouse.Settings{Threads: 1})
	if err != nil {
		return err
	}
	defer db.Close()
	err = compile(ctx, db, p, words)
	if wrong := (*wrongExpression)(nil); err == nil || errors.As(err, &wrong) {
		return err // which says the file itself
	}
	return fmt.Errorf("%s: %w", p.Path, err)
}

func compile(ctx context.Context, db *warehouse.DB, p *profile.Profile, words *vocab.Set) error {
	f := &fileLoad{loader: &loader{Options: Options{Words: words, Accept: "a table without rows"}, db: db, report: &Report{}}, export: export{profile: p}, report: &FileReport{}}
	if err := f.lay(ctx); err != nil {
		return err
	}
	for i, t := range p.Tables {
		f.mappings = append(f.mappings, newMapping(p, t, words, false))
		if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE %s (%s)", stageName(i), stageColumns(t.Own())); err != nil {
			return err
		}
		if t.Join != nil {
			if err := f.exec(ctx, "CREATE OR REPLACE TEMP TABLE %s (%s)", otherName(i), stageColumns(t.Other())); err != nil {
				return err
			}
			if err := f.widen(ctx, i, t); err != nil {
				return err
			}
		}
		err := f.tryTable(ctx, i, t)
		if wrong := (*wrongExpression)(nil); errors.As(err, &wrong) {
			return err
		}
		if err != nil {
			return fmt.Errorf("table %d: %w", i+1, err)
		}
	}
	return errors.Join(f.makeRecords(ctx), f.dropRecords(ctx))
}

func stageColumns(t profile.Table) string {
	cols := []string{read.Row + " BIGINT", read.Filled + " INTEGER", read.Width + " INTEGER", read.Garbled + " BOOLEAN",
		read.Quoted + " BOOLEAN", read.Repaired + " INTEGER", read.Errors + " INTEGER"}
	for _, c := range t.Columns {
		cols = append(cols, warehouse.Ident(c.Name)+" VARCHAR")
	}
	return strings.Join(cols, ", ")
}

// tryTable runs what a load runs on one table, and what it runs only on tables
// with something wrong in them.
func (f *fileLoad) tryTable(ctx context.Context, i int, t profile.Table) error {
	if err := f.typeTable(ctx, i, t); err != nil {
		return err
	}
	m := f.mappings[i]
	every := make([]bool, len(m.checks))
	for n := range every {
		every[n] = true
	}
	if err := f.exec(ctx, "INSERT INTO problem %s", m.problemsSQL(f.sourceName(i), typedName(i), i, every)); err != nil {
		return err
	}
	if err := f.checkDateOrder(ctx, i, every); err != nil {
		return err
	}
	return f.countSkips(ctx, i)
}
