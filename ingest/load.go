package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"proceedings/ingest/checks"
	"proceedings/ingest/profile"
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
	Entry       *Entry    // who enters this by hand; nil: the paths are exports
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
	WaitAgain   int64  // rows of that load which had been put right or given up, and are held back again
	Withdrawn   int64  // records of the snapshot before that this one no longer shows; 0 but for its last file
	Read        int64
	Accepted    int64
	Unchanged   int64
	Quarantined int64
	Skipped     int64
	SkippedBy   []RuleCount
	Problems    []RuleCount
}

// RuleCount is how many rows met a rule. A row that met several counts at each.
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
	report, err := load(ctx, opt, found)
	if report != nil {
		report.Ignored = ignored
	}
	err = plainError(err)
	if failure := (*engineFailure)(nil); errors.As(err, &failure) && !opt.DryRun {
		err = fmt.Errorf("%w; nothing of this load was kept", err)
	}
	return report, err
}

// LoadMemory is what the engine may use for a load where nothing else is said:
// with what it takes beside, a load of any size stays below 1.5 GiB. What does not
// fit is spilled.
const LoadMemory = "950MiB"

// smallLoad is the size in bytes, as they lie on the disk, of exports below which a load leaves the engine one thread,
// where nothing else is said: more of them wait for each other, and use a fifth more of the
// processors, before they have anything to share out. Even at 140 MB two take as long as one.
const smallLoad = 64 << 20

func sizeOf(found []export) (size int64) {
	for _, e := range found {
		size += e.size
	}
	return size
}

func load(ctx context.Context, opt Options, found []export) (*Report, error) {
	if opt.Settings.MemoryLimit == "" {
		opt.Settings.MemoryLimit = LoadMemory
	}
	if opt.Settings.Threads == 0 && sizeOf(found) < smallLoad {
		opt.Settings.Threads = 1
	}
	onRecords, err := recordChecks()
	if err != nil {
		return nil, err
	}
	l := &loader{}
	change := warehouse.Create
	if opt.DryRun {
		change = warehouse.Try
	}
	err = change(ctx, opt.Warehouse, opt.Settings, func(db *warehouse.DB) error {
		// A lake that another program changed meanwhile is loaded into once more, from the start.
		l = &loader{Options: opt, db: db, report: &Report{}, checks: onRecords, madeKeys: l.madeKeys}
		return l.run(ctx, found)
	})
	switch {
	case err == nil, opt.DryRun && l.whole: // a dry run also says what a refused load would have done
		return l.report, err
	case l.madeKeys && !errors.Is(err, warehouse.ErrAway): // a load that fails leaves none behind; one of which nobody knows keeps them
		err = errors.Join(err, os.Remove(opt.KeyFile))
	}
	return nil, err
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
	madeKeys   bool   // the file of keys is this run's
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

func (l *loader) run(ctx context.Context, found []export) error {
	if err := l.loadAll(ctx, found); err != nil || l.DryRun {
		return err
	}
	l.progress(len(found), len(found), "saving")
	// The quarantine is written first: rows of a load that is never saved are
	// not listed, but a load that is never lacks its rows.
	return l.keepWaiting()
}

// loadAll loads the files and holds the snapshots against those before.
func (l *loader) loadAll(ctx context.Context, found []export) error {
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
	if err := l.noteEntry(ctx); err != nil {
		return err
	}
	return l.checkCollapse(ctx)
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
