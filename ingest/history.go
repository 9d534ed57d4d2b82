package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"proceedings/ingest/warehouse"
)

// Batch is one load: all the files of one run.
type Batch struct {
	Number   int
	ID       string // follows from what was loaded
	LoadedAt time.Time
	Files    []BatchFile
	Accepted []Acceptance
	Entered  *Entry     // who entered it by hand, and why; nil for exports
	TookBack []Reversal // loads whose place it took
	Undone   *Undone    // nil where it stands
}

// BatchFile is one file of a batch with its accounting at the load.
type BatchFile struct {
	Source      string
	Name        string
	SHA256      string
	ExtractDate time.Time
	Kind        string // full or changes
	Read        int64
	Accepted    int64
	Unchanged   int64
	Quarantined int64
	Skipped     int64
	SkippedBy   []RuleCount
	Problems    []RuleCount
	Counts      bool       // neither undone nor replaced
	TakenBack   []Reversal // by which batches
	GivenUp     []GivenUp  // rows of it that nobody will put right
	no          int
}

// GivenUp is rows of a file that were given up as lost in one call.
type GivenUp struct {
	At     time.Time // zero where it was not noted
	By     string    // empty where it is not known
	Reason string
	Rows   []Row
}

// Row is the place of a row in its file.
type Row struct {
	Sheet string
	Row   int64
}

// Acceptance is a collapsed snapshot that someone accepted, and why.
type Acceptance struct {
	Source      string
	Scope       string
	ExtractDate time.Time
	Since       time.Time // extract date of the snapshot before
	What        string    // what was counted, in words
	Before      int64
	Now         int64
	Reason      string
}

// Reversal is a file whose place a later batch took.
type Reversal struct {
	File   string
	Batch  int // the file's batch, or for a file the batch that took its place
	Reason string
	Void   bool // the batch that took its place was undone
}

// Undone is when a batch was taken back by hand, and why.
type Undone struct {
	At     time.Time
	Reason string
}

// History lists the batches of a warehouse, newest first.
func History(ctx context.Context, path string, s warehouse.Settings) ([]Batch, error) {
	db, err := warehouse.OpenSession(ctx, path, s)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return readHistory(ctx, db, "wh.")
}

// history is a list of batches on its way.
type history struct {
	batches []Batch
	given   [2]int         // the call and the file of the rows given up that were read last
	files   map[int][2]int // file number → place of its batch and place in it
	numbers map[int]int    // batch number → place
}

// readHistory reads the batches of the warehouse that prefix names.
func readHistory(ctx context.Context, db *warehouse.DB, prefix string) ([]Batch, error) {
	h := &history{files: map[int][2]int{}, numbers: map[int]int{}}
	for _, part := range []struct {
		sql string
		row func(*sql.Rows) error
	}{
		{`SELECT batch_no, batch_id, loaded_at, file_no, source, name, sha256, extract_date, kind, rows_read, rows_accepted, rows_unchanged, rows_quarantined, rows_skipped,
		    file_no NOT IN (SELECT file_no FROM %[1]sload.gone)
		  FROM %[1]sload.file ORDER BY batch_no DESC, extract_date, source, name, file_no`, h.addFile},
		{"SELECT batch_no, undone_at, coalesce(reason, '') FROM %[1]sload.undone", h.addUndone},
		{"SELECT batch_no, entered_by, reason FROM %[1]sload.entered", h.addEntered},
		{"SELECT file_no, 'skipped', rule, rows FROM %[1]sload.skip ORDER BY file_no, rule", h.addRule},
		{"SELECT file_no, severity, rule, " + fmt.Sprintf(countRows, "(sheet, row_no)") + " FROM %[1]sload.problem GROUP BY ALL ORDER BY file_no, severity DESC, rule", h.addRule},
		{"SELECT file_no, batch_no, reason FROM %[1]sload.reversal ORDER BY batch_no, file_no", h.addReversal},
		{"SELECT batch_no, source, scope, extract_date, since, what, before, now, reason FROM %[1]sload.accepted ORDER BY ALL", h.addAccepted},
		{"SELECT c.file_no, c.batch_no, g.given_up_at, coalesce(g.given_up_by, ''), c.reason, coalesce(c.sheet, ''), c.row_no FROM %[1]sload.closed c LEFT JOIN %[1]sload.given_up g USING (batch_no) WHERE c.how = '" +
			closedAccepted + "' ORDER BY c.batch_no, c.file_no, c.sheet, c.row_no", h.addGivenUp},
	} {
		if err := eachRow(ctx, db, fmt.Sprintf(part.sql, prefix), part.row); err != nil {
			return nil, fmt.Errorf("the history cannot be read: %w", err)
		}
	}
	return h.batches, nil
}

