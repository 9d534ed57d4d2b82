package ingest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/read"
)

// origin is the export whose quarantined rows a load puts right, and the rows
// as they now are, by the sheet of the profile's table.
type origin struct {
	fileNo  int
	name    string
	sha256  string
	rows    map[string]read.Rows
	profile *profile.Profile // as it reads the export itself
}

// Why a row of a workbook of faults is not tried.
const (
	skipUnedited = "row is not changed"
	skipMended   = "row has been put right already"
	skipLost     = "row was given up as lost"
	skipReplaced = "row is of an export that is no longer in force"
	skipJoined   = "row cannot be put right without the file that is joined to it: both must be sent again"
)

func exportsOf(found []export) []export {
	return slices.DeleteFunc(slices.Clone(found), func(e export) bool { return e.faults })
}

func faultsOf(found []export) []export {
	return slices.DeleteFunc(slices.Clone(found), func(e export) bool { return !e.faults })
}

// open opens the export, or the rows of it that were put right.
func (e export) open() (*read.File, error) {
	if e.origin != nil {
		return read.HeldRows(e.profile, e.origin.rows), nil
	}
	return read.Open(e.source, e.profile, e.max)
}

// kind says what absence from the file means. Rows put right say nothing of others.
func (e export) kind() string {
	if e.origin != nil {
		return "changes"
	}
	return e.profile.Extract.Kind
}

// corrects is the number of the export that the rows stand in, or NULL.
func (e export) corrects() any {
	if e.origin == nil {
		return nil
	}
	return e.origin.fileNo
}

// stands says which export a row is of, by name and hash.
func (e export) stands() (name, sha string) {
	if e.origin != nil {
		return e.origin.name, e.origin.sha256
	}
	return e.name(), e.sha256
}

// either loads an export, or the corrections in a workbook of faults.
func (l *loader) either(ctx context.Context, e export) ([]FileReport, error) {
	if !e.faults {
		report, err := l.file(ctx, e)
		if err != nil {
			return nil, err
		}
		return []FileReport{*report}, nil
	}
	parts, err := readFaults(e.path, e.max)
	if err != nil {
		return nil, err
	}
	var out []FileReport
	for _, part := range parts {
		report, err := l.correct(ctx, e, part)
		if err != nil {
			return nil, err
		}
		out = append(out, *report)
	}
	return out, nil
}

// correct loads the rows of one export that a workbook puts right, as if they
// stood in that export: same profile, same extract date, same checks.
func (l *loader) correct(ctx context.Context, book export, part faultPart) (*FileReport, error) {
	report := &FileReport{Path: book.path, Source: part.Source, ExtractDate: part.ExtractDate, Corrects: part.File}
	o, fingerprint, err := l.origin(ctx, part)
	if err != nil {
		return nil, err
	}
	w, err := l.waitingRows(ctx, o.fileNo)
	if err != nil {
		return nil, err
	}
	if err := part.check(w); err != nil {
		return nil, err
	}
	inForce, err := l.inForce(ctx, o.fileNo)
	if err != nil {
		return nil, err
	}
	if !inForce {
		report.skip(skipReplaced, part.size())
		return report, nil
	}
	e := book
	e.origin, e.extractDate, e.sha256 = o, part.ExtractDate, correctionSHA(book.sha256, o.sha256, part.ExtractDate)
	if e.profile = profileOf(l.Profiles, part.Source); e.profile == nil {
		return nil, fmt.Errorf("its rows are of source %s, for which there is no profile: name the folder that holds it with --profiles", part.Source)
	}
	o.profile = e.profile
	e.profile = o.profile.Apart()
	if report.Already, err = l.corrected(ctx, e); err != nil || report.Already {
		return report, err
	}
	if e.profile.Fingerprint != fingerprint {
		report.Note = fmt.Sprintf("profile %s has changed since %s was loaded; its rows were read as the profile now says", part.Source, part.File)
	}
	held, err := l.lastHeld(ctx, o.fileNo)
	if err != nil {
		return nil, err
	}
	o.rows = part.choose(o.profile, w, held, report)
	o.addWitnesses(w, held)
	l.fileNo++
	f := &fileLoad{loader: l, export: e, report: report}
	return report, f.run(ctx, nil)
}

