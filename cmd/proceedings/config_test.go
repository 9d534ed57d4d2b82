package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// in calls the program with an environment.
func in(t *testing.T, environment map[string]string, args ...string) (int, string, string) {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), append([]string{"--quiet"}, args...), env{stdout: &out, stderr: &errs, now: today, getenv: func(k string) string { return environment[k] }})
	return code, out.String(), errs.String()
}

// TestWorkingFolder makes a folder to work in and works in it.
func TestWorkingFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "work")
	must(t, "init", dir)
	for name, mode := range map[string]os.FileMode{"": 0o700, "inbox": 0o700, "profiles": 0o700, "proceedings.yaml": 0o600, "warehouse.duckdb.keys": 0o600, "README.txt": 0o600} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	before := hashes(t, dir)
	if out := must(t, "init", dir); strings.Contains(out, "made ") || strings.Count(out, "is there already") != 5 {
		t.Errorf("the second time: %s", out)
	}
	for name, sum := range hashes(t, dir) {
		if before[name] != sum {
			t.Errorf("%s was written over", name)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "profiles", "small.yaml"), []byte(plantedProfile), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "inbox", "small_2026-03-31.csv"), []byte(plantedExport), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	out := must(t, "run")
	if !strings.Contains(out, "Published") || !strings.Contains(out, "The quarantine store holds no value") {
		t.Errorf("run: %s", out)
	}
	if hashes(t, dir)["warehouse.duckdb.keys"] != before["warehouse.duckdb.keys"] {
		t.Error("the keys that were made first are not those in use")
	}
	out = must(t, "status")
	for _, want := range []string{"Held back: 2 rows", "The last release is", "Next: send the rows held back"} {
		if !strings.Contains(out, want) {
			t.Errorf("status does not say %q: %s", want, out)
		}
	}
	if strings.Contains(out, "has changed since") {
		t.Errorf("status: %s", out)
	}
	t.Chdir(t.TempDir())
	must(t, "status", "--config", filepath.Join(dir, "proceedings.yaml"))
	if code, _, errs := in(t, map[string]string{"PROCEEDINGS_CONFIG": filepath.Join(dir, "proceedings.yaml")}, "status"); code != 0 {
		t.Error(errs)
	}
}

// TestPrecedence wants the flag before the environment before the file.
func TestPrecedence(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("proceedings.yaml", []byte("warehouse: of-file.duckdb\nthreads: 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	environment := map[string]string{"PROCEEDINGS_WAREHOUSE": "of-environment.duckdb"}
	for _, c := range []struct {
		environment map[string]string
		args        []string
		want        string
	}{
		{environment, []string{"status", "--warehouse", "of-flag.duckdb"}, "of-flag.duckdb does not exist"},
		{environment, []string{"status"}, "of-environment.duckdb does not exist"},
		{nil, []string{"status"}, "of-file.duckdb does not exist"},
		{map[string]string{"PROCEEDINGS_THREADS": "many"}, []string{"status"}, `PROCEEDINGS_THREADS: "many" is not a value for --threads`},
		{nil, []string{"status", "--config", "none.yaml"}, "there is no configuration file none.yaml"},
		{nil, []string{"quarantine", "export"}, "say where to write the workbook"},
	} {
		if code, _, errs := in(t, c.environment, c.args...); code == 0 || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit code %d, %s, want %s", c.args, code, errs, c.want)
		}
	}
	if err := os.WriteFile("proceedings.yaml", []byte("warehouse: w.duckdb\nencryption_key_file: of-file.key\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"": "of-file.key: no such file", "of environment": "w.duckdb does not exist"} {
		if code, _, errs := in(t, map[string]string{secretVariable: key}, "status"); code == 0 || !strings.Contains(errs, want) {
			t.Errorf("key %q: exit code %d, %s, want %s", key, code, errs, want)
		}
	}
	for text, want := range map[string]string{
		"warehouse: w.duckdb\nwharehouse: x\n": `proceedings.yaml, line 2: there is no setting named "wharehouse"`,
		"warehouse: w.duckdb\nthreads: many\n": "proceedings.yaml, line 2: ",
		"\twarehouse: x\n":                     "proceedings.yaml, line 1: ",
	} {
		if err := os.WriteFile("proceedings.yaml", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, errs := in(t, nil, "status"); code != 1 || !strings.Contains(errs, want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: exit code %d, %s", text, code, errs)
		}
	}
}
