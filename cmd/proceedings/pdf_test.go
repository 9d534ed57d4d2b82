package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"proceedings/reports"
)

// Reports are printed as PDF files where a browser is installed; pages link to them, and the release of either edition can be verified.
func TestPDF(t *testing.T) {
	longTests(t)
	t.Parallel()
	g := &global{env: env{getenv: func(string) string { return "" }}}
	if _, err := g.printer(); err != nil {
		t.Skip(err)
	}
	words, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext (poppler) is not installed")
	}
	warehouse, out := filepath.Join(demoDir(t), "warehouse.duckdb"), t.TempDir()
	must(t, "publish", "--warehouse", warehouse, "--out", out, "--as-of", demoAsOf, "--packs", "0", "--no-drawings", "--pdf")
	release := released(t, out)
	for _, r := range reports.Reports() {
		text, err := exec.Command(words, filepath.Join(release, r.Name+".pdf"), "-").Output()
		if err != nil || !strings.Contains(string(text), r.Title) {
			t.Errorf("%s.pdf does not say its title (%v)", r.Name, err)
		}
		if page := textOf(parseFile(t, filepath.Join(release, r.Name+".html"))); !strings.Contains(page, "as PDF") {
			t.Errorf("%s.html does not lead to its PDF file", r.Name)
		}
	}
	board := t.TempDir()
	must(t, "publish", "--warehouse", warehouse, "--out", board, "--edition", "shareable", "--as-of", demoAsOf, "--no-drawings", "--pdf")
	for _, out := range []string{out, board} {
		if said := must(t, "verify", out, "--warehouse", warehouse); !strings.Contains(said, "byte for byte") {
			t.Errorf("verify says %q", said)
		}
	}
}