// correctionSHA tells what a workbook says of one extract from what it says of others.
func correctionSHA(book, origin string, extract time.Time) string {
	sum := sha256.Sum256([]byte(book + "\n" + origin + "\n" + extract.Format(time.DateOnly)))
	return hex.EncodeToString(sum[:])
}

func (r *FileReport) skip(rule string, n int64) {
	if n == 0 {
		return
	}
	r.Read, r.Skipped = r.Read+n, r.Skipped+n
	r.SkippedBy = append(r.SkippedBy, RuleCount{Rule: rule, Severity: "skipped", Rows: n})
}

// origin finds the load of the export that the rows were sent in: the last one
// of those that count, or one that was taken back.
func (l *loader) origin(ctx context.Context, part faultPart) (*origin, string, error) {
	o := &origin{name: part.File, sha256: part.SHA256}
	var fingerprint string
	err := l.db.QueryRowContext(ctx, `SELECT file_no, profile_sha256 FROM load.file WHERE source = ? AND sha256 = ? AND extract_date = ? AND corrects IS NULL
		ORDER BY file_no IN (SELECT file_no FROM load.gone), file_no DESC LIMIT 1`, part.Source, part.SHA256, part.ExtractDate).Scan(&o.fileNo, &fingerprint)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, "", fmt.Errorf("its rows are of %s (source %s, %s), which this warehouse does not hold: load them into the warehouse that they were exported from, or load that export first",
			part.File, part.Source, part.ExtractDate.Format(time.DateOnly))
	}
	return o, fingerprint, err
}

// inForce says whether what an export holds back still waits, as a session
// decides it: no later full snapshot has taken its place everywhere.
func (l *loader) inForce(ctx context.Context, fileNo int) (bool, error) {
	n, err := l.int64(ctx, `
		WITH counted AS (SELECT * FROM load.file WHERE file_no NOT IN (SELECT file_no FROM load.gone)),
		     mine AS (SELECT * FROM counted WHERE file_no = %[1]d),
		     spoken AS (SELECT s.scope FROM load.scope s SEMI JOIN mine USING (file_no)),
		     later AS (SELECT DISTINCT s.scope FROM load.scope s JOIN counted c USING (file_no) JOIN mine m ON m.source = c.source WHERE c.kind = 'full' AND c.extract_date > m.extract_date)
		SELECT count(*) FROM mine WHERE NOT EXISTS (FROM spoken) OR EXISTS (FROM spoken ANTI JOIN later USING (scope))`, fileNo)
	return n > 0, err
}

// corrected says whether the same workbook was loaded before for the export,
// read with the same profile, and no row was given up since that others disagreed with.
func (l *loader) corrected(ctx context.Context, e export) (bool, error) {
	var n int
	err := l.db.QueryRowContext(ctx, `SELECT count(*) FROM load.file WHERE corrects = ? AND sha256 = ? AND profile_sha256 = ? AND file_no NOT IN (SELECT file_no FROM load.gone)
		AND NOT EXISTS (SELECT 1 FROM load.closed c WHERE c.file_no = corrects AND c.by_file_no IS NULL AND c.batch_no > load.file.batch_no)`,
		e.origin.fileNo, e.sha256, e.profile.Fingerprint).Scan(&n)
	return n > 0, err
}

// place is where a row stands in its export.
type place struct {
	sheet string
	row   int
}

// rowState is what became of a row that was held back.
type rowState struct {
	closed   string // how; empty: it waits
	disagree bool   // it and others contradict each other
}

// waitingRows lists the rows of an export that were held back.
func (l *loader) waitingRows(ctx context.Context, fileNo int) (map[place]rowState, error) {
	out := map[place]rowState{}
	err := eachRow(ctx, l.db, fmt.Sprintf(`
		WITH mine AS (SELECT file_no FROM load.file WHERE (file_no = %[1]d OR corrects = %[1]d) AND (file_no = %[1]d OR file_no NOT IN (SELECT file_no FROM load.gone))),
		     faults AS (SELECT p.sheet, p.row_no, p.rule, p.file_no = max(p.file_no) OVER (PARTITION BY p.sheet, p.row_no) AS last
		                FROM load.problem p SEMI JOIN mine USING (file_no) WHERE p.severity = '%[2]s'),
		     shut AS (SELECT sheet, row_no, max(how) AS how FROM load.closed WHERE file_no = %[1]d AND (by_file_no IS NULL OR by_file_no IN (FROM mine)) GROUP BY ALL)
		SELECT f.sheet, f.row_no, coalesce(max(s.how), ''), bool_or(starts_with(f.rule, '%[3]s'))
		FROM faults f LEFT JOIN shut s USING (sheet, row_no) WHERE f.last GROUP BY ALL`, fileNo, Quarantine, conflictRule), func(rows *sql.Rows) error {
		var p place
		var s rowState
		err := rows.Scan(&p.sheet, &p.row, &s.closed, &s.disagree)
		out[p] = s
		return err
	})
	return out, err
}

