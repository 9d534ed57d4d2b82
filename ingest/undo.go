package ingest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// UndoOptions say which batch to take back.
type UndoOptions struct {
	Warehouse string
	Batch     string // its number, or the start of its id
	Reason    string
	Words     *vocab.Set
	Now       time.Time // for the audit log only
	Settings  warehouse.Settings
}

// UndoReport is what taking a batch back changed.
type UndoReport struct {
	Batch  Batch
	Out    []BatchFile // files that count no more
	Back   []BatchFile // files that count again
	Before int64       // current records, of all kinds
	After  int64
}

// Undo takes a batch back: its files count no more, and those whose place it took
// count again. Nothing is deleted; the files can be loaded again.
func Undo(ctx context.Context, opt UndoOptions) (*UndoReport, error) {
	report := &UndoReport{}
	var err error
	if report.Before, err = countCurrent(ctx, opt); err != nil {
		return nil, plainError(err)
	}
	if err := markUndone(ctx, opt, report); err != nil {
		return nil, plainError(err)
	}
	report.After, err = countCurrent(ctx, opt)
	return report, plainError(err)
}

func markUndone(ctx context.Context, opt UndoOptions, report *UndoReport) error {
	return warehouse.Edit(ctx, opt.Warehouse, opt.Settings, func(db *warehouse.DB) error {
		before, err := readHistory(ctx, db, "")
		if err != nil {
			return err
		}
		if report.Batch, err = chooseBatch(before, opt.Batch); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "INSERT INTO load.undone VALUES (?, ?, ?)", report.Batch.Number, opt.Now.UTC().Truncate(time.Second), opt.Reason); err != nil {
			return engineError(err)
		}
		after, err := readHistory(ctx, db, "")
		report.Out, report.Back = changed(before, after)
		return err
	})
}

// changed are the files that count in one history only.
func changed(before, after []Batch) (out, back []BatchFile) {
	for i := range before {
		for j, f := range before[i].Files {
			switch now := after[i].Files[j]; {
			case f.Counts && !now.Counts:
				out = append(out, now)
			case !f.Counts && now.Counts:
				back = append(back, now)
			}
		}
	}
	return out, back
}

// shortestPrefix is how much of a batch's id names it.
const shortestPrefix = 4

// chooseBatch finds the batch that a person means: by number, or by the start of
// its id. The same files loaded again after an undo have the same id; the one that
// stands is meant.
func chooseBatch(batches []Batch, asked string) (Batch, error) {
	if len(batches) == 0 {
		return Batch{}, errors.New("the warehouse holds no batch: there is nothing to undo")
	}
	asked = strings.ToLower(strings.TrimSpace(asked))
	var fits []Batch
	for _, b := range batches {
		if strconv.Itoa(b.Number) == asked {
			fits = []Batch{b}
			break
		}
		if len(asked) >= shortestPrefix && strings.HasPrefix(b.ID, asked) {
			fits = append(fits, b)
		}
	}
	standing := []Batch{}
	for _, b := range fits {
		if b.Undone == nil {
			standing = append(standing, b)
		}
	}
	switch {
	case len(fits) == 0:
		return Batch{}, fmt.Errorf("there is no batch %q; there are %s", asked, listBatches(batches))
	case len(standing) == 0:
		b := fits[0]
		return Batch{}, fmt.Errorf("batch %d was undone before, on %s: nothing to do", b.Number, b.Undone.At.Format("2 January 2006"))
	case len(standing) > 1:
		return Batch{}, fmt.Errorf("%q is the start of more than one batch's id; name one by its number: %s", asked, listBatches(standing))
	}
	return standing[0], nil
}

func listBatches(batches []Batch) string {
	out := []string{}
	for _, b := range batches {
		text := fmt.Sprintf("%d (%s)", b.Number, b.ID)
		if b.Undone != nil {
			text = fmt.Sprintf("%d (%s, undone)", b.Number, b.ID)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// countCurrent counts the current records of every kind.
func countCurrent(ctx context.Context, opt UndoOptions) (int64, error) {
	db, err := warehouse.OpenSession(ctx, opt.Warehouse, opt.Settings)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	current, err := warehouse.AsKnown(ctx, db, time.Time{}, opt.Words)
	if err != nil {
		return 0, err
	}
	var sum int64
	for _, kind := range opt.Words.Records() {
		var n int64
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM ("+current.SQL(kind)+")").Scan(&n); err != nil {
			return 0, engineError(err)
		}
		sum += n
	}
	return sum, nil
}
