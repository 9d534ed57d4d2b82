package ingest

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/tools/txtar"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

var update = flag.Bool("update", false, "write what the cases give instead of comparing")

// TestCases loads the exports of each testdata/*.txtar: the profiles, then the
// folders in/1, in/2 … in turn (a line "order: 2 1" at the head changes that), and
// compares the accounting, the quarantine and the current records with the
// sections "accounting", "quarantine" and "records". A file whose name ends in
// .xlsx is written as a workbook: "== Sheet" begins a sheet, cells are split by "|",
// a cell "d:2024-03-05" is a native date.
func TestCases(t *testing.T) {
	t.Parallel()
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := runCase(t, archive, words)
			if *update {
				keep := slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return !strings.Contains(f.Name, "/") })
				archive.Files = append(keep, got...)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, g := range got {
				if want := section(archive, g.Name); want != string(g.Data) {
					t.Errorf("%s:\n%s\nwant:\n%s", g.Name, g.Data, want)
				}
			}
		})
	}
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func runCase(t *testing.T, a *txtar.Archive, words *vocab.Set) []txtar.File {
	dir := t.TempDir()
	writeArchive(t, dir, a)
	profiles, err := profile.Load(filepath.Join(dir, "profiles"), words)
	if err != nil {
		return []txtar.File{{Name: "error", Data: []byte(strings.ReplaceAll(err.Error(), dir, "DIR") + "\n")}}
	}
	w := filepath.Join(dir, "w.duckdb")
	var accounting, failures strings.Builder
	for _, turn := range turns(a) {
		report, err := Load(t.Context(), Options{Warehouse: w, Profiles: profiles, Words: words, KeyFile: w + ".keys", Now: time.Unix(1<<32, 0)}, filepath.Join(dir, "in", turn))
		if err != nil {
			fmt.Fprintf(&failures, "%s\n", strings.ReplaceAll(err.Error(), dir, "DIR"))
			continue
		}
		writeReport(&accounting, turn, report)
	}
	out := []txtar.File{}
	if failures.Len() > 0 {
		out = append(out, txtar.File{Name: "error", Data: []byte(failures.String())})
	}
	if accounting.Len() == 0 {
		return out
	}
	return append(out,
		txtar.File{Name: "accounting", Data: []byte(accounting.String())},
		txtar.File{Name: "quarantine", Data: quarantineText(t, w, words)},
		txtar.File{Name: "records", Data: recordsText(t, w, words, time.Time{})})
}

func turns(a *txtar.Archive) []string {
	for _, line := range strings.Split(string(a.Comment), "\n") {
		if order, ok := strings.CutPrefix(line, "order: "); ok {
			return strings.Fields(order)
		}
	}
	out := []string{}
	for _, f := range a.Files {
		if rest, ok := strings.CutPrefix(f.Name, "in/"); ok {
			turn, _, _ := strings.Cut(rest, "/")
			if !slices.Contains(out, turn) {
				out = append(out, turn)
			}
		}
	}
	return out
}

