package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"proceedings/reports/pack"
)

// mostOfAPack is what a pack may weigh.
const mostOfAPack = 150 << 10

// concludedCases are the cases of the demo's release whose proceedings ended, each with the name of its pack.
func concludedCases(t *testing.T, release string) map[string]string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(release, "debrief.html"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`<a href="(debrief/[^"]+\.html)">([^<]+)</a>`).FindAllStringSubmatch(string(page), -1) {
		out[m[2]] = m[1]
	}
	return out
}

// Each case that ended in the period has a pack, which is listed, is no heavier than it may be, and has
// neither script nor chart library.
func TestPacksOfARelease(t *testing.T) {
	release := released(t, filepath.Join(demoDir(t), "release"))
	listed := concludedCases(t, release)
	f, err := os.Open(filepath.Join(release, "data", "cases_concluded.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 20 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		path := listed[row[0]]
		data, err := os.ReadFile(filepath.Join(release, path))
		if path == "" || err != nil {
			t.Errorf("case %s has no pack that is listed: %v", row[0], err)
			continue
		}
		text := string(data)
		word := strings.TrimSuffix(path, ".html") + ".docx"
		if document, err := os.ReadFile(filepath.Join(release, word)); err != nil || len(document) > mostOfAPack || !strings.Contains(text, `<a href="`+filepath.Base(word)+`">Word</a>`) {
			t.Errorf("%s: %d bytes, %v, or no link to it on its page", word, len(document), err)
		}
		if len(data) > mostOfAPack {
			t.Errorf("%s weighs %d bytes", path, len(data))
		}
		if strings.Contains(text, "<script") || !strings.Contains(text, "Debrief of case "+row[0]) || !strings.Contains(text, "Invented sample data") || !strings.Contains(text, "Inputs ") {
			t.Errorf("%s has a script, or not its heading, its warning or its inputs", path)
		}
	}
	packs, err := filepath.Glob(filepath.Join(release, "debrief", "*.html"))
	if err != nil || len(packs) != len(listed) {
		t.Errorf("%d packs, %d listed: %v", len(packs), len(listed), err)
	}
}

var (
	mainPart = regexp.MustCompile(`(?s)<main.*</main>`)
	anyLink  = regexp.MustCompile(`<a href="[^"]*">([^<]*)</a>`)
)

// The pack of a case is the same asked for alone and made with all others, links to other packs aside.
func TestPackAloneAndAmongOthers(t *testing.T) {
	t.Parallel()
	dir := demoDir(t)
	release := released(t, filepath.Join(dir, "release"))
	n := 0
	for ref, path := range concludedCases(t, release) {
		if n++; n > 2 {
			break
		}
		out := t.TempDir()
		said := must(t, "debrief", ref, "--warehouse", filepath.Join(dir, "warehouse.duckdb"), "--as-of", demoAsOf, "--format", "html,docx", "--out", filepath.Join(out, "a folder"))
		file := filepath.Join(out, "a folder", filepath.Base(path))
		if !strings.Contains(said, file) || !strings.Contains(said, ref) {
			t.Errorf("the verb says %q", said)
		}
		alone, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		among, err := os.ReadFile(filepath.Join(release, path))
		if err != nil {
			t.Fatal(err)
		}
		plain := func(b []byte) string { return anyLink.ReplaceAllString(string(mainPart.Find(b)), "$1") }
		if plain(alone) != plain(among) {
			t.Errorf("the pack of %s differs when asked for alone", ref)
		}
	}
}

// Who names a case is told which of its proceedings have a note, and of no other.
func TestBriefingOfACase(t *testing.T) {
	all := []pack.Hearing{{Case: "EWD/00002/25", Proceeding: "P1"}, {Case: "EWD/00003/25", Proceeding: "P2"}}
	if _, err := only(all, "ewd/00002/25"); err == nil || err.Error() != "ewd/00002/25 is a case, and a note is of one proceeding: of that case there is P1" {
		t.Error(err)
	}
}

// What is refused, and how.
func TestDebriefRefuses(t *testing.T) {
	t.Parallel()
	w := filepath.Join(demoDir(t), "warehouse.duckdb")
	for name, c := range map[string]struct {
		args []string
		want string
		code int
	}{
		"no case":      {[]string{"debrief", "--warehouse", w}, "name one case", 2},
		"two cases":    {[]string{"debrief", "a", "b", "--warehouse", w}, "name one case", 2},
		"unknown case": {[]string{"debrief", "ALD/0006/22", "--warehouse", w, "--as-of", demoAsOf}, "did you mean", 1},
		"no folder":    {[]string{"debrief", "ALD/00006/22", "--warehouse", w, "--as-of", demoAsOf, "--out", filepath.Join(w, "x")}, "name another with --out", 1},
		"format":       {[]string{"debrief", "ALD/00006/22", "--warehouse", w, "--format", "pdf"}, "there are html, docx, pptx, xlsx, ods and csv", 2},
		"ending":       {[]string{"debrief", "ALD/00006/22", "--warehouse", w, "--out", "pack.pdf"}, "there are html, docx, pptx, xlsx, ods and csv; or name a folder", 2},
		"both":         {[]string{"debrief", "ALD/00006/22", "--warehouse", w, "--out", "pack.docx", "--format", "html"}, "give --format with a folder", 2},
		"notes":        {[]string{"briefing", "--warehouse", w, "--out", "note.docx"}, "name the proceeding too", 2},
		"no hearing":   {[]string{"briefing", "NOWHERE", "--warehouse", w, "--as-of", demoAsOf}, "no proceeding NOWHERE is listed in the 30 days ahead: there are ", 1},
		"negative":     {[]string{"publish", "--warehouse", w, "--packs", "-1"}, "a number of cases", 2},
	} {
		code, _, errs := call(t, append([]string{"--quiet"}, c.args...)...)
		if code != c.code || !strings.Contains(errs, c.want) {
			t.Errorf("%s: exit code %d: %s", name, code, errs)
		}
	}
}

// A release may hold fewer packs than cases ended: those that ended last, and its page says so.
func TestFewerPacks(t *testing.T) {
	t.Parallel()
	w := filepath.Join(demoDir(t), "warehouse.duckdb")
	all := len(concludedCases(t, released(t, filepath.Join(demoDir(t), "release"))))
	few, none := filepath.Join(t.TempDir(), "release"), t.TempDir()
	must(t, "publish", "--warehouse", w, "--out", few, "--as-of", demoAsOf, "--packs", "2", "--no-drawings")
	for n, release := range map[int]string{0: filepath.Join(none, demoEarlier(t, none)), 2: released(t, few)} { // the demo's earlier release has none
		page, err := os.ReadFile(filepath.Join(release, "debrief.html"))
		if err != nil {
			t.Fatal(err)
		}
		packs, _ := filepath.Glob(filepath.Join(release, "debrief", "*.html"))
		want := "This release was made without packs"
		if n > 0 {
			want = fmt.Sprintf("the other %d were left out to bound its size", all-n)
		}
		if len(packs) != n || !strings.Contains(string(page), want) {
			t.Errorf("--packs %d: %d packs, and the page does not say %q", n, len(packs), want)
		}
	}
}
