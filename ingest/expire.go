package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// ExpireReport is what was removed from the quarantine store.
type ExpireReport struct {
	Rows   int // rows whose values were removed; they go on being counted as waiting
	Others int // what was kept beside: of rows that wait no longer, and as rows were before they came back
	Strays int // files that no load refers to
}

// strayAge is how old a file of the store that no load refers to must be. A
// load that is under way writes its rows before it is saved.
const strayAge = 24 * time.Hour

// ExpireQuarantine removes from the quarantine store the values of rows loaded
// more than so many days before now, and what loads that were never saved left there.
func ExpireQuarantine(ctx context.Context, path string, words *vocab.Set, days int, now time.Time, s warehouse.Settings) (*ExpireReport, error) {
	if days < 0 {
		return nil, errors.New("the number of days cannot be negative")
	}
	loaded, err := storesOf(ctx, path, s)
	if err != nil {
		return nil, err
	}
	before, err := ListQuarantine(ctx, path, words, s)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(QuarantineFolder(path))
	if errors.Is(err, fs.ErrNotExist) {
		return &ExpireReport{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the quarantine store cannot be read: %w", err)
	}
	report := &ExpireReport{}
	for _, e := range entries {
		file := filepath.Join(QuarantineFolder(path), e.Name())
		at, known := loaded[e.Name()]
		switch {
		case known && at.Before(now.AddDate(0, 0, -days)):
			rows, err := readStore(file)
			if err != nil {
				return nil, err
			}
			report.Others += len(rows)
		case !known && stray(e, now):
			report.Strays++
		default:
			continue
		}
		if err := os.Remove(file); err != nil {
			return nil, fmt.Errorf("the quarantine store cannot be cleared: %w", err)
		}
	}
	after, err := ListQuarantine(ctx, path, words, s)
	if err != nil {
		return nil, err
	}
	report.Rows = int(after.Expired() - before.Expired())
	report.Others -= report.Rows
	return report, nil
}

func stray(e fs.DirEntry, now time.Time) bool {
	info, err := e.Info()
	return err == nil && info.Mode().IsRegular() && info.ModTime().Before(now.Add(-strayAge))
}

// storesOf lists the files of the store that loads refer to, with the time of
// the last of them.
func storesOf(ctx context.Context, path string, s warehouse.Settings) (map[string]time.Time, error) {
	db, err := warehouse.OpenSession(ctx, path, s)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	out := map[string]time.Time{}
	err = eachRow(ctx, db, "SELECT sha256, profile_sha256, extract_date, max(loaded_at) FROM wh.load.file GROUP BY ALL", func(rows *sql.Rows) error {
		var name storeName
		var at time.Time
		if err := rows.Scan(&name.sha256, &name.profile, &name.extract, &at); err != nil {
			return err
		}
		for _, file := range name.paths(path) {
			if base := filepath.Base(file); at.After(out[base]) {
				out[base] = at
			}
		}
		return nil
	})
	return out, err
}
