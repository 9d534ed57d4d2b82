package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What was made of the same is not made again; what was changed since, in the release or in
// what it stands on, is.
func TestNothingChanged(t *testing.T) {
	t.Parallel()
	longTests(t)
	w := firstQuarter(t)
	out := filepath.Join(t.TempDir(), "release")
	publish := func(flags ...string) (name string, again bool) {
		t.Helper()
		code, said, errs := call(t, append([]string{"publish", "--warehouse", w, "--out", out, "--as-of", "2026-03-31", "--packs", "0", "--no-drawings"}, flags...)...)
		if code != 0 {
			t.Fatalf("exit code %d\n%s", code, errs)
		}
		name, _, _ = strings.Cut(strings.TrimPrefix(said, "Published "), "\n")
		return name, strings.Contains(errs, "nothing has changed since")
	}
	first, again := publish()
	if again {
		t.Fatal("the first release was there before")
	}
	page := filepath.Join(out, first, "board.html")
	good, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if name, again := publish(); !again || name != first {
		t.Errorf("published again: %s, made anew: %v", name, !again)
	}
	for what, spoil := range map[string]func() error{
		"a page is changed": func() error { return os.WriteFile(page, append(good, ' '), 0o644) },
		"a page is missing": func() error { return os.Remove(page) },
		"a file is added":   func() error { return os.WriteFile(filepath.Join(out, first, "data", "x.csv"), nil, 0o644) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if name, again := publish(); again || name != first {
			t.Errorf("%s: %s, made anew: %v", what, name, !again)
		}
		if healed, err := os.ReadFile(page); err != nil || !bytes.Equal(healed, good) {
			t.Errorf("%s: the release was not put right, %v", what, err)
		}
	}
	if name, again := publish("--period", "2025-26Q3"); again || name == first {
		t.Errorf("another period: %s, made anew: %v", name, !again)
	}
	must(t, "undo", "1", "--warehouse", w, "--reason", "taken back")
	if code, _, errs := call(t, "publish", "--warehouse", w, "--out", out, "--as-of", "2026-03-31"); code == 0 || strings.Contains(errs, "nothing has changed") {
		t.Errorf("with its only load taken back, it was published from memory: %s", errs)
	}
}
