package ingest

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"proceedings/ingest/warehouse"
)

// Entry is who entered something by hand, and why. It belongs to the history of the warehouse and to no release.
type Entry struct {
	By, Reason string
}

// Restriction is one that staff enter by hand, as profile by-hand reads it.
type Restriction struct {
	Ref        string
	Case       string
	Proceeding string    // empty: every proceeding of the case
	Subject    string    // empty: everyone in it
	Kind       string    // a code of list restriction_kind
	From       time.Time // first day
	Until      time.Time // last day; zero: until further order
}

// EnterRestriction loads a restriction as a file that speaks for a day, in the same way as an export: known from
// that day on and taken back by undo. The number, which is to be random, makes the file one of its kind, so that its hash gives away nothing. A
// restriction of the same reference that was entered before gives way to it.
func EnterRestriction(ctx context.Context, opt Options, r Restriction, day time.Time, number string) error {
	if opt.Entry == nil || strings.TrimSpace(opt.Entry.By) == "" || strings.TrimSpace(opt.Entry.Reason) == "" {
		return errors.New("say who enters it and why, for those who will ask")
	}
	folder, leave, err := warehouse.TempFolder()
	if err != nil {
		return fmt.Errorf("the entry cannot be written: %w", err)
	}
	defer leave()
	file := filepath.Join(folder, fmt.Sprintf("by hand %s %s %.8s.csv", day.Format(time.DateOnly), r.Ref, number))
	if err := r.write(file, number); err != nil {
		return fmt.Errorf("the entry cannot be written: %w", err)
	}
	_, err = Load(ctx, opt, file)
	return err
}

func (r Restriction) write(file, number string) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	until := ""
	if !r.Until.IsZero() {
		until = r.Until.Format(time.DateOnly)
	}
	err = csv.NewWriter(f).WriteAll([][]string{{"Restriction", "Case", "Proceeding", "Subject", "Kind", "From", "Until", "Entry"},
		{r.Ref, r.Case, r.Proceeding, r.Subject, r.Kind, r.From.Format(time.DateOnly), until, number}})
	return errors.Join(err, f.Close())
}

// noteEntry notes who entered a batch by hand. Such a batch is loaded whole or not at all: nothing of it waits.
func (l *loader) noteEntry(ctx context.Context) error {
	if l.Entry == nil {
		return nil
	}
	for _, f := range l.report.Files {
		if f.Accepted == f.Read {
			continue
		}
		for _, p := range append(f.Problems, f.SkippedBy...) {
			return fmt.Errorf("the entry is refused and nothing was saved: %s", p.Rule)
		}
		// The one row is held already for that day: it was entered, gave way, and is entered again.
		return errors.New("nothing was saved: just this was entered on the same day already, and a later entry took its place. Take the later one back: history names its batch, undo takes it back")
	}
	if _, err := l.db.ExecContext(ctx, "INSERT INTO load.entered VALUES (?, ?, ?)", l.batchNo, strings.TrimSpace(l.Entry.By), strings.TrimSpace(l.Entry.Reason)); err != nil {
		return engineError(err)
	}
	return nil
}
