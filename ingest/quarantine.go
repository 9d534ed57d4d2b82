package ingest

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"time"

	"proceedings/ingest/read"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// Waiting is a quarantined row: where it stands, what is wrong with it and
// the row as it was sent. It is personal data.
type Waiting struct {
	ID       string    `json:"id"`
	Source   string    `json:"source"`
	File     string    `json:"file"`
	Sheet    string    `json:"sheet,omitempty"`
	Row      int64     `json:"row"`
	Problems []Problem `json:"problems"`
	Headings []string  `json:"headings"`
	Cells    []string  `json:"cells"`
}

// Problem is one thing wrong with a row.
type Problem struct {
	Field string `json:"field"`
	Rule  string `json:"rule"`
	Value string `json:"value"`
}

// waiting is what one file adds to the store.
type waiting struct {
	export export
	rows   []Waiting
}

// QuarantineFolder is where the quarantined rows of a warehouse live: one file
// an export, readable by its owner only. A file can be removed at any time; the
// warehouse then still counts the rows but their values are gone.
func QuarantineFolder(warehousePath string) string { return warehousePath + ".quarantine" }

func (e export) quarantineFile(warehousePath string) string {
	return quarantineFile(warehousePath, e.sha256, e.profile.Fingerprint)
}

func quarantineFile(warehousePath, sha, profile string) string {
	return filepath.Join(QuarantineFolder(warehousePath), sha[:16]+"-"+profile[:8]+".jsonl")
}

// collectWaiting gathers the rows of the file that must wait, as they were sent.
func (f *fileLoad) collectWaiting(ctx context.Context) error {
	rows, err := f.db.QueryContext(ctx, fmt.Sprintf(`SELECT tab, row_no, coalesce(field, ''), rule, coalesce(value, '') FROM problem
		WHERE severity = '%s' ORDER BY tab, row_no, field, rule`, Quarantine))
	if err != nil {
		return err
	}
	defer rows.Close()
	byTable := map[int]map[int]*Waiting{}
	for rows.Next() {
		var tab, row int
		var p Problem
		if err := rows.Scan(&tab, &row, &p.Field, &p.Rule, &p.Value); err != nil {
			return err
		}
		if byTable[tab] == nil {
			byTable[tab] = map[int]*Waiting{}
		}
		w := byTable[tab][row]
		if w == nil {
			sheet := f.export.profile.Tables[tab].Sheet
			w = &Waiting{ID: waitingID(f.export.sha256, sheet, row), Source: f.export.profile.ID, File: f.export.name(), Sheet: sheet, Row: int64(row)}
			byTable[tab][row] = w
		}
		w.Problems = append(w.Problems, p)
	}
	if err := rows.Err(); err != nil || len(byTable) == 0 {
		return err
	}
	return f.readWaiting(byTable)
}

func (f *fileLoad) readWaiting(byTable map[int]map[int]*Waiting) error {
	out := waiting{export: f.export}
	file, err := read.OpenFile(f.export.path, f.export.profile)
	if err != nil {
		return err
	}
	defer file.Close()
	for tab, byRow := range byTable {
		want := map[int]bool{}
		for row := range byRow {
			want[row] = true
		}
		raw, err := file.Raw(f.export.profile.Tables[tab], want)
		if err != nil {
			return err
		}
		for row, w := range byRow {
			w.Headings, w.Cells = raw[row].Headings, raw[row].Cells
			if f.ofForgotten(w.Cells) {
				continue // it waits, counted, without its values
			}
			out.rows = append(out.rows, *w)
		}
	}
	sort.Slice(out.rows, func(i, j int) bool {
		a, b := out.rows[i], out.rows[j]
		return a.Sheet < b.Sheet || (a.Sheet == b.Sheet && a.Row < b.Row)
	})
	f.waiting = append(f.waiting, out)
	return f.export.unchanged()
}

// waitingID names a row by what it is, so that it is the same in any warehouse.
func waitingID(fileSHA, sheet string, row int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%d", fileSHA, sheet, row))
	return hex.EncodeToString(sum[:6])
}

func (l *loader) keepWaiting(context.Context) error {
	if len(l.waiting) == 0 {
		return nil
	}
	if err := os.MkdirAll(QuarantineFolder(l.Warehouse), 0o700); err != nil {
		return fmt.Errorf("the quarantine cannot be made: %w", err)
	}
	for _, w := range l.waiting {
		if err := writeWaiting(w.export.quarantineFile(l.Warehouse), w.rows); err != nil {
			return fmt.Errorf("the quarantine cannot be written: %w", err)
		}
	}
	return nil
}

func writeWaiting(path string, rows []Waiting) error {
	f, err := os.OpenFile(path+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, row := range rows {
		err = errors.Join(err, enc.Encode(row))
	}
	if err = errors.Join(err, w.Flush(), f.Close()); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}

// ListQuarantine returns the rows that wait in a warehouse, in the order of
// source, file, sheet and row, and how many more have expired from the store.
// Rows of a file that a later extract has replaced wait no longer.
func ListQuarantine(ctx context.Context, path string, words *vocab.Set, s warehouse.Settings) (rows []Waiting, expired int64, err error) {
	db, err := warehouse.OpenSession(ctx, path, s)
	if err != nil {
		return nil, 0, err
	}
	defer db.Close()
	if _, err := warehouse.AsKnown(ctx, db, time.Time{}, words); err != nil {
		return nil, 0, err
	}
	files, err := db.QueryContext(ctx, "SELECT sha256, profile_sha256, rows_quarantined FROM load.file WHERE rows_quarantined > 0 AND speaks ORDER BY source, extract_date, name, file_no")
	if err != nil {
		return nil, 0, err
	}
	defer files.Close()
	for files.Next() {
		var sha, fingerprint string
		var n int64
		if err := files.Scan(&sha, &fingerprint, &n); err != nil {
			return nil, 0, err
		}
		more, err := readStore(quarantineFile(path, sha, fingerprint))
		if errors.Is(err, fs.ErrNotExist) {
			expired += n
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		expired += max(0, n-int64(len(more))) // rows of cases that were forgotten
		rows = append(rows, more...)
	}
	return rows, expired, files.Err()
}

func readStore(path string) ([]Waiting, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Waiting
	dec := json.NewDecoder(f)
	for dec.More() {
		var w Waiting
		if err := dec.Decode(&w); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out = append(out, w)
	}
	return out, nil
}