// choose takes the rows that are to be tried: those that were edited, and
// those that contradicted a row that was, or that waits no longer. The others are
// skipped by a named rule.
func (p faultPart) choose(prof *profile.Profile, waits map[place]rowState, held map[place]Waiting, report *FileReport) map[string]read.Rows {
	edited := false
	for _, t := range p.Tables {
		for _, r := range t.Rows {
			edited = edited || (r.edited && waits[place{t.Table, r.row}].closed == "")
		}
	}
	skipped := map[string]int64{}
	out := map[string]read.Rows{}
	for _, t := range p.Tables {
		dates := dateColumns(prof, t.Table, t.Headings)
		rows := out[t.Table]
		rows.Headings = t.Headings
		for _, r := range t.Rows {
			at := place{t.Table, r.row}
			rule := r.skipRule(waits[at], edited || freed(at, waits, held))
			if joined, ok := joinsOf(prof, t.Table); ok && rule == "" && r.keys != hashKeys(r.cells, joinKeys(joined, t.Headings)) {
				if rule = skipJoined; !r.edited {
					rule = skipUnedited
				}
			}
			if rule != "" {
				skipped[rule]++
				continue
			}
			rows.Numbers, rows.Cells = append(rows.Numbers, r.row), append(rows.Cells, r.text(dates))
		}
		if len(rows.Numbers) > 0 {
			out[t.Table] = rows
		}
	}
	for _, rule := range []string{skipUnedited, skipMended, skipLost, skipJoined} {
		report.skip(rule, skipped[rule])
	}
	return out
}

// freed reports whether nothing is wrong with a row but that it contradicts rows of
// its export which all have been closed.
func freed(at place, waits map[place]rowState, held map[place]Waiting) bool {
	for _, p := range held[at].Problems {
		if !strings.HasPrefix(p.Rule, conflictRule) {
			return false
		}
		for _, r := range p.Rivals {
			if o := (place{r.Sheet, int(r.Row)}); o != at && waits[o].closed == "" {
				return false
			}
		}
	}
	return len(held[at].Problems) > 0
}

// skipRule says why a row is not tried; mended: a row that it may disagree with was changed or closed.
func (r faultRow) skipRule(s rowState, mended bool) string {
	switch {
	case s.closed == closedCorrected:
		return skipMended
	case s.closed == closedAccepted:
		return skipLost
	case !r.edited && !(mended && s.disagree):
		return skipUnedited
	}
	return ""
}

// How a quarantined row was closed.
const (
	closedCorrected = "corrected"
	closedAccepted  = "accepted"
)

// closeRows notes the rows put right, which wait no longer.
func (f *fileLoad) closeRows(ctx context.Context) error {
	o := f.export.origin
	if o == nil {
		return nil
	}
	if err := f.exec(ctx, `INSERT INTO load.closed
		SELECT %[1]d, left(sha256('%[2]s' || chr(10) || '%[8]s' || chr(10) || sheet || chr(10) || row_no), %[3]d), sheet, row_no, '%[4]s', %[5]d, %[6]d, NULL
		FROM (SELECT %[7]s AS sheet, row_no FROM (SELECT tab, row_no FROM loaded UNION SELECT tab, row_no FROM nothing_made))`,
		o.fileNo, o.sha256, idLength, closedCorrected, f.fileNo, f.batchNo, f.sheetSQL("tab"), f.export.extractDate.Format(time.DateOnly)); err != nil {
		return err
	}
	var err error
	f.report.Closed, err = f.int64(ctx, "SELECT count(*) FROM load.closed WHERE by_file_no = %d", f.fileNo)
	return err
}
