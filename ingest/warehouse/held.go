//go:build duckdb_arrow

package warehouse

import (
	"context"
	"fmt"
	"time"

	"proceedings/ingest/vocab"
)

// Export is one export as a manifest names it: by its bytes, the profile that read it and the day it speaks for.
type Export struct {
	Source        string // profile id
	SHA256        string
	ProfileSHA256 string
	ExtractDate   time.Time
	Corrections   []string // SHA-256 of what put rows of it right
}

// exportsTable holds the exports asked for, corrections among them.
const exportsTable = "wanted_export"

// heldSQL selects the files of the exports asked for. A file that gave way to another load still counts,
// for nothing of it is lost: one that was loaded more than once is taken where it counts, else as it was loaded last.
const heldSQL = `WITH held AS (SELECT f.*, f.file_no IN (SELECT file_no FROM wh.load.gone) AS gone FROM wh.load.file f),
 exports AS (
   SELECT h.* FROM held h SEMI JOIN ` + exportsTable + ` w
     ON w.corrects IS NULL AND w.source = h.source AND w.sha256 = h.sha256 AND w.profile_sha256 = h.profile_sha256 AND w.extract_date = h.extract_date::VARCHAR
   WHERE h.corrects IS NULL
   QUALIFY row_number() OVER (PARTITION BY h.source, h.sha256, h.profile_sha256, h.extract_date ORDER BY h.gone, h.file_no DESC) = 1),
 corrections AS (
   SELECT h.* FROM held h JOIN exports e ON e.file_no = h.corrects
     SEMI JOIN ` + exportsTable + ` w ON w.corrects = e.sha256 AND w.source = e.source AND w.sha256 = h.sha256
   QUALIFY row_number() OVER (PARTITION BY h.corrects, h.sha256 ORDER BY h.gone, h.file_no DESC) = 1)
 SELECT * EXCLUDE (gone) FROM exports UNION ALL SELECT * EXCLUDE (gone) FROM corrections`

// AsHeld reads the load facts of some exports alone, whatever else was loaded before or since: what a
// release stood on. An export that the warehouse does not hold is left out; see queries.Session.Sources.
func AsHeld(ctx context.Context, db *DB, exports []Export, words *vocab.Set) (*Current, error) {
	rows := [][]string{}
	for _, e := range exports {
		day := e.ExtractDate.Format(time.DateOnly)
		rows = append(rows, []string{e.Source, e.SHA256, e.ProfileSHA256, day, ""})
		for _, sha := range e.Corrections {
			rows = append(rows, []string{e.Source, sha, e.ProfileSHA256, day, e.SHA256})
		}
	}
	if err := db.stageText(ctx, exportsTable, []string{"source", "sha256", "profile_sha256", "extract_date", "corrects"}, rows); err != nil {
		return nil, fmt.Errorf("read what was loaded: %w", err)
	}
	current, err := read(ctx, db, heldSQL, words)
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, "DROP TABLE IF EXISTS "+exportsTable)
	return current, err
}
