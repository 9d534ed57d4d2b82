package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// batchProfile reads one row a subject; %s is where a change of the profile goes.
const batchProfile = `profile: 1
id: t
title: T
match: {names: ["c_*.csv"]}
format: csv
extract: {date: {name: "_(\\d{4}-\\d{2}-\\d{2})"}, kind: full, scope: [force]}
tables:
  - columns:
      - {name: ref, from: ref, required: true}
      - {name: force, from: force}
      - {name: subject, from: officer}
      - {name: rank, from: rank, type: code, list: rank_band}
      - {name: category, from: category}
    records:
      - record: case
        fields: {case_ref: ref, force: force, category: %s}
      - record: subject
        fields: {case_ref: ref, subject_ref: subject, rank_band: rank}
`

// aBatch is one load of a scenario: a file and the field of the profile that
// category is read from.
type aBatch struct {
	name, text, category string
}

const batchHead = "ref,force,officer,rank,category\n"

// scenarios are batches that replace each other, see records again and hold rows back.
var scenarios = map[string][]aBatch{
	"quarters": {
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,a\n2,Avon,1,sergeant,b\n", "category"},
		{"c_2026-02-28.csv", batchHead + "1,Avon,1,constable,a\n2,Avon,1,corporal,b\n3,Kent,1,constable,c\n", "category"},
		{"c_2026-03-31.csv", batchHead + "1,Avon,1,sergeant,a\n3,Kent,1,constable,d\n", "category"},
	},
	"corrected twice": {
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,a\n2,Avon,1,corporal,b\n", "category"},
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,a\n2,Avon,1,sergeant,b\n", "category"},
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,z\n3,Avon,1,sergeant,b\n", "category"},
	},
	"profile changed twice": {
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,a\n2,Avon,1,corporal,b\n", "category"},
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,a\n2,Avon,1,corporal,b\n", "rank"},
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,a\n2,Avon,1,corporal,b\n", "force"},
	},
	"corrected, then back": {
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,a\n2,Avon,1,corporal,b\n", "category"},
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,y\n", "category"},
		{"c_2026-01-31.csv", batchHead + "1,Avon,1,constable,a\n2,Avon,1,corporal,b\n", "category"},
	},
}

// batchLoader loads batches into one warehouse.
type batchLoader struct {
	t     *testing.T
	dir   string
	words *vocab.Set
}

func newBatchLoader(t *testing.T) *batchLoader {
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	b := &batchLoader{t, t.TempDir(), words}
	layWarehouse(t, b.warehouse())
	return b
}

func (b *batchLoader) warehouse() string { return filepath.Join(b.dir, "w.duckdb") }

func (b *batchLoader) load(batch aBatch) *Report {
	b.t.Helper()
	report, err := b.try(batch)
	if err != nil {
		b.t.Fatal(err)
	}
	return report
}

func (b *batchLoader) profiles(category string) []*profile.Profile {
	b.t.Helper()
	dir := b.t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.yaml"), fmt.Appendf(nil, batchProfile, category), 0o644); err != nil {
		b.t.Fatal(err)
	}
	profiles, err := profile.Load(dir, b.words)
	if err != nil {
		b.t.Fatal(err)
	}
	return profiles
}

func (b *batchLoader) try(batch aBatch) (*Report, error) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), batch.name)
	if err := os.WriteFile(path, []byte(batch.text), 0o644); err != nil {
		b.t.Fatal(err)
	}
	return Load(b.t.Context(), Options{Warehouse: b.warehouse(), Profiles: b.profiles(batch.category), Words: b.words, KeyFile: b.warehouse() + ".keys", Now: time.Unix(1<<32, 0)}, path)
}

func (b *batchLoader) undo(batch int) *UndoReport {
	b.t.Helper()
	report, err := Undo(b.t.Context(), UndoOptions{Warehouse: b.warehouse(), Batch: fmt.Sprint(batch), Words: b.words, Now: time.Unix(1<<32, 0)})
	if err != nil {
		b.t.Fatal(err)
	}
	return report
}

