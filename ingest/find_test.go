package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"proceedings/ingest/profile"
	"proceedings/ingest/vocab"
)

// TestFind finds the exports in folders and archives, whatever they are called
// and however they are packed, and says why it leaves others alone.
func TestFind(t *testing.T) {
	t.Parallel()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	profiles := formatProfiles(t, words)
	rows := tenCases()
	text := []byte(delimited(rows, ","))
	other := []byte(delimited(rows[:5], ","))
	book := workbookBytes(t, rows)
	for name, c := range map[string]struct {
		files   map[string][]byte
		found   string // names of the exports, or
		says    string // part of the error
		ignored string // part of what is left alone
	}{
		"two in an archive":          {files: map[string][]byte{"q.zip": zipped(t, map[string][]byte{"x/plain.csv": text, "y/list.json": jsonList(t, rows), "README.txt": []byte("x")})}, found: "list.json plain.csv", ignored: "q.zip!README.txt: not a file that is read"},
		"the same bytes twice":       {files: map[string][]byte{"plain.csv": text, "q.zip": zipped(t, map[string][]byte{"plain.csv": text}), "plain.csv.gz": gzipped(t, text)}, found: "plain.csv", ignored: "the same bytes and extract date"},
		"one name, other bytes":      {files: map[string][]byte{"a/plain.csv": text, "b/plain.csv": other}, says: "have one name and one extract date"},
		"names that climb":           {files: map[string][]byte{"q.zip": zipped(t, map[string][]byte{"../../plain.csv": text, "/etc/list.json": jsonList(t, rows)})}, found: "list.json plain.csv"},
		"hidden and lock files":      {files: map[string][]byte{"plain.csv": text, "~$sheet.xlsx": text, ".x.csv": text, "q.zip": zipped(t, map[string][]byte{"__MACOSX/._plain.csv": text, "list.json": jsonList(t, rows)})}, found: "list.json plain.csv", ignored: "a hidden or lock file"},
		"an archive in an archive":   {files: map[string][]byte{"q.zip": zipped(t, map[string][]byte{"in.zip": zipped(t, map[string][]byte{"plain.csv": text}), "mark.csv": text})}, found: "mark.csv", ignored: "an archive inside an archive"},
		"a CSV called .xlsx":         {files: map[string][]byte{"plain.xlsx": text}, found: "plain.xlsx"},
		"a workbook called .csv":     {files: map[string][]byte{"sheet.csv": book}, found: "sheet.csv"},
		"a workbook for a CSV":       {files: map[string][]byte{"plain.csv": book}, says: "reads csv, but the file is an Excel workbook"},
		"a CSV for a workbook":       {files: map[string][]byte{"sheet.xlsx": text}, says: "but the file is delimited text, not an Excel workbook"},
		"text that a profile names":  {files: map[string][]byte{"pipes.txt": []byte(delimited(rows, "|")), "notes.txt": text}, found: "pipes.txt", ignored: "notes.txt: not a file that is read"},
		"nothing in a folder":        {files: map[string][]byte{"x.pdf": text}, says: "holds no file that is read"},
		"nothing in an archive":      {files: map[string][]byte{"q.zip": zipped(t, map[string][]byte{"x.pdf": text})}, says: "holds no file that is read"},
		"an empty file in gzip":      {files: map[string][]byte{"plain.csv.gz": gzipped(t, nil)}, says: "the file is empty"},
		"an archive that is none":    {files: map[string][]byte{"q.zip": []byte("PK\x03\x04 and no more")}, says: "without a whole list of its members"},
		"more than may be unpacked":  {files: map[string][]byte{"plain.csv.gz": gzipped(t, []byte(strings.Repeat("a,b\n", 1<<19)))}, says: "--max-unpacked"},
		"columns that are not there": {files: map[string][]byte{"q.zip": zipped(t, map[string][]byte{"plain.csv": []byte("a,b\n1,2\n")})}, says: "q.zip!plain.csv: profile plain does not fit: columns missing"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for file, data := range c.files {
				path := filepath.Join(dir, file)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			found, ignored, err := find([]string{dir}, Options{Profiles: profiles, MaxUnpacked: 1 << 20})
			if c.says != "" {
				if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
					t.Errorf("says %v, want %q in it", err, c.says)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			names := []string{}
			for _, e := range found {
				names = append(names, e.name())
			}
			slices.Sort(names)
			if got := strings.Join(names, " "); got != c.found {
				t.Errorf("found %s, want %s", got, c.found)
			}
			if got := strings.Join(ignored, "\n"); !strings.Contains(got, c.ignored) {
				t.Errorf("left alone: %s\nwant %q in it", got, c.ignored)
			}
		})
	}
}

// TestLoadArchive loads two exports of one archive: each has its own accounting,
// the second load of the same bytes, now unpacked, does nothing, and a row that
// is no JSON waits as it was sent.
func TestLoadArchive(t *testing.T) {
	t.Parallel()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	rows := tenCases()
	for i := range rows[1:] {
		rows[i+1][0] = fmt.Sprintf("J/%02d", i) // other cases than those of the CSV
	}
	lines := append(jsonLines(t, rows), "{\"Ref\": \"J/99\", \"Force\": \n"...)
	dir := t.TempDir()
	archive := filepath.Join(dir, "quarter.zip")
	text := delimited(tenCases(), ",")
	if err := os.WriteFile(archive, zipped(t, map[string][]byte{"plain.csv": []byte(text), "lines.ndjson": lines}), 0o600); err != nil {
		t.Fatal(err)
	}
	w := filepath.Join(dir, "w.duckdb")
	opt := Options{Warehouse: w, Profiles: formatProfiles(t, words), Words: words, KeyFile: w + ".keys", Now: time.Unix(1<<32, 0)}
	report, err := Load(t.Context(), opt, archive)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range report.Files {
		fmt.Fprintf(&b, "%s: read %d = accepted %d + quarantined %d %v\n", strings.TrimPrefix(f.Path, dir), f.Read, f.Accepted, f.Quarantined, f.Problems)
	}
	want := `/quarter.zip!lines.ndjson: read 11 = accepted 9 + quarantined 2 [{the line is not JSON quarantine 1} {unknown code quarantine 1}]
/quarter.zip!plain.csv: read 10 = accepted 9 + quarantined 1 [{unknown code quarantine 1}]
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	held := waitingRows(t, opt)
	if !slices.ContainsFunc(held, func(h Waiting) bool { return h.Row == 11 && h.Cells[0] == `{"Ref": "J/99", "Force":` }) {
		t.Errorf("held back: %+v", held)
	}
	plain := filepath.Join(dir, "plain.csv")
	if err := os.WriteFile(plain, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := Load(t.Context(), opt, plain)
	if err != nil || !again.Files[0].Already {
		t.Errorf("the same bytes, unpacked: %v %+v", err, again)
	}
}

// TestJoinInArchive loads an export of two files that lie in one archive as it
// does when they lie in one folder.
func TestJoinInArchive(t *testing.T) {
	t.Parallel()
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	a, err := txtar.ParseFile("testdata/join_many.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	writeArchive(t, dir, a)
	profiles, err := profile.Load(filepath.Join(dir, "profiles"), words)
	if err != nil {
		t.Fatal(err)
	}
	members := map[string][]byte{}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, "in/1/"); ok {
			data, err := os.ReadFile(filepath.Join(dir, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			members["quarter/"+name+".gz"] = gzipped(t, data)
		}
	}
	archive := filepath.Join(dir, "q.zip")
	if err := os.WriteFile(archive, zipped(t, members), 0o600); err != nil {
		t.Fatal(err)
	}
	texts := []string{}
	for i, from := range []string{filepath.Join(dir, "in", "1"), archive} {
		w := filepath.Join(dir, fmt.Sprintf("w%d.duckdb", i))
		report, err := Load(t.Context(), Options{Warehouse: w, Profiles: profiles, Words: words, KeyFile: filepath.Join(dir, "keys"), Now: time.Unix(1<<32, 0)}, from)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		writeReport(&b, "1", report)
		texts = append(texts, strings.ReplaceAll(b.String(), ".xlsx.gz:", ".xlsx:")+string(recordsText(t, w, words, time.Time{})))
	}
	if texts[0] != texts[1] || !strings.Contains(texts[0], "accepted") {
		t.Errorf("in an archive:\n%s\nin a folder:\n%s", texts[1], texts[0])
	}
}

// TestChangedWhileRead refuses an archive that was written to after it was looked at.
func TestChangedWhileRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	archive := filepath.Join(dir, "q.zip")
	if err := os.WriteFile(archive, zipped(t, map[string][]byte{"plain.csv": []byte(delimited(tenCases(), ","))}), 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := vocab.Load("")
	if err != nil {
		t.Fatal(err)
	}
	found, _, err := find([]string{archive}, Options{Profiles: formatProfiles(t, words)})
	if err != nil {
		t.Fatal(err)
	}
	if err := found[0].unchanged(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(archive, []byte("more"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := found[0].unchanged(); err == nil || !strings.Contains(err.Error(), "changed while it was read") {
		t.Errorf("changed: %v", err)
	}
	if err := os.Remove(archive); err != nil {
		t.Fatal(err)
	}
	if err := found[0].unchanged(); err == nil || !strings.Contains(err.Error(), "no longer there") {
		t.Errorf("gone: %v", err)
	}
}
