package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/checks"
	"proceedings/ingest/profile"
	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// Options of a load.
type Options struct {
	Warehouse   string
	Profiles    []*profile.Profile
	Words       *vocab.Set
	KeyFile     string    // the keys that people are hashed with; made where a new warehouse has none
	Accept      string    // why a collapsed snapshot is right; empty: refuse it
	ExtractDate time.Time // what the exports speak for, where they do not say; zero: not given
	Now         time.Time // for the audit log only
	DryRun      bool      // do all that a load does, and save nothing
	Settings    warehouse.Settings
	MaxUnpacked int64                              // bytes that one file or archive may unpack to; 0: read.DefaultMaxUnpacked
	Progress    func(done, total int, what string) // may be nil
}

// FileReport is the accounting of one file.
type FileReport struct {
	Path        string
	Source      string
	ExtractDate time.Time
	Already     bool   // the same bytes were loaded before with the same profile
	Corrects    string // the export whose quarantined rows were put right; empty for an export
	Closed      int64  // rows of that export that wait no longer
	Note        string // what else its loader should know; empty where nothing
	Replaces    string // why an earlier load was taken back; empty where none was
	Withdrawn   int64  // records of the snapshot before that this one no longer shows
	Read        int64
	Accepted    int64
	Unchanged   int64
	Quarantined int64
	Skipped     int64
	SkippedBy   []RuleCount
	Problems    []RuleCount
}

// RuleCount is how many rows (skips) or values (problems) a rule met.
type RuleCount struct {
	Rule     string
	Severity string
	Rows     int64
}

// Report is what a load did.
type Report struct {
	BatchID string
	Files   []FileReport
	Ignored []string // files of a folder that are no exports, with the reason
}

// Load loads the exports at paths, all or nothing. A dry run that would be
// refused for what the exports say together returns its report beside the error.
func Load(ctx context.Context, opt Options, paths ...string) (*Report, error) {
	found, ignored, err := find(paths, opt)
	if err != nil {
		return nil, err
	}
	if opt.DryRun {
		report, err := try(ctx, opt, found)
		if report != nil {
			report.Ignored = ignored
		}
		return report, err
	}
	made := newFiles(opt.Warehouse, opt.Warehouse+".wal", opt.KeyFile)
	report, err := load(ctx, opt, found)
	if err != nil {
		if errors.Is(err, warehouse.ErrLocked) {
			return nil, err // what is there now is another program's
		}
		return nil, errors.Join(plainError(err), made.remove())
	}
	report.Ignored = ignored
	return report, nil
}

// loadMemory is what the engine may use for a load where nothing else is said:
// with what it takes beside, a load of any size stays below 1.5 GiB. What does not
// fit is spilled.
const loadMemory = "850MiB"

func load(ctx context.Context, opt Options, found []export) (*Report, error) {
	if opt.Settings.MemoryLimit == "" {
		opt.Settings.MemoryLimit = loadMemory
	}
	db, err := warehouse.Create(ctx, opt.Warehouse, opt.Settings)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	onRecords, err := recordChecks()
	if err != nil {
		return nil, err
	}
	l := &loader{Options: opt, db: db, report: &Report{}, checks: onRecords}
	err = l.run(ctx, found)
	if err != nil && (!opt.DryRun || !l.whole) {
		return nil, err
	}
	return l.report, err
}

// absent are files that were not there before a load: a load that fails
// leaves none of them behind.
type absent []string

func newFiles(paths ...string) absent {
	var out absent
	for _, p := range paths {
		if _, err := os.Stat(p); errors.Is(err, fs.ErrNotExist) {
			out = append(out, p)
		}
	}
	return out
}

