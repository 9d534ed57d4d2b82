package export

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// built takes a place and puts an export of one file into it.
func built(t *testing.T, target, text string, replace bool) error {
	t.Helper()
	p, err := Take(target, replace)
	if err != nil {
		return err
	}
	defer p.Leave()
	if info, err := os.Stat(p.Folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info, err)
	}
	d := Descriptor{MadeBy: madeBy, Resources: []Resource{{Path: []string{"case/part-0.csv"}}}}
	if err := d.write(p.Folder); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(p.Folder, "case", "part-0.csv"), text)
	return p.Settle()
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// wantText wants the export in a folder to be the one with this text, and nothing beside the folder.
func wantText(t *testing.T, target, text string) {
	t.Helper()
	if got, err := os.ReadFile(filepath.Join(target, "case", "part-0.csv")); string(got) != text {
		t.Errorf("the export holds %q (%v), want %q", got, err, text)
	}
	if beside, err := filepath.Glob(target + ".*"); err != nil || len(beside) > 0 {
		t.Errorf("left behind: %v, %v", beside, err)
	}
}

func TestPlace(t *testing.T) {
	target := filepath.Join(t.TempDir(), "new", "records")
	if err := built(t, target, "one", false); err != nil {
		t.Fatal(err)
	}
	wantText(t, target, "one")
	if err := built(t, target, "two", false); err == nil || !strings.Contains(err.Error(), "there is an export already") {
		t.Errorf("a second time: %v", err)
	}
	if err := built(t, target, "two", true); err != nil {
		t.Error(err)
	}
	wantText(t, target, "two")
	write(t, filepath.Join(target, "case", "notes.txt"), "mine")
	if err := built(t, target, "three", true); err == nil || !strings.Contains(err.Error(), "case/notes.txt is not of the export") {
		t.Errorf("with a file of somebody: %v", err)
	}
	wantText(t, target, "two")
	empty := t.TempDir()
	if err := built(t, empty, "in empty", false); err != nil {
		t.Error(err)
	}
	wantText(t, empty, "in empty")
}

func TestPlaceRefuses(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "full", "a.txt"), "mine")
	write(t, filepath.Join(dir, "other", descriptorName), `{"name": "of another program"}`)
	for target, want := range map[string]string{"full": "is no export of this program", "other": "is no export of this program", "full/a.txt": "is a file", "full/a.txt/x": "cannot be"} {
		if err := built(t, filepath.Join(dir, target), "one", true); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", target, err, want)
		}
	}
	p, err := Take(filepath.Join(dir, "busy"), false)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Leave()
	if _, err := Take(filepath.Join(dir, "busy"), false); err == nil || !strings.Contains(err.Error(), "under way") {
		t.Errorf("two at a time: %v", err)
	}
}

// A run that was killed leaves the folder as it was, and the next clears up behind it.
func TestPlaceAfterKill(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "records")
	if err := built(t, target, "one", false); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(target+".exporting", "case", "half.csv"), "half")
	if err := built(t, target, "two", true); err != nil {
		t.Error(err)
	}
	wantText(t, target, "two")
	// Killed after the old one had stepped back.
	write(t, filepath.Join(target+".exporting", "case", "whole.csv"), "whole")
	if err := os.Mkdir(target+".exporting.old", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(target, filepath.Join(target+".exporting.old", "records")); err != nil {
		t.Fatal(err)
	}
	if _, err := Take(target, false); !errors.Is(err, ErrThere) {
		t.Errorf("an export that came back is to be replaced unasked: %v", err)
	}
	wantText(t, target, "two")
}
