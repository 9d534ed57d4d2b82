package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"proceedings/queries/export"
)

// What the verb says and writes of the demo, and what it refuses.
func TestExport(t *testing.T) {
	t.Parallel()
	w, dir := filepath.Join(demoDir(t), "warehouse.duckdb"), t.TempDir()
	to := filepath.Join(dir, "records")
	code, out, errs := call(t, "export", "--warehouse", w, "--partition", "force,year", to)
	if code != 0 || !strings.HasPrefix(out, "Exported ") || !strings.Contains(out, "as of 30 June 2026") || !strings.Contains(out, "for use inside the team only") || strings.Count(out, "\n") != 2 {
		t.Errorf("exit code %d, %q", code, out)
	}
	for _, want := range []string{"[1/37] case\n", "[37/37] ref_calendar\n", "figures are as of 30 June 2026"} {
		if !strings.Contains(errs, want) {
			t.Errorf("progress does not say %q: %s", want, errs)
		}
	}
	for _, want := range []string{"case/force=Greyhaven%20Police/year=2025/part-0.parquet", "response/force=Aldermoor%20Police", "ref_standard/part-0.parquet", "datapackage.json"} {
		if _, err := os.Stat(filepath.Join(to, want)); err != nil {
			t.Error(err)
		}
	}
	ownersAlone(t, to)
	before := hashes(t, to)
	again := filepath.Join(dir, "again")
	must(t, "export", "--warehouse", w, "--partition", "force,year", "--threads", "2", again)
	alikeFiles(t, before, hashes(t, again))
	if code, _, errs := call(t, "--quiet", "export", "--warehouse", w, to); code != 1 || !strings.Contains(errs, "add --replace") {
		t.Errorf("exit code %d, %q", code, errs)
	}
	alikeFiles(t, before, hashes(t, to))
	must(t, "export", "--warehouse", w, "--records", "case,ref", "--format", "csv", "--as-of", "2025-12-31", "--known-at", "2026-03-31", "--replace", to)
	var d export.Descriptor
	data, err := os.ReadFile(filepath.Join(to, "datapackage.json"))
	if err == nil {
		err = json.Unmarshal(data, &d)
	}
	if err != nil || d.AsOf != "2025-12-31" || d.KnownAt != "2026-03-31" || len(d.Resources) != 12 || d.Resources[0].Format != "csv" {
		t.Errorf("%v: %s %s, %d tables", err, d.AsOf, d.KnownAt, len(d.Resources))
	}
	for _, s := range d.Sources {
		if s.ExtractDate > "2026-03-31" {
			t.Errorf("%s was not known", s.Path)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("%v %v", left, err)
	}
}

func alikeFiles(t *testing.T, a, b map[string]string) {
	t.Helper()
	for name, sum := range a {
		if b[name] != sum {
			t.Errorf("%s is not the same", name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d files, and %d", len(a), len(b))
	}
}

// ownersAlone wants that nobody else can read what lies below a folder.
func ownersAlone(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %o", name, info.Mode().Perm())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// Answers are those of query run, byte for byte.
func TestExportOfAnswers(t *testing.T) {
	t.Parallel()
	w, to := filepath.Join(demoDir(t), "warehouse.duckdb"), filepath.Join(t.TempDir(), "answers")
	names := []string{"hearing_100wd", "findings"}
	must(t, "export", "--warehouse", w, "--queries", strings.Join(names, ","), "--format", "csv", to)
	for _, name := range names {
		got, err := os.ReadFile(filepath.Join(to, name, "part-0.csv"))
		if want := must(t, "query", "run", name, "--warehouse", w, "--format", "csv"); string(got) != want {
			t.Errorf("%s: %v, %q, want %q", name, err, got, want)
		}
	}
}

func TestExportRefuses(t *testing.T) {
	t.Parallel()
	w, dir := filepath.Join(demoDir(t), "warehouse.duckdb"), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"", 2, "name one folder"}, {"a b", 2, "name one folder"},
		{"--format xlsx a", 2, "there are parquet, arrow and csv"},
		{"--partition region a", 2, `--partition "region": there are force and year`}, {"--partition year,year a", 2, "names year twice"},
		{"--records cases a", 2, `--records "cases": there are case, subject`},
		{"--queries nothing a", 2, `no question named "nothing"`}, {"--queries case_clocks a", 2, "asked of all cases"},
		{"--queries findings --partition year a", 2, "leave out --records and --partition"},
		{dir, 1, "is no export of this program"}, {"--replace " + dir, 1, "is no export of this program"}, {filepath.Join(dir, "mine.txt"), 1, "is a file"},
	} {
		code, out, errs := call(t, append([]string{"--quiet", "export", "--warehouse", w}, strings.Fields(c.args)...)...)
		if code != c.code || out != "" || !strings.Contains(errs, c.says) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q, %q", c.args, code, out, errs)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v %v", left, err)
	}
	if _, err := os.Stat("a"); err == nil {
		t.Error("a refused call made a folder")
	}
}
