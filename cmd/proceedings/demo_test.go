package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"proceedings/ingest/warehouse"
	"proceedings/sampledata"
)

func TestDemoSaysWhatItDid(t *testing.T) {
	dir := demoDir(t)
	out, err := os.ReadFile(filepath.Join(dir, "stdout.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"read", "accepted", "unchanged", "quarantined", "skipped", "caseline_cases", "national_register", filepath.Join(dir, "release", "index.html")} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the demo does not say %q:\n%s", want, out)
		}
	}
	for _, page := range []string{"index.html", "psu.html", "quality.html", "debrief.html", "board.html", "lists.html", "more.html", "explore.html", "board-report.html", "manifest.json"} {
		if _, err := os.Stat(filepath.Join(released(t, filepath.Join(dir, "release")), page)); err != nil {
			t.Error(err)
		}
	}
}

// TestDemoTwice wants nothing loaded twice and the same releases, the earlier one made anew, as its figures were
// known then, from a warehouse that has loaded more since.
func TestDemoTwice(t *testing.T) {
	dir := demoDir(t)
	first := released(t, filepath.Join(dir, "release"))
	was, all := hashes(t, first), releases(t, dir)
	code, out, errs := call(t, "demo", "--out", dir)
	if code != exitDone || strings.Count(errs, "nothing has changed since "+demoAsOf) != 2 || strings.Contains(errs, "nothing has changed since "+demoBefore) {
		t.Errorf("exit code %d, and not the two later releases alone were there already: %s", code, errs)
	}
	if !strings.Contains(out, "loaded before, nothing to do") {
		t.Errorf("the second demo does not say that nothing changed:\n%s", out)
	}
	second := released(t, filepath.Join(dir, "release"))
	if first != second {
		t.Errorf("the demo published %s, then %s", first, second)
	}
	for name, sum := range hashes(t, second) {
		if was[name] != sum {
			t.Errorf("%s changed between two runs of the demo", name)
		}
	}
	if now := releases(t, dir); !slices.Equal(now, all) || len(all) != 4 {
		t.Errorf("after the second demo there are the releases %q, before %q", now, all)
	}
}

// releases are the names of all releases of a demo.
func releases(t *testing.T, demo string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(demo, "release*", "20*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestOrderOfLoading loads the second quarter before the first.
func TestOrderOfLoading(t *testing.T) {
	t.Parallel()
	longTests(t)
	dir := demoDir(t)
	other := filepath.Join(t.TempDir(), "with a space", "w.duckdb")
	must(t, "ingest", "--warehouse", other, filepath.Join(dir, "exports", "2026-27Q1"))
	must(t, "ingest", "--warehouse", other, filepath.Join(dir, "exports", "2025-26Q4"))
	out := filepath.Join(filepath.Dir(other), "release")
	must(t, "publish", "--warehouse", other, "--out", out, "--as-of", demoAsOf, "--follows", demoEarlier(t, out))
	alike(t, released(t, filepath.Join(dir, "release")), released(t, out))
}

// TestSameBytes publishes again in a process of its own, under another time zone, locale, number of
// threads and path.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	dir := demoDir(t)
	out := filepath.Join(t.TempDir(), "a folder", "release")
	cmd := child(t, os.Args[0], "publish", "--threads", "2", "--warehouse", filepath.Join(dir, "warehouse.duckdb"), "--out", out, "--as-of", demoAsOf, "--follows", demoEarlier(t, out))
	cmd.Env = append(cmd.Env, "TZ=Pacific/Auckland", "LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	alike(t, released(t, filepath.Join(dir, "release")), released(t, out))
}

// TestOneForceAlone loads a later extract of one force and wants that force
// changed, in a table of all forces, and the others untouched.
func TestOneForceAlone(t *testing.T) {
	t.Parallel()
	dir, w := demoDir(t), firstQuarter(t)
	forces := func() map[string]string {
		out := map[string]string{}
		for _, line := range strings.Split(must(t, "query", "run", "completeness", "--warehouse", w, "--as-of", "2026-03-31", "--format", "csv"), "\n") {
			if force, rest, ok := strings.Cut(line, ","); ok {
				out[force] += rest + "\n"
			}
		}
		return out
	}
	before := forces()
	later, err := filepath.Glob(filepath.Join(dir, "exports", "2026-27Q1", "caseline_*"))
	if err != nil || len(later) == 0 {
		t.Fatalf("no exports of single forces: %v", err)
	}
	var one []string
	slug := regexp.MustCompile(`caseline_cases_(.*)_\d{8}\.csv`).FindStringSubmatch(strings.Join(later, "\n"))
	for _, name := range later {
		if strings.Contains(name, slug[1]) {
			one = append(one, name)
		}
	}
	must(t, append([]string{"ingest", "--warehouse", w}, one...)...)
	after, changed := forces(), []string{}
	for force := range before {
		if after[force] != before[force] {
			changed = append(changed, force)
		}
	}
	if len(after) != len(before) || len(changed) != 1 || slugOf(changed[0]) != slug[1] {
		t.Errorf("loading %v changed %v ; want %s alone (%d lines before, %d after)", one, changed, slug[1], len(before), len(after))
	}
}

// slugOf is a force's name as the names of its exports have it.
func slugOf(force string) string {
	for _, f := range sampledata.Forces {
		if f.Name == force {
			return f.Slug
		}
	}
	return "no force named " + force
}

// TestNoNames looks for the planted names in the warehouse and the release. The
// warehouse is compressed, so its text is asked for too.
func TestNoNames(t *testing.T) {
	dir := demoDir(t)
	planted := [][]byte{[]byte("Quillfeather"), []byte("Zebedee")}
	found := false
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		for _, p := range planted {
			if !bytes.Contains(data, p) {
				continue
			}
			if strings.HasPrefix(rel, "exports") {
				found = true
			} else if !strings.Contains(rel, ".quarantine") {
				t.Errorf("%s holds the name %s", rel, p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !found {
		t.Error("no planted name is in the exports: the test proves nothing")
	}
	columns, rows := namesHeld(t, filepath.Join(dir, "warehouse.duckdb"), planted)
	if columns < 50 || rows < 10000 {
		t.Errorf("%d columns with %d texts were searched: the test looks in the wrong place", columns, rows)
	}
}

// namesHeld looks into every column of text of a warehouse and says how many
// columns and texts there are.
func namesHeld(t *testing.T, path string, planted [][]byte) (columns, texts int) {
	t.Helper()
	db, err := warehouse.OpenSession(t.Context(), path, warehouse.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE database_name = 'wh' AND data_type = 'VARCHAR' ORDER BY ALL")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all [][3]string
	for rows.Next() {
		var c [3]string
		if err := rows.Scan(&c[0], &c[1], &c[2]); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	any := []string{}
	for _, p := range planted {
		any = append(any, "contains(lower(v), "+warehouse.Quote(strings.ToLower(string(p)))+")")
	}
	for _, c := range all {
		var n, found int
		from := fmt.Sprintf("(SELECT %s AS v FROM wh.%s.%s)", warehouse.Ident(c[2]), warehouse.Ident(c[0]), warehouse.Ident(c[1]))
		if err := db.QueryRowContext(t.Context(), "SELECT count(v), count(*) FILTER ("+strings.Join(any, " OR ")+") FROM "+from).Scan(&n, &found); err != nil {
			t.Fatal(err)
		}
		if found > 0 {
			t.Errorf("%s holds a planted name in %d rows", strings.Join(c[:], "."), found)
		}
		texts += n
	}
	return len(all), texts
}
