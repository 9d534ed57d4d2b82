package ingest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"proceedings/ingest/profile"
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
	Expired  bool      `json:"expired,omitempty"` // the values have been removed from the store

	// Of a row that was joined to one of another file: the cells that it was found by, and
	// whether the row can be put right only by sending both files again.
	Keys      []int `json:"keys,omitempty"`
	Elsewhere bool  `json:"elsewhere,omitempty"`
}

// Problem is one thing wrong with a row.
type Problem struct {
	Field string `json:"field"`
	Rule  string `json:"rule"`
	Value string `json:"value"`

	Rivals []Rival `json:"rivals,omitempty"` // the rows that it contradicts, where it does
}

// waiting is what one file adds to the store.
type waiting struct {
	export export
	rows   []Waiting
}

// QuarantineFolder is where the quarantined rows of a warehouse live: one file
// an export, readable by its owner only. A file can be removed at any time; the
// warehouse then still counts the rows but their values are gone.
func QuarantineFolder(warehousePath string) string {
	return warehouse.Beside(warehousePath) + ".quarantine"
}

// storeName says which file of the store holds the rows of a load.
type storeName struct {
	sha256, profile string
	extract         time.Time // the same bytes at another date are another extract
}

func (e export) storeName() storeName {
	return storeName{e.sha256, e.profile.Fingerprint, e.extractDate}
}

func (n storeName) in(warehousePath string) string {
	return filepath.Join(QuarantineFolder(warehousePath), n.sha256[:16]+"-"+n.profile[:8]+"-"+n.extract.Format(time.DateOnly)+".jsonl")
}

// paths are the files that may hold the rows, the one to be believed last: earlier
// programs wrote those of all dates into one.
func (n storeName) paths(warehousePath string) []string {
	return []string{filepath.Join(QuarantineFolder(warehousePath), n.sha256[:16]+"-"+n.profile[:8]+".jsonl"), n.in(warehousePath)}
}

// collectWaiting gathers the rows of the file that must wait, as they were sent.
func (f *fileLoad) collectWaiting(ctx context.Context) error {
	rivals, err := f.rivals(ctx)
	if err != nil {
		return err
	}
	byTable := map[int]map[int]*Waiting{}
	err = eachRow(ctx, f.db, fmt.Sprintf(`SELECT tab, row_no, coalesce(field, ''), rule, coalesce(value, '') FROM problem
		WHERE severity = '%s' ORDER BY tab, row_no, field, rule`, Quarantine), func(rows *sql.Rows) error {
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
			name, sha := f.export.stands()
			w = &Waiting{ID: waitingID(sha, f.export.extractDate, sheet, row), Source: f.export.profile.ID, File: name, Sheet: sheet, Row: int64(row)}
			byTable[tab][row] = w
		}
		p.Rivals = rivals[rivalKey{tab, row, p.Rule}]
		w.Problems = append(w.Problems, p)
		return nil
	})
	if err != nil || len(byTable) == 0 {
		return err
	}
	return f.readWaiting(ctx, byTable)
}

func (f *fileLoad) readWaiting(ctx context.Context, byTable map[int]map[int]*Waiting) error {
	out := waiting{export: f.export}
	file, err := f.export.open()
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
		}
		if err := f.carryJoined(ctx, tab, byRow); err != nil {
			return err
		}
		for _, w := range byRow {
			if f.ofForgotten(w.Cells) {
				continue // it waits, counted, without its values
			}
			f.readable(w, f.export.profile.Tables[tab], file.Uses1904())
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

// idLength is how many characters the ID of a row has.
const idLength = 12

// readable shows the row as whoever sent it sees it: the dates of a workbook
// as dates rather than day numbers, and with each problem the cell that it is about.
func (f *fileLoad) readable(w *Waiting, t profile.Table, uses1904 bool) {
	if f.export.profile.Format == "xlsx" {
		for i, format := range dateColumns(f.export.profile, t.Sheet, w.Headings) {
			if i < len(w.Cells) {
				w.Cells[i] = serialText(w.Cells[i], format, uses1904)
			}
		}
	}
	for i, p := range w.Problems {
		if slices.ContainsFunc(t.Columns, func(c profile.Column) bool { return c.Split != "" && sameHeading(t.Heading(c), p.Field) }) {
			continue // the value is the part of the cell that is wrong
		}
		for j, heading := range w.Headings {
			if j < len(w.Cells) && sameHeading(heading, p.Field) {
				w.Problems[i].Value = strings.TrimSpace(w.Cells[j])
				break
			}
		}
	}
}

// sameHeading reports whether two headings differ in case or white space alone.
func sameHeading(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// dateColumns are the cells of a row that a profile reads as dates, with the
// first format of each.
func dateColumns(p *profile.Profile, sheet string, headings []string) map[int]string {
	out := map[int]string{}
	for _, t := range p.Tables {
		if t.Sheet != sheet {
			continue
		}
		for _, c := range t.Columns {
			for i, h := range headings {
				if c.Type == "date" && len(c.Formats) > 0 && sameHeading(h, t.Heading(c)) {
					out[i] = c.Formats[0]
				}
			}
		}
	}
	return out
}

// serialText writes the day number of a spreadsheet as a date in the format of
// its column; other text is left as it is.
func serialText(text, format string, uses1904 bool) string {
	n, err := strconv.ParseFloat(text, 64)
	layout := dateLayout(format)
	digits, _, _ := strings.Cut(text, ".")
	if err != nil || n < 10000 || n > 80000 || len(digits) != 5 || strings.Contains(layout, "%") || !strings.Contains(layout, "2006") {
		return text
	}
	if uses1904 {
		n += days1904
	}
	return time.Date(1899, 12, 30+int(n), 0, 0, 0, 0, time.UTC).Format(layout)
}

// waitingID names a row by what it is, so that it is the same in any warehouse.
func waitingID(fileSHA string, extract time.Time, sheet string, row int) string {
	return shortHash(fmt.Appendf(nil, "%s\n%s\n%s\n%d", fileSHA, extract.Format(time.DateOnly), sheet, row))
}

// olderID is how earlier programs named the row, in stores and in workbooks that
// are still with their senders.
func olderID(fileSHA, sheet string, row int) string {
	return shortHash(fmt.Appendf(nil, "%s\n%s\n%d", fileSHA, sheet, row))
}

func shortHash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:idLength/2])
}

func (l *loader) keepWaiting() error {
	if len(l.waiting) == 0 {
		return nil
	}
	if err := os.MkdirAll(QuarantineFolder(l.Warehouse), 0o700); err != nil {
		return fmt.Errorf("the quarantine cannot be made: %w", err)
	}
	for _, w := range l.waiting {
		if err := writeWaiting(w.export.storeName().in(l.Warehouse), w.rows); err != nil {
			return fmt.Errorf("the quarantine cannot be written: %w", err)
		}
	}
	return nil
}

// readStore reads the rows of one file of the store.
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
