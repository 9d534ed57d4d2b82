package queries

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"proceedings/ingest/vocab"
	"proceedings/ingest/warehouse"
)

// testWarehouse writes a warehouse with two extracts of one source: the second
// closes the case and opens another.
func testWarehouse(t *testing.T) (string, *vocab.Set) {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "w.duckdb")
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	editWarehouse(t, path, func(db *warehouse.DB) error { return warehouse.Migrate(ctx, db, path, words) })
	editWarehouse(t, path, statements(
		`INSERT INTO load.file (file_no, batch_no, source, title, name, sha256, extract_date, kind, rows_read, rows_accepted, rows_unchanged, rows_quarantined, rows_skipped) VALUES
		 (1, 1, 'sys', 'System', 'one.csv', 'aa', '2025-12-31', 'full', 1, 1, 0, 0, 0), (2, 2, 'sys', 'System', 'two.csv', 'bb', '2026-03-31', 'full', 2, 2, 0, 0, 0)`,
		"INSERT INTO load.scope (file_no, scope) VALUES (1, ''), (2, '')",
		"INSERT INTO load.feed (file_no, record, records) VALUES (1, 'case', 1), (2, 'case', 2)",
		`INSERT INTO rec."case" (vid, file_no, scope, case_ref, territory, recorded_date, closed_date) VALUES
		 (1, 1, '', 'C1', 'EW', '2025-06-01', NULL), (2, 2, '', 'C1', 'EW', '2025-06-01', '2025-12-01'), (3, 2, '', 'C2', 'EW', '2025-07-01', NULL)`,
	))
	return path, words
}

// editWarehouse does something to a warehouse, which is made where it is not there.
func editWarehouse(t *testing.T, path string, work func(*warehouse.DB) error) {
	t.Helper()
	if err := warehouse.Create(t.Context(), path, warehouse.Settings{}, work); err != nil {
		t.Fatal(err)
	}
}

func statements(stmts ...string) func(*warehouse.DB) error {
	return func(db *warehouse.DB) error {
		for _, stmt := range stmts {
			if _, err := db.ExecContext(context.Background(), stmt); err != nil {
				return fmt.Errorf("%w\n%s", err, stmt)
			}
		}
		return nil
	}
}

func run(t *testing.T, o Options, name string) *Result {
	t.Helper()
	s, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := s.Run(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestOpenReadsWhatWasKnown(t *testing.T) {
	path, words := testWarehouse(t)
	o := Options{Warehouse: path, Vocab: words, Period: LastCompleteQuarter(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC))}
	if got, want := fmt.Sprint(run(t, o, "case_time").Rows), "[[EW 2025 2 1 1 0 0 183]]"; got != want {
		t.Errorf("now: %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(run(t, o, "sources").Rows), "[[sys System 2026-03-31 00:00:00 +0000 UTC 2 3 2]]"; got != want {
		t.Errorf("sources: %s, want %s", got, want)
	}
	o.Period.KnownAt = time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)
	if got, want := fmt.Sprint(run(t, o, "case_time").Rows), "[[EW 2025 1 0 1 0 0 <nil>]]"; got != want {
		t.Errorf("as known in December: %s, want %s", got, want)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	path, words := testWarehouse(t)
	period := LastCompleteQuarter(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC))
	if _, err := Open(context.Background(), Options{Warehouse: path + "x", Vocab: words, Period: period}); !errors.Is(err, warehouse.ErrMissing) {
		t.Errorf("no file: %v", err)
	}
	if _, err := Open(context.Background(), Options{Warehouse: path, Vocab: words}); err == nil {
		t.Error("no period: opened")
	}
	s, err := Open(context.Background(), Options{Warehouse: path, Vocab: words, Period: period})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Run(context.Background(), "nothing"); !errors.Is(err, ErrUnknown) {
		t.Errorf("no such query: %v", err)
	}
}

// The same records must give the same bytes however many threads count them.
func TestThreadsDoNotChangeAFigure(t *testing.T) {
	shared.once.Do(openShared)
	var answers []string
	for _, threads := range []int{1, 4} {
		ctx := context.Background()
		db, err := warehouse.OpenSession(ctx, "", warehouse.Settings{Threads: threads})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if err := warehouse.Reference(ctx, db, shared.words); err != nil {
			t.Fatal(err)
		}
		s, err := newSession(shared.catalogue, db, shared.words.Records(), textRecords(func(r vocab.Record) string { return invented(t, r, 4000) }),
			LastCompleteQuarter(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		for _, q := range s.catalogue.List() {
			if strings.Contains(q.SQL, "load.") || strings.Contains(q.SQL, "dq_") {
				continue
			}
			r, err := s.Run(ctx, q.Name)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, q.Name)
			if err := r.WriteCSV(&b); err != nil {
				t.Fatal(err)
			}
		}
		answers = append(answers, b.String())
	}
	if answers[0] != answers[1] {
		t.Error("the answers differ")
	}
	if len(answers[0]) < 20000 {
		t.Errorf("the records hardly say anything: %d bytes", len(answers[0]))
	}
}

func TestResultsAreHeldAgainstTheirHeader(t *testing.T) {
	s := &Session{}
	q := &Query{Path: "a.sql", Columns: []Column{{Name: "a", Kind: Label}, {Name: "n", Kind: Count}, {Name: "r", Kind: Rate}}}
	table := func(columns string, row ...any) error {
		tb, err := s.result(q, tableOf(columns, row))
		_ = tb
		return err
	}
	if err := table("n a r", int64(1), "x", 0.5); err != nil {
		t.Errorf("columns in another order: %v", err)
	}
	for what, err := range map[string]error{
		"a column missing":      table("a n", "x", int64(1)),
		"a column too many":     table("a n r z", "x", int64(1), nil, nil),
		"a rate above one":      table("a n r", "x", int64(1), 1.5),
		"a count that is text":  table("a n r", "x", "1", nil),
		"a label that is a day": table("a n r", time.Now(), int64(1), nil),
	} {
		if err == nil || !strings.HasPrefix(err.Error(), "a.sql: ") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
