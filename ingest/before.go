package ingest

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"proceedings/ingest/warehouse"
)

// earlier is a load whose place a file takes.
type earlier struct {
	reason string
	live   bool // it counted until now
}

// loadedBefore looks for the same bytes from the same source. Loaded with the
// same profile for the same extract date they are left alone. Loaded with another
// version of the profile, for the same date, or under the same name where it is not the
// loader who says the date, the earlier load is taken back and the file is loaded anew. The same bytes at another
// date are another extract: nothing had changed. Other bytes under the same name
// for the same date are a corrected export, which takes the place of the faulty one.
//
// Loads that have already lost their place are found too: the file would have
// taken it from them as well, and does so if the one between is undone.
func (l *loader) loadedBefore(ctx context.Context, e export, report *FileReport) (stale map[int]earlier, err error) {
	stale = map[int]earlier{}
	err = eachRow(ctx, l.db, `SELECT file_no, sha256, profile_sha256, extract_date, name, file_no NOT IN (SELECT file_no FROM load.gone) AS live
		FROM load.file WHERE source = ? AND (sha256 = ? OR name = ?) AND corrects IS NULL AND batch_no NOT IN (SELECT batch_no FROM load.undone)`, func(rows *sql.Rows) error {
		var no int
		var sha, fingerprint, name string
		var extract time.Time
		var live bool
		if err := rows.Scan(&no, &sha, &fingerprint, &extract, &name, &live); err != nil {
			return err
		}
		sameDate, sameBytes, sameProfile := extract.Equal(e.extractDate), sha == e.sha256, fingerprint == e.profile.Fingerprint
		switch {
		case sameBytes && sameProfile && sameDate && live:
			report.Already = true
		case sameBytes && sameProfile && sameDate:
			stale[no] = earlier{loadedAgain, live}
		case sameBytes && !sameProfile && (sameDate || name == e.name() && !e.dateGiven):
			stale[no] = earlier{replacedByProfile, live}
		case !sameBytes && name == e.name() && sameDate:
			stale[no] = earlier{replacedByFile, live}
		}
		return nil
	}, e.profile.ID, e.sha256, e.name())
	return stale, err
}

// undated is for an export of which nobody says the date: loaded before, it is
// left alone.
func (l *loader) undated(ctx context.Context, e export) (*FileReport, error) {
	report := &FileReport{Path: e.path, Source: e.profile.ID, Already: true}
	err := l.db.QueryRowContext(ctx, `SELECT extract_date FROM load.file WHERE source = ? AND sha256 = ? AND profile_sha256 = ? AND corrects IS NULL
		AND file_no NOT IN (SELECT file_no FROM load.gone) ORDER BY extract_date DESC LIMIT 1`, e.profile.ID, e.sha256, e.profile.Fingerprint).Scan(&report.ExtractDate)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, e.undated
	}
	return report, err
}

// takeBack reverses the loads whose place the file takes. A file of which no
// row was loaded takes no place.
func (f *fileLoad) takeBack(ctx context.Context, stale map[int]earlier) error {
	speaks, err := f.int64(ctx, "SELECT count(*) FROM load.scope WHERE file_no = %d", f.fileNo)
	if err != nil || speaks == 0 {
		return err
	}
	for _, no := range slices.Sorted(maps.Keys(stale)) {
		if stale[no].live {
			f.report.Replaces = stale[no].reason
			if err := f.countReopened(ctx, no, stale[no].reason); err != nil {
				return err
			}
		}
		if err := f.exec(ctx, "INSERT INTO load.reversal VALUES (%d, %d, %s)", no, f.batchNo, warehouse.Quote(stale[no].reason)); err != nil {
			return err
		}
	}
	return nil
}

// countReopened counts the rows that had been closed in a load of the same bytes and are
// held back again. Other bytes have other rows.
func (f *fileLoad) countReopened(ctx context.Context, no int, reason string) error {
	if reason == replacedByFile {
		return nil
	}
	n, err := f.int64(ctx, `SELECT count(*) FROM (SELECT DISTINCT sheet, row_no FROM load.closed WHERE file_no = %d AND (by_file_no IS NULL OR by_file_no NOT IN (SELECT file_no FROM load.gone))) c
		SEMI JOIN (SELECT %s AS sheet, row_no FROM held_back) h ON h.sheet IS NOT DISTINCT FROM c.sheet AND h.row_no = c.row_no`, no, f.sheetSQL("tab"))
	f.report.WaitAgain += n
	return err
}

// Why an earlier load is taken back.
const (
	replacedByProfile = "the same file was loaded again with a changed profile"
	replacedByFile    = "a corrected file of the same name and date took its place"
	loadedAgain       = "the same file was loaded again after another had taken its place"
)
