package stats

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A file whose change would not change the fingerprint of the figures must not
// hold a formula.
func TestFingerprintCoversEveryFile(t *testing.T) {
	held, err := fs.Glob(sources, "*.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "doc.go" || name == "fingerprint.go" {
			continue
		}
		if !slices.Contains(held, name) {
			t.Errorf("%s is no part of the fingerprint", name)
		}
	}
}

// The package's page lists every step.
func TestDocNamesEveryStep(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for name, step := range Steps() {
		if !strings.Contains(string(doc), "//\t"+name+" ") {
			t.Errorf("doc.go does not name the step %s", name)
		}
		for _, arg := range slices.Concat(step.Needs, step.May) {
			if !strings.Contains(string(doc), arg) {
				t.Errorf("doc.go does not name the argument %s of %s", arg, name)
			}
		}
	}
}
