package queries

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"proceedings/ingest/checks"
)

// Every rule of the field, DQ01 to DQ40, has a file with a whole header, and no two checks share a rule or an id.
func TestChecksAreWhole(t *testing.T) {
	all, err := Checks()
	if err != nil {
		t.Fatal(err)
	}
	have, rules, ids := map[string]bool{}, map[string]string{}, map[string]string{}
	for _, c := range all {
		have[c.Number()] = true
		if other := ids[c.ID]; other != "" {
			t.Errorf("%s and %s have one id", c.File.Path, other)
		}
		ids[c.ID] = c.File.Path
		if other := rules[c.Rule]; other != "" {
			t.Errorf("%s and %s share the rule %q", c.File.Path, other, c.Rule)
		}
		rules[c.Rule] = c.File.Path
	}
	for n := 1; n <= checks.Last; n++ {
		if id := fmt.Sprintf("DQ%02d", n); !have[id] {
			t.Errorf("%s has no file", id)
		}
	}
}

// A check of the records that no test has seen pass and fail may say anything.
func TestEveryCheckIsSeenToPassAndToFail(t *testing.T) {
	seen := map[string]string{}
	files, _ := filepath.Glob("testdata/checks_*.txt")
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if name, ok := strings.CutPrefix(f.Name, "check "); ok {
				seen[name] += string(f.Data)
			}
		}
	}
	all, err := Checks()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Place != checks.State || !c.Applies() {
			continue
		}
		for _, result := range []string{" passes", " fails"} {
			if !strings.Contains(seen[c.File.Name], result) {
				t.Errorf("no case of %s%s", c.File.Name, result)
			}
		}
	}
}

// The place of a record is that of the extract that first showed it as it is.
func TestRowsThatFailHaveAPlace(t *testing.T) {
	path, words := testWarehouse(t)
	editWarehouse(t, path, statements(
		`INSERT INTO rec.recommendation (vid, file_no, row_no, scope, recommendation_ref, territory, made_date) VALUES (10, 1, 7, '', 'R1', 'EW', '2025-06-01'), (11, 2, 9, '', 'R2', 'EW', '2025-06-01')`,
		"INSERT INTO seen.recommendation VALUES (2, '', 10)",
		"INSERT INTO load.feed (file_no, record, records) VALUES (1, 'recommendation', 1), (2, 'recommendation', 2)",
		// A row of the second file that came back put right, and lacks its basis still.
		`INSERT INTO load.file (file_no, batch_no, source, title, name, sha256, extract_date, kind, rows_read, rows_accepted, rows_unchanged, rows_quarantined, rows_skipped, corrects)
		 VALUES (3, 3, 'sys', 'System', 'back.xlsx', 'cc', '2026-03-31', 'changes', 1, 1, 0, 0, 0, 2)`,
		"INSERT INTO load.scope (file_no, scope) VALUES (3, '')",
		`INSERT INTO rec.recommendation (vid, file_no, row_no, scope, recommendation_ref, territory, made_date) VALUES (12, 3, 12, '', 'R3', 'EW', '2025-06-01')`,
		"INSERT INTO load.feed (file_no, record, records) VALUES (3, 'recommendation', 1)",
		"INSERT INTO load.problem VALUES (1, NULL, 3, 'Ref', 'missing key', 'quarantine'), (2, NULL, 4, 'Ref', 'missing key', 'quarantine')",
	))
	o := Options{Warehouse: path, Vocab: words, Period: LastCompleteQuarter(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC))}
	got := []string{}
	for _, row := range run(t, o, "dq_rows").Rows {
		got = append(got, fmt.Sprintf("%v %v %v %v %v %v", row[0], row[4], row[6], row[7], row[9], row[11].(time.Time).Format(time.DateOnly)))
	}
	want := "DQ01 two.csv 4 <nil> <nil> 2025-12-31\nDQ38 one.csv 7 <nil> R1 2025-12-31\nDQ38 two.csv 9 <nil> R2 2026-03-31\nDQ38 two.csv 12 back.xlsx R3 2026-03-31"
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
}

// Adding a file to the folder of checks is all that a new check needs.
func TestCheckFilesAreEmbedded(t *testing.T) {
	files, err := os.ReadDir("quality/checks")
	if err != nil {
		t.Fatal(err)
	}
	all, err := Checks()
	if err != nil {
		t.Fatal(err)
	}
	onLoading, err := checks.Built()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(all) - len(onLoading); n != len(files) {
		t.Errorf("%d files, %d checks beside those on loading", len(files), n)
	}
}

// A run of the checks that failed is no run: the next that asks runs them all.
func TestChecksThatFailedRunAgain(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/checks_dates.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, err := Checks()
	if err != nil {
		t.Fatal(err)
	}
	of := slices.IndexFunc(all, func(c checks.Check) bool { return c.File.Name == "dq08c_day_month_swapped" })
	broken := all[of]
	broken.File.SQL = "SELECT nothing"
	run := &checkRun{Session: textSession(t, sharedCatalogue(t), archive), checks: []checks.Check{broken}}
	if err := run.once(t.Context()); err == nil {
		t.Fatal("a broken check ran")
	}
	run.checks = all[of : of+1]
	for range 2 { // the second time there is nothing left to do
		if err := run.once(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var runs int
	if err := run.db.QueryRowContext(t.Context(), "SELECT count(*) - count(DISTINCT source) FROM dq_looked").Scan(&runs); err != nil || runs != 0 {
		t.Errorf("the check ran %d times too often, %v", runs, err)
	}
	if err := run.db.QueryRowContext(t.Context(), "SELECT count(*) FROM dq_looked").Scan(&runs); err != nil || runs == 0 {
		t.Errorf("the check that ran looked at %d sources, %v", runs, err)
	}
}