func writeArchive(t *testing.T, dir string, a *txtar.Archive) {
	t.Helper()
	for _, f := range a.Files {
		if !strings.Contains(f.Name, "/") {
			continue
		}
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, ".xlsx") {
			writeWorkbook(t, path, string(f.Data))
		} else if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func writeWorkbook(t *testing.T, path, text string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	sheet, row := "", 0
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if name, ok := strings.CutPrefix(line, "== "); ok {
			sheet, row = name, 0
			if _, err := f.NewSheet(sheet); err != nil {
				t.Fatal(err)
			}
			continue
		}
		row++
		for i, cell := range strings.Split(line, "|") {
			at, _ := excelize.CoordinatesToCellName(i+1, row)
			if iso, ok := strings.CutPrefix(cell, "d:"); ok {
				day, err := time.Parse(time.DateOnly, iso)
				if err != nil {
					t.Fatal(err)
				}
				f.SetCellValue(sheet, at, day)
				f.SetCellStyle(sheet, at, at, style)
			} else if cell != "" {
				f.SetCellStr(sheet, at, cell)
			}
		}
	}
	f.DeleteSheet("Sheet1")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

func writeReport(b *strings.Builder, turn string, r *Report) {
	fmt.Fprintf(b, "load %s\n", turn)
	for _, f := range r.Files {
		if f.Already {
			fmt.Fprintf(b, "  %s: loaded before\n", filepath.Base(f.Path))
			continue
		}
		fmt.Fprintf(b, "  %s: read %d = accepted %d + unchanged %d + quarantined %d + skipped %d\n", filepath.Base(f.Path), f.Read, f.Accepted, f.Unchanged, f.Quarantined, f.Skipped)
		if f.Withdrawn > 0 {
			fmt.Fprintf(b, "    withdrawn %d\n", f.Withdrawn)
		}
		if f.Replaces != "" {
			fmt.Fprintf(b, "    %s\n", f.Replaces)
		}
		for _, s := range f.SkippedBy {
			fmt.Fprintf(b, "    skipped %d: %s\n", s.Rows, s.Rule)
		}
		for _, p := range f.Problems {
			fmt.Fprintf(b, "    %s %d: %s\n", p.Severity, p.Rows, p.Rule)
		}
	}
}

func quarantineText(t *testing.T, w string, words *vocab.Set) []byte {
	t.Helper()
	held, err := ListQuarantine(t.Context(), w, words, warehouse.Settings{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, r := range held.Rows() {
		if r.Expired {
			continue
		}
		for _, p := range r.Problems {
			fmt.Fprintf(&b, "%s %s row %d, %s %q: %s | %s\n", r.File, r.Sheet, r.Row, p.Field, p.Value, p.Rule, strings.Join(r.Cells, ", "))
		}
	}
	if n := held.Expired(); n > 0 {
		fmt.Fprintf(&b, "expired %d\n", n)
	}
	return b.Bytes()
}

// recordsText writes the current records as known at a date, kind by kind.
func recordsText(t *testing.T, w string, words *vocab.Set, knownAt time.Time) []byte {
	t.Helper()
	ctx := context.Background()
	db, err := warehouse.OpenSession(ctx, w, warehouse.Settings{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	current, err := warehouse.AsKnown(ctx, db, knownAt, words)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	held := kindsHeld(t, db)
	for _, kind := range words.Records() {
		if !held[kind.Name] {
			continue
		}
		rows, err := db.QueryContext(ctx, "SELECT concat_ws(' ', "+described(kind)+") FROM ("+current.SQL(kind)+") ORDER BY ALL")
		if err != nil {
			t.Fatalf("%s: %v", kind.Name, err)
		}
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s: %s\n", kind.Name, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
	}
	return b.Bytes()
}

// kindsHeld are the kinds of record of which the warehouse has any version. To ask for the
// others, which are most, takes longer than to load a small export.
func kindsHeld(t *testing.T, db *warehouse.DB) map[string]bool {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT table_name FROM duckdb_tables() WHERE database_name = 'wh' AND schema_name = 'rec' AND estimated_size > 0")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	held := map[string]bool{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		held[name] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return held
}

// described writes a record as field=value, leaving out what is empty and
// showing of a person only that there is one.
func described(kind vocab.Record) string {
	parts := []string{}
	for _, f := range kind.Fields {
		value := "CAST(" + warehouse.Ident(f.Name) + " AS VARCHAR)"
		if f.PersonKind != "" {
			value = "CASE WHEN " + warehouse.Ident(f.Name) + " IS NOT NULL THEN '(hash)' END"
		}
		parts = append(parts, fmt.Sprintf("'%s=' || nullif(%s, '')", f.Name, value))
	}
	return strings.Join(parts, ", ")
}

// laid is a warehouse with its tables and lists and nothing in it, made once.
var laid = sync.OnceValues(func() ([]byte, error) {
	words, err := vocab.Load("")
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "proceedings-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path, ctx := filepath.Join(dir, "w.duckdb"), context.Background()
	err = warehouse.Create(ctx, path, warehouse.Settings{Threads: 1}, func(db *warehouse.DB) error {
		return errors.Join(warehouse.Migrate(ctx, db, path, words), warehouse.SeedReference(ctx, db, words))
	})
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// layWarehouse puts an empty warehouse at a path, for tests whose many loads would each
// lay one first. How a load lays one itself is for the other tests to see.
func layWarehouse(t *testing.T, path string) {
	t.Helper()
	data, err := laid()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// realData is a folder of real exports, which are not part of the project.
func realData(t *testing.T) string {
	t.Helper()
	dir := "../../shared/realdata"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the folder of real exports is not here")
	}
	return dir
}
