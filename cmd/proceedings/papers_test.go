package main

import (
	"archive/zip"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Each proceeding listed in the days ahead has a note in the release, as page and for Word, which the work lists link; the shareable release has none.
func TestNotesOfARelease(t *testing.T) {
	dir := demoDir(t)
	release := released(t, filepath.Join(dir, "release"))
	f, err := os.Open(filepath.Join(release, "data", "briefing.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 10 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	lists, err := os.ReadFile(filepath.Join(release, "lists.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		ref := row[slices.Index(rows[0], "proceeding_ref")]
		before, _, ok := strings.Cut(string(lists), `">`+ref+"</a>")
		at := strings.LastIndex(before, `<a href="briefing/`)
		if !ok || at < 0 {
			t.Errorf("%s has no note that is listed", ref)
			continue
		}
		path := before[at+len(`<a href="`):]
		note, err := os.ReadFile(filepath.Join(release, path))
		if text := string(note); err != nil || strings.Contains(text, "<script") || !strings.Contains(text, ref+", ") || !strings.Contains(text, "This is no clearance") || !strings.Contains(text, "Invented sample data") {
			t.Errorf("%s: %v, or a script, or not what a note says", path, err)
		}
		word := strings.TrimSuffix(path, ".html") + ".docx"
		if _, err := os.Stat(filepath.Join(release, word)); err != nil || !strings.Contains(string(lists), `<a href="`+word+`">Word</a>`) {
			t.Errorf("%s: %v, or not linked", word, err)
		}
	}
	notes, err := filepath.Glob(filepath.Join(release, "briefing", "*"))
	if err != nil || len(notes) != 2*(len(rows)-1) {
		t.Errorf("%d files of notes for %d proceedings: %v", len(notes), len(rows)-1, err)
	}
	if shared, _ := filepath.Glob(filepath.Join(released(t, filepath.Join(dir, "release-shareable")), "briefing*")); len(shared) > 0 {
		t.Errorf("the shareable release holds %v", shared)
	}
}

// A pack and a note are written in every format asked for, which the name of the file or --format says.
func TestPapersInEveryFormat(t *testing.T) {
	w := filepath.Join(demoDir(t), "warehouse.duckdb")
	out := filepath.Join(t.TempDir(), "papers.d")
	must(t, "debrief", "ALD/00006/22", "--warehouse", w, "--as-of", demoAsOf, "--out", out+".Docx")
	opens(t, out+".Docx", "word/document.xml")
	must(t, "briefing", "ald-mh-0035", "--warehouse", w, "--as-of", demoAsOf, "--out", out, "--format", "html,.XLSX,ods,pptx,docx")
	for ext, part := range map[string]string{".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml", ".ods": "content.xml"} {
		opens(t, one(t, out, ext), part)
	}
	page, err := os.ReadFile(one(t, out, ".html"))
	if err != nil || !strings.Contains(string(page), ">Excel</a>") || !strings.Contains(string(page), "ALD-MH-0035") {
		t.Errorf("the page does not link what lies beside it: %v", err)
	}
}

// one is the only file of a folder with that ending.
func one(t *testing.T, dir, ext string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"+ext))
	if err != nil || len(files) != 1 {
		t.Fatalf("%s has %d files %s: %v", dir, len(files), ext, err)
	}
	return files[0]
}

// opens wants a file to be an archive that holds a part.
func opens(t *testing.T, file, part string) {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	defer z.Close()
	if _, err := z.Open(part); err != nil {
		t.Errorf("%s: %v", file, err)
	}
}
