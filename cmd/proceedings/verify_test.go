package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A release is made again byte for byte, also from a warehouse that has loaded more since.
func TestVerify(t *testing.T) {
	t.Parallel()
	longTests(t)
	w, out := firstQuarter(t), filepath.Join(t.TempDir(), "release")
	must(t, "publish", "--warehouse", w, "--out", out, "--as-of", "2026-03-31", "--packs", "3")
	said := must(t, "verify", out, "--warehouse", w)
	if !strings.Contains(said, "Whole and unchanged") || !strings.Contains(said, "the same, byte for byte") {
		t.Errorf("as it was published: %s", said)
	}
	later := filepath.Join(demoDir(t), "warehouse.duckdb")
	if said := must(t, "verify", released(t, out), "--warehouse", later); !strings.Contains(said, "the same, byte for byte") {
		t.Errorf("from a warehouse that has loaded more since: %s", said)
	}
	// Other limits: what differs is named, and why.
	code, said, errs := call(t, "verify", out, "--quiet", "--warehouse", w, "--standards", correctedLimit(t))
	for _, want := range []string{"data/limits_met.csv comes out otherwise", "manifest.json comes out otherwise", "the limits and lists in force are not those"} {
		if code != exitFailed || !strings.Contains(said, want) {
			t.Errorf("with other limits: exit code %d, no %q in\n%s%s", code, want, said, errs)
		}
	}
	// An export that is held no longer.
	if said := must(t, "history", "--warehouse", w); !strings.Contains(said, "1 ") {
		t.Fatal(said)
	}
	code, said, errs = call(t, "verify", out, "--quiet", "--warehouse", oneCase(t))
	if code != exitFailed || !strings.Contains(said+errs, "does not hold the export") {
		t.Errorf("from a warehouse without its exports: exit code %d\n%s%s", code, said, errs)
	}
}

// Each way in which a release may be changed is named with its file.
func TestVerifyFindsChanges(t *testing.T) {
	t.Parallel()
	from := released(t, filepath.Join(demoDir(t), "release"))
	for name, c := range map[string]struct {
		change func(folder string) error
		says   string
	}{
		"a figure changed": {func(f string) error {
			return os.WriteFile(filepath.Join(f, "data", "findings.csv"), []byte("x"), 0o644)
		}, "data/findings.csv is not what was written"},
		"a page gone":      {func(f string) error { return os.Remove(filepath.Join(f, "psu.html")) }, "psu.html is missing"},
		"a file of nobody": {func(f string) error { return os.WriteFile(filepath.Join(f, "notes.txt"), nil, 0o644) }, "notes.txt is no file of the release"},
		"a manifest edited": {func(f string) error {
			data, err := os.ReadFile(filepath.Join(f, "manifest.json"))
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(f, "manifest.json"), []byte(strings.Replace(string(data), "restricted", "shareable", 1)), 0o644)
		}, "manifest.json is not the one that the folder is named for"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), filepath.Base(from))
			if err := os.CopyFS(folder, os.DirFS(from)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, "Thumbs.db"), nil, 0o644); err != nil {
				t.Fatal(err)
			}
			must(t, "verify", folder)
			if err := c.change(folder); err != nil {
				t.Fatal(err)
			}
			code, said, errs := call(t, "verify", folder)
			if code != exitFailed || !strings.Contains(said, "  "+c.says+"\n") && !strings.Contains(said, "  "+c.says+":") || !strings.Contains(errs, "1 fault") {
				t.Errorf("exit code %d\n%s%s", code, said, errs)
			}
		})
	}
	code, _, errs := call(t, "verify", t.TempDir())
	if code != exitFailed || !strings.Contains(errs, "neither a release nor a folder of releases") {
		t.Errorf("no release: exit code %d, %s", code, errs)
	}
}