func (a absent) remove() error {
	var errs []error
	for _, p := range a {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

type loader struct {
	Options
	keys       *Keys
	db         *warehouse.DB
	report     *Report
	fileNo     int
	batchNo    int
	waiting    []waiting // rows for the quarantine store
	checks     []checks.Check
	tombstones tombstones
	reach      *reach // nil where nothing was ever forgotten
	whole      bool   // every file has been accounted for
}

func (l *loader) exec(ctx context.Context, format string, args ...any) error {
	stmt := fmt.Sprintf(format, args...)
	if _, err := l.db.ExecContext(ctx, stmt); err != nil {
		return engineError(err)
	}
	return nil
}

func (l *loader) int64(ctx context.Context, format string, args ...any) (int64, error) {
	var n int64
	stmt := fmt.Sprintf(format, args...)
	if err := l.db.QueryRowContext(ctx, stmt).Scan(&n); err != nil {
		return 0, engineError(err)
	}
	return n, nil
}

func (l *loader) run(ctx context.Context, found []export) (err error) {
	if err := l.exec(ctx, "BEGIN"); err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed {
			err = errors.Join(err, ignoreClosed(l.exec(context.WithoutCancel(ctx), "ROLLBACK")))
		}
	}()
	if err := warehouse.Migrate(ctx, l.db, l.Warehouse, l.Words); err != nil {
		return err
	}
	if err := warehouse.SeedReference(ctx, l.db, l.Words); err != nil {
		return err
	}
	if err := l.openKeys(ctx); err != nil {
		return err
	}
	if err := l.number(ctx, found); err != nil {
		return err
	}
	// Corrections come last: an export of the same run may take the place of the one that they correct.
	for i, e := range append(exportsOf(found), faultsOf(found)...) {
		l.progress(i, len(found), e.path)
		reports, err := l.either(ctx, e)
		if err != nil {
			return fmt.Errorf("%s: %w", e.path, err)
		}
		l.report.Files = append(l.report.Files, reports...)
	}
	l.whole = true
	if err := l.checkCollapse(ctx); err != nil || l.DryRun {
		return err
	}
	l.progress(len(found), len(found), "saving")
	// The quarantine is written first: rows of a load that never commits are
	// not listed, but a committed load never lacks its rows.
	if err := l.keepWaiting(ctx); err != nil {
		return err
	}
	if err := l.exec(ctx, "COMMIT"); err != nil {
		return err
	}
	committed = true
	return nil
}

func ignoreClosed(err error) error {
	if err != nil && strings.Contains(err.Error(), "no transaction is active") {
		return nil
	}
	return err
}

func (l *loader) progress(done, total int, what string) {
	if l.Progress != nil {
		l.Progress(done, total, what)
	}
}

// number gives the run its place in the order of loads, and an identifier
// that follows from what it loads.
func (l *loader) number(ctx context.Context, found []export) error {
	last, err := l.int64(ctx, "SELECT coalesce(max(file_no), 0) FROM load.file")
	if err != nil {
		return err
	}
	batch, err := l.int64(ctx, "SELECT coalesce(max(batch_no), 0) FROM (SELECT batch_no FROM load.file UNION ALL SELECT batch_no FROM load.closed)")
	if err != nil {
		return err
	}
	l.fileNo, l.batchNo = int(last), int(batch)+1
	sum := sha256.New()
	parts := []string{}
	for _, e := range found {
		parts = append(parts, e.sha256+" "+e.profile.Fingerprint)
	}
	slices.Sort(parts)
	sum.Write([]byte(strings.Join(parts, "\n")))
	l.report.BatchID = hex.EncodeToString(sum.Sum(nil))[:16]
	return nil
}

// file loads one export inside the run's transaction.
func (l *loader) file(ctx context.Context, e export) (*FileReport, error) {
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

// earlier is a load whose place a file takes.
type earlier struct {
	reason string
	live   bool // it counted until now
}

// loadedBefore looks for the same bytes from the same source. Loaded with the
// same profile for the same extract date they are left alone. Loaded with another
// version of the profile, under the same name or for the same date, the earlier
// load is taken back and the file is loaded anew. The same bytes at another
// date are another extract: nothing had changed. Other bytes under the same name
// for the same date are a corrected export, which takes the place of the faulty one.
//
// Loads that have already lost their place are found too: the file would have
// taken it from them as well, and does so if the one between is undone.
func (l *loader) loadedBefore(ctx context.Context, e export, report *FileReport) (stale map[int]earlier, err error) {
	rows, err := l.db.QueryContext(ctx, `SELECT file_no, sha256, profile_sha256, extract_date, name, file_no NOT IN (SELECT file_no FROM load.gone) AS live
		FROM load.file WHERE source = ? AND (sha256 = ? OR name = ?) AND corrects IS NULL AND batch_no NOT IN (SELECT batch_no FROM load.undone)`, e.profile.ID, e.sha256, e.name())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	stale = map[int]earlier{}
	for rows.Next() {
		var no int
		var sha, fingerprint, name string
		var extract time.Time
		var live bool
		if err := rows.Scan(&no, &sha, &fingerprint, &extract, &name, &live); err != nil {
			return nil, err
		}
		sameDate, sameBytes, sameProfile := extract.Equal(e.extractDate), sha == e.sha256, fingerprint == e.profile.Fingerprint
		switch {
		case sameBytes && sameProfile && sameDate && live:
			report.Already = true
		case sameBytes && sameProfile && sameDate:
			stale[no] = earlier{loadedAgain, live}
		case sameBytes && !sameProfile && (sameDate || name == e.name()):
			stale[no] = earlier{replacedByProfile, live}
		case !sameBytes && name == e.name() && sameDate:
			stale[no] = earlier{replacedByFile, live}
		}
	}
	return stale, errors.Join(rows.Err(), rows.Close())
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
		}
		if err := f.exec(ctx, "INSERT INTO load.reversal VALUES (%d, %d, %s)", no, f.batchNo, warehouse.Quote(stale[no].reason)); err != nil {
			return err
		}
	}
	return nil
}

