package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// desk is a warehouse with its profiles, as its keeper works with it.
type desk struct {
	*testing.T
	dir      string
	w        string
	words    *vocab.Set
	profiles []*profile.Profile
}

const deskProfile = `profile: 1
id: t
title: T
match: {names: ["c_*.csv"]}
format: csv
extract: {date: {name: "_(\\d{4}-\\d{2}-\\d{2})"}, kind: full}
tables:
  - columns:
      - {name: ref, from: ref, required: true}
      - {name: subject, from: no}
      - {name: officer, from: warrant, type: "person:officer"}
      - {name: rank, from: rank, type: code, list: rank_band}
      - {name: closed, from: closed, type: date, formats: ["%d/%m/%Y"]}
    records:
      - record: case
        fields: {case_ref: ref, closed_date: closed}
      - record: subject
        when: subject IS NOT NULL
        fields: {case_ref: ref, subject_ref: subject, person_key: officer, rank_band: rank}
`

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := bareDesk(t)
	d.profile(deskProfile)
	return d
}

// bareDesk has no profile yet.
func bareDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, dir: t.TempDir()}
	d.w = filepath.Join(d.dir, "w.duckdb")
	var err error
	if d.words, err = vocab.Load(""); err != nil {
		t.Fatal(err)
	}
	return d
}

// profile writes the desk's own profile, anew where it has one, and reads all.
func (d *desk) profile(text string) {
	d.Helper()
	d.file("profiles/p.yaml", text)
	d.readProfiles()
}

func (d *desk) readProfiles() {
	d.Helper()
	var err error
	if d.profiles, err = profile.Load(filepath.Join(d.dir, "profiles"), d.words); err != nil {
		d.Fatal(err)
	}
}

func (d *desk) file(name, text string) string {
	d.Helper()
	path := filepath.Join(d.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		d.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		d.Fatal(err)
	}
	return path
}

func (d *desk) options() Options {
	return Options{Warehouse: d.w, Profiles: d.profiles, Words: d.words, KeyFile: d.w + ".keys", Now: time.Unix(1<<32, 0)}
}

func (d *desk) tryOptions() Options {
	opt := d.options()
	opt.DryRun = true
	return opt
}

// load loads a file and says what became of its rows.
func (d *desk) load(path string) string {
	d.Helper()
	return said(d.report(path))
}

func (d *desk) report(path string) *Report {
	d.Helper()
	report, err := Load(d.Context(), d.options(), path)
	if err != nil {
		d.Fatal(err)
	}
	return report
}

func said(r *Report) string {
	var b strings.Builder
	for _, f := range r.Files {
		if f.Already {
			b.WriteString("loaded before\n")
			continue
		}
		fmt.Fprintf(&b, "read %d = accepted %d + unchanged %d + quarantined %d + skipped %d", f.Read, f.Accepted, f.Unchanged, f.Quarantined, f.Skipped)
		if f.Corrects != "" {
			fmt.Fprintf(&b, "; %d of %s closed", f.Closed, f.Corrects)
		}
		for _, s := range f.SkippedBy {
			fmt.Fprintf(&b, "; %d %s", s.Rows, s.Rule)
		}
		if f.Note != "" {
			b.WriteString("; " + f.Note)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (d *desk) refused(path, want string) {
	d.Helper()
	_, err := Load(d.Context(), d.options(), path)
	if err == nil || !strings.Contains(err.Error(), want) {
		d.Errorf("error %v, want %q", err, want)
	}
}

// faults exports the rows that wait.
func (d *desk) faults(name string) string {
	d.Helper()
	out := filepath.Join(d.dir, name)
	if _, err := ExportFaults(d.Context(), FaultsOptions{Warehouse: d.w, Profiles: d.profiles, Words: d.words, Out: out}); err != nil {
		d.Fatal(err)
	}
	return out
}

// edit changes cells of a workbook: "sheet!B2", value, and so on.
func (d *desk) edit(path string, cells ...string) string {
	d.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	for i := 0; i < len(cells); i += 2 {
		sheet, cell, _ := strings.Cut(cells[i], "!")
		if err := f.SetCellStr(sheet, cell, cells[i+1]); err != nil {
			d.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		d.Fatal(err)
	}
	return path
}

func (d *desk) held() *Held {
	d.Helper()
	h, err := ListQuarantine(d.Context(), d.w, d.words, warehouse.Settings{Threads: 1})
	if err != nil {
		d.Fatal(err)
	}
	return h
}

func (d *desk) waits(want string) {
	d.Helper()
	if got := string(quarantineText(d.T, d.w, d.words)); got != want {
		d.Errorf("waiting:\n%s\nwant:\n%s", got, want)
	}
}

func (d *desk) records() string {
	d.Helper()
	return string(recordsText(d.T, d.w, d.words, time.Time{}))
}

func (d *desk) holds(want string) {
	d.Helper()
	if got := d.records(); got != want {
		d.Errorf("records:\n%s\nwant:\n%s", got, want)
	}
}

func (d *desk) wants(got, want string) {
	d.Helper()
	if got != want {
		d.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// session counts a value of the warehouse as a query would see it.
func (d *desk) session(stmt string) (n int64) {
	d.Helper()
	db, err := warehouse.OpenSession(d.Context(), d.w, warehouse.Settings{Threads: 1})
	if err != nil {
		d.Fatal(err)
	}
	defer db.Close()
	if _, err := warehouse.AsKnown(d.Context(), db, time.Time{}, d.words); err != nil {
		d.Fatal(err)
	}
	if err := db.QueryRowContext(d.Context(), stmt).Scan(&n); err != nil {
		d.Fatal(err)
	}
	return n
}

func (d *desk) holdsAmongOthers(want string) {
	d.Helper()
	if got := d.records(); !strings.Contains(got, want) {
		d.Errorf("records:\n%s\nwant %s among them", got, want)
	}
}
