package release

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// standing publishes releases of some positions, each following the one before, and returns their names.
func chain(t *testing.T, out string, positions ...string) []string {
	t.Helper()
	var names []string
	follows := ""
	for i, asOf := range positions {
		name, err := Publish(out, Manifest{AsOf: asOf, Edition: "restricted", Follows: follows, Inputs: asOf + follows}, files(goodPage))
		if err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(filepath.Join(out, name), at, at); err != nil {
			t.Fatal(err)
		}
		names, follows = append(names, name), name
	}
	return names
}

// left are the numbers of the releases that still lie there.
func left(out string, names []string) string {
	var there []string
	for i, name := range names {
		if _, err := os.Stat(filepath.Join(out, name)); err == nil {
			there = append(there, string(rune('0'+i)))
		}
	}
	return strings.Join(there, " ")
}

func TestKeep(t *testing.T) {
	five := []string{"2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31"}
	for name, c := range map[string]struct {
		n      int
		before func(out string, names []string) error
		left   string
	}{
		"all by default":                {0, nil, "0 1 2 3 4"},
		"the last, and what it follows": {1, nil, "3 4"},
		"the last two":                  {2, nil, "2 3 4"},
		"more than there are":           {9, nil, "0 1 2 3 4"},
		"one signed off, and what it follows": {1, func(out string, names []string) error {
			s, err := Beside(out, names[1])
			if err != nil {
				return err
			}
			return s.Sign(Signoff{By: "A", Role: "B"})
		}, "0 1 3 4"},
		"one that was pointed to again": {1, func(out string, names []string) error {
			_, err := Again(out, names[0])
			return err
		}, "0 3 4"},
		"one that somebody changed is left alone": {1, func(out string, names []string) error {
			return os.WriteFile(filepath.Join(out, names[0], manifestName), []byte("{}"), 0o644)
		}, "0 3 4"},
		"one removed by halves": {2, func(out string, names []string) error {
			return os.Rename(filepath.Join(out, names[0]), filepath.Join(out, removing+names[0]))
		}, "2 3 4"},
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			names := chain(t, out, five...)
			other := filepath.Join(out, "minutes")
			if err := os.Mkdir(other, 0o755); err != nil {
				t.Fatal(err)
			}
			if c.before != nil {
				if err := c.before(out, names); err != nil {
					t.Fatal(err)
				}
			}
			gone, err := Keep(out, c.n)
			if err != nil {
				t.Fatal(err)
			}
			if got := left(out, names); got != c.left {
				t.Errorf("left %s, want %s; removed %v", got, c.left, gone)
			}
			if _, err := os.Stat(other); err != nil {
				t.Error("a folder of somebody else is gone")
			}
			if hidden, _ := filepath.Glob(filepath.Join(out, ".*")); len(hidden) > 0 {
				t.Errorf("left behind: %v", hidden)
			}
		})
	}
}

// What a release is compared with follows from those that lie there.
func TestBefore(t *testing.T) {
	out := t.TempDir()
	names := chain(t, out, "2025-09-30", "2025-12-31", "2025-12-31", "2026-03-31")
	inputs := func(i int) string {
		s, err := Beside(out, names[i])
		if err != nil {
			t.Fatal(err)
		}
		return s.Manifest.Inputs
	}
	for name, c := range map[string]struct {
		edition, asOf, inputs string
		want                  int
	}{
		"a new quarter":          {"restricted", "2026-06-30", "new", 3},
		"the same quarter again": {"restricted", "2026-03-31", "new", 3},
		"the same release again": {"restricted", "2026-03-31", inputs(3), 2},
		"an earlier quarter":     {"restricted", "2025-12-31", "new", 2},
		"before all":             {"restricted", "2025-06-30", "new", -1},
		"another edition":        {"shareable", "2026-06-30", "new", -1},
	} {
		s, ok, err := Before(out, c.edition, c.asOf, c.inputs)
		got := -1
		if ok {
			got = slices.Index(names, s.Name())
		}
		if err != nil || got != c.want {
			t.Errorf("%s: follows %d, want %d (%v)", name, got, c.want, err)
		}
	}
	// Readers are sent to the other edition: the last of this one is followed all the same.
	if _, err := Publish(out, Manifest{AsOf: "2026-03-31", Edition: "shareable"}, files(goodPage)); err != nil {
		t.Fatal(err)
	}
	if s, ok, err := Before(out, "restricted", "2026-06-30", "new"); err != nil || !ok || s.Name() != names[3] {
		t.Errorf("beside another edition: %v %v %v", s.Name(), ok, err)
	}
	if _, ok, err := Before(t.TempDir(), "restricted", "2026-06-30", "new"); ok || err != nil {
		t.Errorf("an empty folder: %v %v", ok, err)
	}
	// A file that was changed is not taken for what was published.
	s, err := Beside(out, names[3])
	if err != nil {
		t.Fatal(err)
	}
	if data, err := s.Data("data/x.csv"); err != nil || string(data) != "a\n1\n" {
		t.Errorf("%q %v", data, err)
	}
	if err := os.WriteFile(filepath.Join(s.Folder, "data", "x.csv"), []byte("a\n2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Data("data/x.csv"); err == nil {
		t.Error("a file that was changed was read")
	}
}