// holds is all that a warehouse says: records known at several dates, rows held
// back, and the files that it rests on.
func (b *batchLoader) holds() string {
	b.t.Helper()
	var out strings.Builder
	for _, day := range []string{"", "2026-01-31"} {
		known, _ := time.Parse(time.DateOnly, day)
		fmt.Fprintf(&out, "known at %s\n%s", day, recordsText(b.t, b.warehouse(), b.words, known))
	}
	out.Write(quarantineText(b.t, b.warehouse(), b.words))
	batches, err := History(b.t.Context(), b.warehouse(), warehouse.Settings{Threads: 1})
	if err != nil {
		b.t.Fatal(err)
	}
	files := []string{}
	for _, batch := range batches {
		for _, f := range batch.Files {
			if f.Counts {
				files = append(files, fmt.Sprintf("%s %s read %d = %d + %d + %d", f.Name, f.SHA256[:8], f.Read, f.Accepted+f.Unchanged, f.Quarantined, f.Skipped))
			}
		}
	}
	slices.Sort(files)
	return out.String() + strings.Join(files, "\n")
}

// TestUndoIsAsIfNeverLoaded loads three batches in any order, takes one back and
// compares with a warehouse that never had it.
func TestUndoIsAsIfNeverLoaded(t *testing.T) {
	t.Parallel()
	orders, places := [][]int{{0, 1, 2}}, []int{1}
	if os.Getenv("PROCEEDINGS_TEST_ALL") != "" {
		orders, places = [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}, []int{0, 1, 2}
	}
	for name, batches := range scenarios {
		for _, order := range orders {
			for _, taken := range places {
				t.Run(fmt.Sprintf("%s %v without %d", name, order, taken), func(t *testing.T) {
					t.Parallel()
					with, without := newBatchLoader(t), newBatchLoader(t)
					for _, at := range order {
						if with.load(batches[at]).Files[0].Already {
							t.Skip("one is the same as one loaded before: it makes no batch")
						}
					}
					for i, at := range order {
						if i != taken {
							without.load(batches[at])
						}
					}
					with.undo(taken + 1)
					if got, want := with.holds(), without.holds(); got != want {
						t.Errorf("after the undo:\n%s\nnever loaded:\n%s", got, want)
					}
				})
			}
		}
	}
}

// TestUndoAll takes back all batches, in any order, and loads them again.
func TestUndoAll(t *testing.T) {
	t.Parallel()
	batches := scenarios["corrected twice"]
	orders := [][]int{{2, 1, 3}}
	if os.Getenv("PROCEEDINGS_TEST_ALL") != "" {
		orders = [][]int{{1, 2, 3}, {2, 1, 3}, {3, 1, 2}}
	}
	for _, order := range orders {
		b := newBatchLoader(t)
		for _, batch := range batches {
			b.load(batch)
		}
		want := b.holds()
		for _, no := range order {
			b.undo(no)
		}
		if empty := string(recordsText(t, b.warehouse(), b.words, time.Time{})); empty != "" {
			t.Errorf("undone in order %v, the warehouse holds\n%s", order, empty)
		}
		for _, batch := range batches {
			if b.load(batch).Files[0].Already {
				t.Errorf("undone in order %v, %s counts as loaded before", order, batch.name)
			}
		}
		if got := b.holds(); got != want {
			t.Errorf("loaded again after undoing in order %v:\n%s\nwant:\n%s", order, got, want)
		}
	}
}

