package ingest

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// Held is the quarantine of a warehouse.
type Held struct {
	Files  []WaitingFile // in the order of source, extract date and name
	Closed []Closed
}

// WaitingFile is one export in force with the rows of it that wait.
type WaitingFile struct {
	Source, Name, SHA256, Profile string // Profile is the fingerprint that it was loaded with
	ExtractDate                   time.Time
	Rows                          []Waiting // in the order of sheet and row

	no     int
	scopes []string // what it speaks for, in order
	stores []string // files of the store that may hold its rows, oldest first
}

// Closed is a quarantined row that waits no longer.
type Closed struct {
	ID     string `json:"id"`
	Source string `json:"source"`
	File   string `json:"file"`
	Sheet  string `json:"sheet,omitempty"`
	Row    int64  `json:"row"`
	How    string `json:"how"` // corrected, or accepted as lost
	Why    string `json:"why"` // the reason given, or the workbook that put it right
}

// Lost reports whether the row was given up.
func (c Closed) Lost() bool { return c.How == closedAccepted }

// Rows are all the rows that wait.
func (h *Held) Rows() []Waiting {
	var out []Waiting
	for _, f := range h.Files {
		out = append(out, f.Rows...)
	}
	return out
}

// Expired is how many of them have lost their values.
func (h *Held) Expired() (n int64) {
	for _, r := range h.Rows() {
		if r.Expired {
			n++
		}
	}
	return n
}

// Lost is how many rows of the exports in force were given up.
func (h *Held) Lost() (n int64) {
	for _, c := range h.Closed {
		if c.Lost() {
			n++
		}
	}
	return n
}

// Only keeps the files and rows of one source.
func (h *Held) Only(source string) *Held {
	out := &Held{}
	for _, f := range h.Files {
		if f.Source == source {
			out.Files = append(out.Files, f)
		}
	}
	for _, c := range h.Closed {
		if c.Source == source {
			out.Closed = append(out.Closed, c)
		}
	}
	return out
}

// ListQuarantine returns the rows that wait in a warehouse, and those that were
// closed. Rows of a file that a later extract has replaced wait no longer. Which rows
// wait, where and why is known to the warehouse; their values are in the store
// beside it until they expire.
func ListQuarantine(ctx context.Context, path string, words *vocab.Set, s warehouse.Settings) (*Held, error) {
	db, err := warehouse.OpenSession(ctx, path, s)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if _, err := warehouse.AsKnown(ctx, db, time.Time{}, words); err != nil {
		return nil, err
	}
	h := &Held{}
	if h.Files, err = heldFiles(ctx, db, path); err != nil {
		return nil, err
	}
	if err := h.readScopes(ctx, db); err != nil {
		return nil, err
	}
	if err := h.listWaiting(ctx, db); err != nil {
		return nil, err
	}
	if h.Closed, err = closedRows(ctx, db); err != nil {
		return nil, err
	}
	for i := range h.Files {
		if err := h.Files[i].readValues(); err != nil {
			return nil, err
		}
	}
	return h, nil
}

func heldFiles(ctx context.Context, db *warehouse.DB, path string) ([]WaitingFile, error) {
	var out []WaitingFile
	err := eachRow(ctx, db, `SELECT f.file_no, f.source, f.name, f.sha256, f.profile_sha256, f.extract_date, c.sha256, c.profile_sha256, c.extract_date
		FROM load.file f JOIN load.counted c ON coalesce(c.corrects, c.file_no) = f.file_no
		WHERE f.speaks AND f.rows_quarantined > 0 ORDER BY f.source, f.extract_date, f.name, f.file_no, c.file_no`, func(rows *sql.Rows) error {
		var f WaitingFile
		var store storeName
		if err := rows.Scan(&f.no, &f.Source, &f.Name, &f.SHA256, &f.Profile, &f.ExtractDate, &store.sha256, &store.profile, &store.extract); err != nil {
			return err
		}
		if len(out) == 0 || out[len(out)-1].no != f.no {
			out = append(out, f)
		}
		last := &out[len(out)-1]
		last.stores = append(last.stores, store.paths(path)...)
		return nil
	})
	return out, err
}

// listWaiting lists the rows that wait as the warehouse knows them, without values.
func (h *Held) listWaiting(ctx context.Context, db *warehouse.DB) error {
	files := map[int]*WaitingFile{}
	for i := range h.Files {
		files[h.Files[i].no] = &h.Files[i]
	}
	return eachRow(ctx, db, `SELECT file_no, coalesce(sheet, ''), row, coalesce(field, ''), rule FROM load.problem p WHERE severity = ?
		AND NOT EXISTS (SELECT 1 FROM load.closed c WHERE c.file_no = p.file_no AND c.sheet IS NOT DISTINCT FROM p.sheet AND c.row_no = p.row)
		ORDER BY file_no, sheet, row, field, rule`, func(rows *sql.Rows) error {
		var no int
		var w Waiting
		var p Problem
		if err := rows.Scan(&no, &w.Sheet, &w.Row, &p.Field, &p.Rule); err != nil {
			return err
		}
		if f := files[no]; f != nil {
			f.add(w, p)
		}
		return nil
	}, Quarantine)
}

func (f *WaitingFile) add(w Waiting, p Problem) {
	if n := len(f.Rows); n > 0 && f.Rows[n-1].Sheet == w.Sheet && f.Rows[n-1].Row == w.Row {
		f.Rows[n-1].Problems = append(f.Rows[n-1].Problems, p)
		return
	}
	w.ID, w.Source, w.File, w.Expired = waitingID(f.SHA256, f.ExtractDate, w.Sheet, int(w.Row)), f.Source, f.Name, true
	w.Problems = []Problem{p}
	f.Rows = append(f.Rows, w)
}

// readValues puts the values of the store to the rows: those last sent.
func (f *WaitingFile) readValues() error {
	at := map[place]int{}
	for i, r := range f.Rows {
		at[place{r.Sheet, int(r.Row)}] = i
	}
	for _, store := range f.stores {
		held, err := readStore(store)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		for _, w := range held {
			if i, ok := at[place{w.Sheet, int(w.Row)}]; ok {
				w.ID = f.Rows[i].ID // an older store has others
				f.Rows[i] = w
			}
		}
	}
	return nil
}

func closedRows(ctx context.Context, db *warehouse.DB) ([]Closed, error) {
	var out []Closed
	err := eachRow(ctx, db, `SELECT c.id, f.source, f.name, coalesce(c.sheet, ''), c.row_no, c.how, coalesce(c.reason, b.name, '')
		FROM load.closed c JOIN load.file f USING (file_no) LEFT JOIN load.counted b ON b.file_no = c.by_file_no
		WHERE f.speaks ORDER BY f.source, f.extract_date, f.name, f.file_no, c.sheet, c.row_no`, func(rows *sql.Rows) error {
		var c Closed
		err := rows.Scan(&c.ID, &c.Source, &c.File, &c.Sheet, &c.Row, &c.How, &c.Why)
		out = append(out, c)
		return err
	})
	return out, err
}
