package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"proceedings/queries"
	"proceedings/reports/release"
)

// What an edition may not show is not even asked for, and no file of its release names a case, nor does a part of its
// documents.
func TestShareableFilesNameNoCase(t *testing.T) {
	t.Parallel()
	catalogue, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	team, board := released(t, filepath.Join(demoDir(t), "release")), released(t, filepath.Join(demoDir(t), "release-shareable"))
	cases := casesNamed(t, catalogue, team)
	if packs, err := filepath.Glob(filepath.Join(team, "debrief", "*.html")); len(cases) < 20 || len(packs) == 0 {
		t.Fatalf("the restricted edition names %d cases and has %d packs: nothing would be proved, %v", len(cases), len(packs), err)
	}
	s, err := release.Open(board)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Manifest.Figures {
		if q, err := catalogue.Get(f.Query); err != nil || q.Sensitivity != queries.Aggregate {
			t.Errorf("%s is asked: %v", f.Query, err)
		}
	}
	var files []release.File
	for name := range hashes(t, board) {
		data, err := os.ReadFile(filepath.Join(board, name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "debrief/") || strings.HasSuffix(name, ".ics") {
			t.Errorf("there is a pack or a calendar: %s", name)
		}
		files = append(files, release.File{Path: name, Bytes: data})
	}
	texts := unzipped(t, files)
	if len(s.Manifest.Figures) < 50 || len(texts) < len(files)+20 {
		t.Errorf("%d figures and %d texts in %d files: too little was looked at", len(s.Manifest.Figures), len(texts), len(files))
	}
	for _, f := range texts {
		for _, ref := range cases {
			if at := strings.Index(f.text, ref); at >= 0 {
				t.Fatalf("%s names case %s: %q", f.path, ref, f.text[max(0, at-200):at+100])
			}
		}
	}
}

// casesNamed are the references of cases in the data of a release, which none but one of cases may hold.
func casesNamed(t *testing.T, catalogue *queries.Catalogue, folder string) []string {
	t.Helper()
	s, err := release.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	var cases []string
	for _, f := range s.Manifest.Figures {
		lines := readLines(t, filepath.Join(folder, f.Data))
		column := slices.Index(lines[0], "case_ref")
		if column < 0 {
			continue
		}
		if q, err := catalogue.Get(f.Query); err != nil || q.Sensitivity != queries.CaseLevel {
			t.Errorf("%s names cases and is not of them: %v", f.Query, err)
		}
		for _, line := range lines[1:] {
			if ref := line[column]; ref != "" && !slices.Contains(cases, ref) {
				cases = append(cases, ref)
			}
		}
	}
	return cases
}
