package document

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// tool finds a program that a test needs; the test is skipped without it, save where none may be.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("PROCEEDINGS_TEST_ALL") != "" {
		t.Fatalf("%s is needed: install libreoffice-writer, -impress and -calc and poppler-utils", name)
	}
	if err != nil {
		t.Skipf("needs %s", name)
	}
	return path
}

// run gives what a program prints.
func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Minute)
	defer stop()
	out, err := exec.CommandContext(ctx, program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
	return string(out)
}

var runsOfSpace = regexp.MustCompile(`\s+`)

// Every file opens in LibreOffice and says there what the document says: each finding once,
// slides as pages.
func TestFilesOpenInLibreOffice(t *testing.T) {
	soffice, totext, info := tool(t, "soffice"), tool(t, "pdftotext"), tool(t, "pdfinfo")
	d, dir := sample(t), t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to", "pdf"}
	want := map[string]int{".docx": 4, ".pptx": 6, ".xlsx": 7, ".ods": 6}
	for _, f := range Formats() {
		if want[f.Extension] == 0 {
			continue // CSV is no document
		}
		data, err := f.Write(d)
		if err != nil {
			t.Fatal(err)
		}
		sub := filepath.Join(dir, f.Extension[1:])
		if err := os.MkdirAll(sub, 0o700); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(sub, "sample"+f.Extension)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		run(t, soffice, append(args, "--outdir", sub, path)...)
		pdf := filepath.Join(sub, "sample.pdf")
		text := runsOfSpace.ReplaceAllString(run(t, totext, "-layout", pdf, "-"), " ")
		pages := regexp.MustCompile(`Pages:\s+(\d+)`).FindStringSubmatch(run(t, info, pdf))
		if len(pages) != 2 || pages[1] != itoa(want[f.Extension]) {
			t.Errorf("%s: pages %v, want %d", f.Extension, pages, want[f.Extension])
		}
		times := 1
		if strings.HasSuffix(f.Extension, "s") || f.Extension == ".xlsx" {
			times = 2 // above the table, and in the sheet of findings
		}
		for _, headline := range []string{"Two of three limits were met", "Nowhere stands out"} {
			if n := strings.Count(text, headline); n != times {
				t.Errorf("%s: %q stands %d times, want %d", f.Extension, headline, n, times)
			}
		}
		for _, say := range []string{"The rest were late.", "Second <point>.", "1 April to 30 June 2026"} {
			if !strings.Contains(text, say) {
				t.Errorf("%s lacks %q", f.Extension, say)
			}
		}
		if f.Extension != ".pptx" && !strings.Contains(text, `Meeting <is> "held" & ended`) {
			t.Errorf("%s lacks the words of a cell", f.Extension)
		}
	}
}
