package ingest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

const gateProfile = `
profile: 1
id: gate
title: Gate
match: {names: ["g_*.csv"]}
format: csv
extract: {date: {name: "_(.*)\\.csv"}, kind: full, scope: [force]}
tables:
  - columns:
      - {name: ref, from: ref, required: true}
      - {name: force, from: force}
      - {name: matter, from: matter, type: code, list: matter_type}
      - {name: closed, from: closed, type: date}
      - {name: subject, from: subject}
    records:
      - record: case
        fields: {case_ref: ref, force: force, matter_type: matter, closed_date: closed}
      - record: subject
        when: subject IS NOT NULL
        fields: {case_ref: ref, subject_ref: subject}
`

// gateRow is one row of the exports below.
type gateRow struct{ ref, force, matter, closed, subject string }

// gateRows are forty cases of each of two forces; all have a subject, three in
// four are closed, half are complaints.
func gateRows() []gateRow {
	rows := []gateRow{}
	for _, force := range []string{"Avonmere", "Bexcombe"} {
		for i := range 40 {
			r := gateRow{fmt.Sprintf("%s-%d", force, i), force, "complaint", "2026-01-05", "1"}
			if i%2 == 0 {
				r.matter = "conduct_matter"
			}
			if i%4 == 3 {
				r.closed = ""
			}
			rows = append(rows, r)
		}
	}
	return rows
}

type gateLoad struct {
	t   *testing.T
	dir string
	opt Options
}

func newGateLoad(t *testing.T) *gateLoad {
	t.Helper()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	p, err := profile.Parse("gate.yaml", []byte(gateProfile), words)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	w := filepath.Join(dir, "w.duckdb")
	return &gateLoad{t, dir, Options{Warehouse: w, Profiles: []*profile.Profile{p}, Words: words, KeyFile: w + ".keys", Now: time.Unix(1<<32, 0)}}
}

// load writes an export of the date and loads it.
func (g *gateLoad) load(date string, rows []gateRow) error {
	g.t.Helper()
	var b strings.Builder
	b.WriteString("ref,force,matter,closed,subject\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", r.ref, r.force, r.matter, r.closed, r.subject)
	}
	path := filepath.Join(g.dir, "g_"+date+".csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		g.t.Fatal(err)
	}
	_, err := Load(g.t.Context(), g.opt, path)
	return err
}

func TestCollapse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(i int, r *gateRow) bool // false drops the row
		want   string                       // of the line in the error; empty: it loads
	}{
		"nothing changed":          {func(int, *gateRow) bool { return true }, ""},
		"a few cases fewer":        {func(i int, _ *gateRow) bool { return i%5 != 0 }, ""},
		"one scope lost its rows":  {func(i int, r *gateRow) bool { return r.force != "Avonmere" || i < 5 }, "Avonmere  rows loaded  40 (2026-03-31)  5 (2026-06-30)"},
		"one kind of record lost":  {func(i int, r *gateRow) bool { r.subject = pick(i%40 < 10, r.subject); return true }, "records of kind subject  40 (2026-03-31)  10 (2026-06-30)"},
		"a column lost its values": {func(i int, r *gateRow) bool { r.matter = pick(i%40 < 10, r.matter); return true }, "case: Matter filled in  40 of 40 (2026-03-31)  10 of 40 (2026-06-30)"},
		"a category is gone": {func(_ int, r *gateRow) bool { r.matter = "conduct_matter"; return true },
			"case: Matter is Complaint  20 (2026-03-31)  0 (2026-06-30)"},
		"closed cases open again in bulk": {func(i int, r *gateRow) bool { r.closed = pick(i%8 != 0, r.closed); return true }, "case: Closed reached, of records in both  30 (2026-03-31)  25 (2026-06-30)"},
		"one case opens again":            {func(i int, r *gateRow) bool { r.closed = pick(i != 0, r.closed); return true }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			g := newGateLoad(t)
			if err := g.load("2026-03-31", gateRows()); err != nil {
				t.Fatal(err)
			}
			next := []gateRow{}
			for i, r := range gateRows() {
				if c.change(i, &r) {
					next = append(next, r)
				}
			}
			err := g.load("2026-06-30", next)
			if c.want == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			var collapsed *CollapseError
			if !errors.As(err, &collapsed) || !strings.Contains(squeezed(err.Error()), squeezed(c.want)) {
				t.Fatalf("got %v\nwant a line with %q", err, c.want)
			}
			g.accepts(next, collapsed.Found)
		})
	}
}

// accepts loads the refused rows with a reason and looks for it in the warehouse.
func (g *gateLoad) accepts(rows []gateRow, found []Collapse) {
	g.t.Helper()
	g.opt.Accept = "it's right"
	if err := g.load("2026-06-30", rows); err != nil {
		g.t.Fatal(err)
	}
	db, err := warehouse.OpenSession(g.t.Context(), g.opt.Warehouse, warehouse.Settings{Threads: 1})
	if err != nil {
		g.t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRowContext(g.t.Context(), "SELECT count(*) FROM wh.load.accepted WHERE reason = 'it''s right'").Scan(&n); err != nil {
		g.t.Fatal(err)
	}
	if n != len(found) {
		g.t.Errorf("%d of %d accepted losses are on record", n, len(found))
	}
}

// A corrected export of the same name and date is held against the one whose
// place it takes.
func TestCollapseOfACorrection(t *testing.T) {
	t.Parallel()
	g := newGateLoad(t)
	if err := g.load("2026-03-31", gateRows()); err != nil {
		t.Fatal(err)
	}
	err := g.load("2026-03-31", gateRows()[:45])
	if err == nil || !strings.Contains(squeezed(err.Error()), "Bexcombe rows loaded 40 (2026-03-31) 5 (2026-03-31)") {
		t.Errorf("got %v", err)
	}
}

func pick(keep bool, s string) string {
	if keep {
		return s
	}
	return ""
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestCollapseOfAReplacement refuses half a file in the place of a whole one of the
// same name and date, also of a source that sends changes only; of such a source a
// later export may be as short as it likes.
func TestCollapseOfAReplacement(t *testing.T) {
	t.Parallel()
	g := newGateLoad(t)
	p, err := profile.Parse("gate.yaml", []byte(strings.Replace(gateProfile, "kind: full", "kind: changes", 1)), g.opt.Words)
	if err != nil {
		t.Fatal(err)
	}
	g.opt.Profiles = []*profile.Profile{p}
	if err := g.load("2026-03-31", gateRows()); err != nil {
		t.Fatal(err)
	}
	if err := g.load("2026-06-30", gateRows()[:1]); err != nil {
		t.Errorf("a later export of changes: %v", err)
	}
	var collapsed *CollapseError
	if err := g.load("2026-03-31", gateRows()[:50]); !errors.As(err, &collapsed) || !strings.Contains(squeezed(err.Error()), "Bexcombe rows loaded 40 (2026-03-31) 10 (2026-03-31)") {
		t.Errorf("a file cut short in the place of a whole one: %v", err)
	}
	if err := g.load("2026-03-31", gateRows()[:75]); err != nil {
		t.Errorf("a corrected file: %v", err)
	}
}