// eachRow hands over the rows of a query one by one.
func eachRow(ctx context.Context, db *warehouse.DB, stmt string, row func(*sql.Rows) error, args ...any) error {
	rows, err := db.QueryContext(ctx, stmt, args...)
	if err != nil {
		return engineError(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return engineError(err)
	}
	return nil
}

func (h *history) addFile(rows *sql.Rows) error {
	var b Batch
	var f BatchFile
	if err := rows.Scan(&b.Number, &b.ID, &b.LoadedAt, &f.no, &f.Source, &f.Name, &f.SHA256, &f.ExtractDate, &f.Kind,
		&f.Read, &f.Accepted, &f.Unchanged, &f.Quarantined, &f.Skipped, &f.Counts); err != nil {
		return err
	}
	if _, ok := h.numbers[b.Number]; !ok {
		h.numbers[b.Number] = len(h.batches)
		h.batches = append(h.batches, b)
	}
	last := &h.batches[len(h.batches)-1]
	h.files[f.no] = [2]int{len(h.batches) - 1, len(last.Files)}
	last.Files = append(last.Files, f)
	return nil
}

// file is the file of that number.
func (h *history) file(no int) *BatchFile {
	at := h.files[no]
	return &h.batches[at[0]].Files[at[1]]
}

func (h *history) addUndone(rows *sql.Rows) error {
	var no int
	var u Undone
	if err := rows.Scan(&no, &u.At, &u.Reason); err != nil {
		return err
	}
	h.batches[h.numbers[no]].Undone = &u
	return nil
}

func (h *history) addEntered(rows *sql.Rows) error {
	var no int
	var e Entry
	if err := rows.Scan(&no, &e.By, &e.Reason); err != nil {
		return err
	}
	h.batches[h.numbers[no]].Entered = &e
	return nil
}

func (h *history) addRule(rows *sql.Rows) error {
	var no int
	var c RuleCount
	if err := rows.Scan(&no, &c.Severity, &c.Rule, &c.Rows); err != nil {
		return err
	}
	f := h.file(no)
	if c.Severity == "skipped" {
		f.SkippedBy = append(f.SkippedBy, c)
	} else {
		f.Problems = append(f.Problems, c)
	}
	return nil
}

func (h *history) addReversal(rows *sql.Rows) error {
	var file, by int
	var reason string
	if err := rows.Scan(&file, &by, &reason); err != nil {
		return err
	}
	f := h.file(file)
	taker := &h.batches[h.numbers[by]]
	void := taker.Undone != nil
	f.TakenBack = append(f.TakenBack, Reversal{File: f.Name, Batch: by, Reason: reason, Void: void})
	taker.TookBack = append(taker.TookBack, Reversal{File: f.Name, Batch: h.batches[h.files[file][0]].Number, Reason: reason, Void: void})
	return nil
}

func (h *history) addAccepted(rows *sql.Rows) error {
	var no int
	var a Acceptance
	if err := rows.Scan(&no, &a.Source, &a.Scope, &a.ExtractDate, &a.Since, &a.What, &a.Before, &a.Now, &a.Reason); err != nil {
		return err
	}
	b := &h.batches[h.numbers[no]]
	b.Accepted = append(b.Accepted, a)
	return nil
}

func (h *history) addGivenUp(rows *sql.Rows) error {
	var file, batch int
	var at sql.NullTime
	var g GivenUp
	var r Row
	if err := rows.Scan(&file, &batch, &at, &g.By, &g.Reason, &r.Sheet, &r.Row); err != nil {
		return err
	}
	g.At = at.Time
	f := h.file(file)
	if now := [2]int{batch, file}; now != h.given {
		f.GivenUp, h.given = append(f.GivenUp, g), now
	}
	last := &f.GivenUp[len(f.GivenUp)-1]
	last.Rows = append(last.Rows, r)
	return nil
}