// Why an earlier load is taken back.
const (
	replacedByProfile = "the same file was loaded again with a changed profile"
	replacedByFile    = "a corrected file of the same name and date took its place"
	loadedAgain       = "the same file was loaded again after another had taken its place"
)

// fileLoad is one file on its way into the warehouse.
type fileLoad struct {
	*loader
	export   export
	report   *FileReport
	mappings []*mapping
	made     []string // kinds of record made, in the order of the profile
	doubled  []string // those of which some record is made by several rows
	unique   []string // those of which no two records had one key when conflicts were looked for
	whole    []string // those of which every record was stored
	views    []string // those whose records are a view of the typed rows
	counts   map[string]int64
}

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
			return fmt.Errorf("record %s: %w", r.Record, err)
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

// makeRecords makes the records of each kind: in a temporary table, or where they
// are but columns of the typed rows under other names, in a view.
func (f *fileLoad) makeRecords(ctx context.Context) error {
	for i, t := range f.export.profile.Tables {
		for _, r := range t.Records {
			into := "CREATE OR REPLACE TEMP TABLE %s AS %s"
			switch {
			case slices.Contains(f.made, r.Record):
				into = "INSERT INTO %s %s"
			case f.renames(i, r):
				f.views = append(f.views, r.Record)
				into = "CREATE OR REPLACE TEMP VIEW %s AS SELECT * FROM (%s) ANTI JOIN held_back USING (tab, row_no) ANTI JOIN forgotten USING (tab, row_no)"
			}
			if err := f.exec(ctx, into, newName(r.Record), f.mappings[i].recordSQL(r, typedName(i), i)); err != nil {
				return fmt.Errorf("record %s: %w", r.Record, err)
			}
			if !slices.Contains(f.made, r.Record) {
				f.made = append(f.made, r.Record)
			}
		}
	}
	return nil
}

// renames is true where a kind of record is made by one table only, one of each
// row, of its columns and constants. A correction changes what it has made, which
// a view cannot take.
func (f *fileLoad) renames(i int, r profile.Record) bool {
	makers := 0
	for _, t := range f.export.profile.Tables {
		for _, other := range t.Records {
			if other.Record == r.Record {
				makers++
			}
		}
	}
	for _, field := range r.Fields {
		if field.Column == "" && field.Value == nil {
			return false
		}
	}
	return makers == 1 && r.Always() && !f.mappings[i].repeated() && f.export.origin == nil
}

// drop takes rows out of every kind of record; views leave them out by themselves.
func (f *fileLoad) drop(ctx context.Context, rows string) error {
	for _, record := range f.made {
		if slices.Contains(f.views, record) {
			continue
		}
		if err := f.exec(ctx, "DELETE FROM %s n USING %s h WHERE n.tab = h.tab AND n.row_no = h.row_no", newName(record), rows); err != nil {
			return err
		}
	}
	return nil
}

// countSkips counts the rows that rules leave out of a table, whose text is then
// no longer needed.
func (f *fileLoad) countSkips(ctx context.Context, i int) error {
	m := f.mappings[i]
	rules := fmt.Sprintf("SELECT %s AS rule FROM %s t", m.skipRule(), stageName(i))
	if m.table.Join != nil {
		rules += " UNION ALL " + m.otherRules(i)
	}
	if err := f.exec(ctx, "INSERT INTO skipped SELECT rule, count(*) FROM (%s) WHERE rule IS NOT NULL GROUP BY rule", rules); err != nil {
		return err
	}
	return f.dropTables(ctx, stageName(i), otherName(i), wideName(i))
}

func (f *fileLoad) dropTables(ctx context.Context, names ...string) error {
	for _, name := range names {
		if err := f.exec(ctx, "DROP TABLE IF EXISTS %s", name); err != nil {
			return err
		}
	}
	return nil
}

func (f *fileLoad) clean(ctx context.Context) error {
	if err := errors.Join(f.dropRecords(ctx), f.exec(ctx, "DROP VIEW loaded")); err != nil {
		return err
	}
	for i := range f.mappings {
		if err := f.dropTables(ctx, typedName(i)); err != nil {
			return err
		}
	}
	return nil
}

func (f *fileLoad) dropRecords(ctx context.Context) error {
	for _, r := range f.made {
		what := "TABLE"
		if slices.Contains(f.views, r) {
			what = "VIEW"
		}
		if err := f.exec(ctx, "DROP %s %s", what, newName(r)); err != nil {
			return err
		}
	}
	return nil
}
