package ingest

import (
	"context"

	"proceedings/ingest/vocab"
)

// fileLoad is one file on its way into the warehouse.
type fileLoad struct {
	*loader
	export   export
	report   *FileReport
	mappings []*mapping
	made     []*making // in the order of the profile

	aside     map[string]bool // kinds of record that rows held back would make
	witnesses int64           // rows that stay held back, beside those put right
}

// making is one kind of record that a file makes, and what has been found out of it.
type making struct {
	vocab.Record
	view    bool  // the records are a view of the typed rows
	unique  bool  // no two had one key when conflicts were looked for
	doubled bool  // some record is made by several rows
	stored  bool  // every record was stored
	keys    int64 // how many there are
}

// making is what the file makes of a kind of record; nil where it makes none.
func (f *fileLoad) making(record string) *making {
	for _, m := range f.made {
		if m.Name == record {
			return m
		}
	}
	return nil
}

// file loads one export inside the run's transaction.
func (l *loader) file(ctx context.Context, e export) (*FileReport, error) {
	if e.undated != nil {
		return l.undated(ctx, e)
	}
	report := &FileReport{Path: e.path, Source: e.profile.ID, ExtractDate: e.extractDate}
	stale, err := l.loadedBefore(ctx, e, report)
	if err != nil || report.Already {
		return report, err
	}
	l.fileNo++
	f := &fileLoad{loader: l, export: e, report: report}
	return report, f.run(ctx, stale)
}

// run takes the rows of one file through the steps of a load.
func (f *fileLoad) run(ctx context.Context, stale map[int]earlier) error {
	if err := f.stage(ctx); err != nil {
		return err
	}
	if err := f.makeRecords(ctx); err != nil {
		return err
	}
	if err := f.keepAway(ctx); err != nil {
		return err
	}
	if err := f.check(ctx); err != nil {
		return err
	}
	if err := f.store(ctx); err != nil {
		return err
	}
	if err := f.takeBack(ctx, stale); err != nil {
		return err
	}
	if err := f.closeRows(ctx); err != nil {
		return err
	}
	if err := f.account(ctx); err != nil {
		return err
	}
	return f.clean(ctx)
}
