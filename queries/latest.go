package queries

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"proceedings/ingest/warehouse"
)

// LatestExtract is the latest date that the exports in a warehouse speak for,
// among those known at a date (zero: all). It is zero where there is none. What was entered
// by hand reaches no further than itself.
func LatestExtract(ctx context.Context, path string, knownAt time.Time, s warehouse.Settings) (time.Time, error) {
	db, err := warehouse.OpenSession(ctx, path, s)
	if err != nil {
		return time.Time{}, err
	}
	defer db.Close()
	var limit any
	if !knownAt.IsZero() {
		limit = knownAt
	}
	var latest sql.NullTime
	err = db.QueryRowContext(ctx, `SELECT max(extract_date) FROM wh.load.file
		WHERE file_no NOT IN (SELECT file_no FROM wh.load.gone) AND batch_no NOT IN (SELECT batch_no FROM wh.load.entered) AND extract_date <= coalesce(?::DATE, extract_date)`, limit).Scan(&latest)
	if err != nil {
		return time.Time{}, fmt.Errorf("latest extract: %w", err)
	}
	return latest.Time, nil
}