// TestUndoSays looks at what an undo reports, and at what it refuses.
func TestUndoSays(t *testing.T) {
	t.Parallel()
	b := newBatchLoader(t)
	for _, batch := range scenarios["corrected twice"][:2] {
		b.load(batch)
	}
	report := b.undo(2)
	if len(report.Out) != 1 || len(report.Back) != 1 || report.Before != 4 || report.After != 2 {
		t.Errorf("report %+v", report)
	}
	batches, err := History(t.Context(), b.warehouse(), warehouse.Settings{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[string]string{
		"2":               "undone before",
		batches[0].ID[:6]: "undone before",
		"7":               "there are 2 (" + batches[0].ID + ", undone), 1 (",
		"":                "there is no batch",
	} {
		_, err := Undo(t.Context(), UndoOptions{Warehouse: b.warehouse(), Batch: asked, Words: b.words})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("undo %q: %v, want %q", asked, err, want)
		}
	}
	// Loaded again it has the same id; that names the one that stands.
	b.load(scenarios["corrected twice"][1])
	report, err = Undo(t.Context(), UndoOptions{Warehouse: b.warehouse(), Batch: batches[0].ID[:8], Words: b.words})
	if err != nil || report.Batch.Number != 3 {
		t.Errorf("batch %d, %v", report.Batch.Number, err)
	}
}

// TestCollapseAfterReplacing loads a snapshot, a corrected one and one that has collapsed:
// the gate compares it with the one that counts.
func TestCollapseAfterReplacing(t *testing.T) {
	t.Parallel()
	rows := func(n int) string {
		out := batchHead
		for i := range n {
			out += fmt.Sprintf("%d,Avon,1,constable,a\n", i)
		}
		return out
	}
	b := newBatchLoader(t)
	b.load(aBatch{"c_2026-01-31.csv", rows(30), "category"})
	b.load(aBatch{"c_2026-01-31.csv", rows(31), "category"})
	b.load(aBatch{"c_2026-01-31.csv", rows(20), "category"}) // of 31 it would be most; of 30 and 31 together it would not
	if _, err := b.try(aBatch{"c_2026-01-31.csv", rows(9), "category"}); err == nil || !strings.Contains(err.Error(), "20 (2026-01-31)") {
		t.Errorf("error %v", err)
	}
}

// asVersion1 makes of a warehouse what the first version of the program would have made.
func asVersion1(t *testing.T, path string) {
	t.Helper()
	editFile(t, path,
		"DROP VIEW load.gone", "ALTER TABLE load.file DROP COLUMN corrects", "DROP TABLE load.closed", "DROP TABLE load.given_up", "DROP TABLE load.undone", "DROP TABLE load.tombstone", "DROP TABLE load.tally", "DROP TABLE load.accepted",
		"CREATE TABLE load.accepted (batch_no INTEGER, source VARCHAR, scope VARCHAR, extract_date DATE, rows BIGINT, rows_before BIGINT, reason VARCHAR)",
		"INSERT INTO load.accepted VALUES (1, 't', 'Avon', DATE '2026-01-31', 1, 30, 'moved away')",
		// It noted only who took a place first.
		"DELETE FROM load.reversal r USING load.reversal o WHERE o.file_no = r.file_no AND o.batch_no < r.batch_no",
		"UPDATE load.meta SET version = 1")
}

// editFile carries out statements in a warehouse.
func editFile(t *testing.T, path string, stmts ...string) {
	t.Helper()
	err := warehouse.Edit(t.Context(), path, warehouse.Settings{}, func(db *warehouse.DB) error {
		for _, stmt := range stmts {
			if _, err := db.ExecContext(t.Context(), stmt); err != nil {
				return fmt.Errorf("%s: %w", stmt, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestOldWarehouse reads, loads into and takes back from a warehouse of the first version.
func TestOldWarehouse(t *testing.T) {
	t.Parallel()
	batches := scenarios["corrected twice"]
	ways := map[string]func(*batchLoader){"load": func(b *batchLoader) { b.load(scenarios["quarters"][1]) }}
	if os.Getenv("PROCEEDINGS_TEST_ALL") != "" {
		ways["read"] = func(b *batchLoader) { b.holds() }
		ways["undo"] = func(b *batchLoader) { b.undo(2) }
	}
	for what, do := range ways {
		old, fresh := newBatchLoader(t), newBatchLoader(t)
		for _, batch := range batches {
			old.load(batch)
			fresh.load(batch)
		}
		asVersion1(t, old.warehouse())
		do(old)
		do(fresh)
		accepted(t, old)
		old.undoAnd(fresh, 2)
		if got, want := old.holds(), fresh.holds(); got != want {
			t.Errorf("%s: the old warehouse holds\n%s\nwant\n%s", what, got, want)
		}
	}
}

// accepted wants what the first version wrote of a collapse in the history.
func accepted(t *testing.T, b *batchLoader) {
	t.Helper()
	batches, err := History(t.Context(), b.warehouse(), warehouse.Settings{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	first := batches[len(batches)-1]
	if len(first.Accepted) != 1 || first.Accepted[0].Before != 30 || first.Accepted[0].Now != 1 || first.Accepted[0].Reason != "moved away" {
		t.Errorf("accepted: %+v", first.Accepted)
	}
}

// undoAnd takes a batch back in two warehouses where it is not already.
func (b *batchLoader) undoAnd(other *batchLoader, batch int) {
	for _, one := range []*batchLoader{b, other} {
		batches, err := History(one.t.Context(), one.warehouse(), warehouse.Settings{Threads: 1})
		if err != nil {
			one.t.Fatal(err)
		}
		if batches[len(batches)-batch].Undone == nil { // newest first
			one.undo(batch)
		}
	}
}
