package release

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const goodPage = `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body><a href="data/x.csv">x</a></body></html>`

func files(page string) []File {
	return []File{{Path: "index.html", Bytes: []byte(page)}, {Path: "data/x.csv", Bytes: []byte("a\n1\n")}}
}

func TestPublish(t *testing.T) {
	out := filepath.Join(t.TempDir(), "a folder", "release")
	name, err := Publish(out, Manifest{AsOf: "2026-03-31", Edition: "restricted"}, files(goodPage))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(name, "2026-03-31-restricted-") {
		t.Errorf("the release is named %s", name)
	}
	index, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil || !strings.Contains(string(index), "url="+name+"/index.html") {
		t.Errorf("the pointer does not name the release: %v\n%s", err, index)
	}
	data, err := os.ReadFile(filepath.Join(out, name, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Files) != 2 || m.Files[0].Path != "data/x.csv" || m.Files[0].SHA256 != hash([]byte("a\n1\n")) {
		t.Errorf("the manifest lists %+v", m.Files)
	}
	left, err := filepath.Glob(filepath.Join(out, ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestPublishTwiceIsTheSame(t *testing.T) {
	out := t.TempDir()
	first, err := Publish(out, Manifest{AsOf: "2026-03-31"}, files(goodPage))
	if err != nil {
		t.Fatal(err)
	}
	// Somebody edits a published file: publishing again sets it right.
	if err := os.WriteFile(filepath.Join(out, first, "data/x.csv"), []byte("a\n2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	second, err := Publish(out, Manifest{AsOf: "2026-03-31"}, files(goodPage))
	if err != nil {
		t.Fatal(err)
	}
	if first != second {
		t.Errorf("%s, then %s", first, second)
	}
	if data, _ := os.ReadFile(filepath.Join(out, first, "data/x.csv")); string(data) != "a\n1\n" {
		t.Errorf("the edited file still says %q", data)
	}
	left, err := filepath.Glob(filepath.Join(out, ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	third, err := Publish(out, Manifest{AsOf: "2026-06-30"}, files(goodPage))
	if err != nil {
		t.Fatal(err)
	}
	if third == first {
		t.Error("another as-of date gives the same name")
	}
	if _, err := os.Stat(filepath.Join(out, first)); err != nil {
		t.Errorf("the earlier release is gone: %v", err)
	}
}

// TestStandingReleaseStaysUntilReplaced changes a published file and then lets each
// way of setting it right fail: the folder that stands is left as it is.
func TestStandingReleaseStaysUntilReplaced(t *testing.T) {
	target := filepath.Join(t.TempDir(), "a-release")
	if err := place(target, files(goodPage)); err != nil {
		t.Fatal(err)
	}
	edited := filepath.Join(target, "data", "x.csv")
	if err := os.WriteFile(edited, []byte("a\n2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, try := range map[string]func() error{
		"cannot be written": func() error { return place(target, append(files(goodPage), File{Path: "data"})) },
		"cannot be moved":   func() error { return swap(filepath.Join(filepath.Dir(target), "nowhere"), target) },
	} {
		if err := try(); err == nil {
			t.Errorf("%s: no error", name)
		}
		if data, err := os.ReadFile(edited); err != nil || string(data) != "a\n2\n" {
			t.Errorf("%s: the folder that stood holds %q, %v", name, data, err)
		}
		left, err := filepath.Glob(filepath.Join(filepath.Dir(target), ".*"))
		if err != nil || len(left) > 0 {
			t.Errorf("%s: left behind: %v %v", name, left, err)
		}
	}
}

// TestStraysAreNoChange leaves in a release what file managers leave.
func TestStraysAreNoChange(t *testing.T) {
	target := filepath.Join(t.TempDir(), "a-release")
	if err := place(target, files(goodPage)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Thumbs.db", "data/desktop.ini", ".DS_Store"} {
		if err := os.WriteFile(filepath.Join(target, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := same(target, files(goodPage)); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(target, "data", "y.csv"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if same(target, files(goodPage)) == nil {
		t.Error("a file of nobody passed")
	}
}

// TestForeignIndex publishes into a folder that holds somebody else's page.
func TestForeignIndex(t *testing.T) {
	out := t.TempDir()
	page := filepath.Join(out, "index.html")
	if err := os.WriteFile(page, []byte("<h1>Ours</h1>"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Publish(out, Manifest{AsOf: "2026-03-31"}, files(goodPage)); err == nil || !strings.Contains(err.Error(), "publish into another folder") {
		t.Errorf("error %v", err)
	}
	if data, _ := os.ReadFile(page); string(data) != "<h1>Ours</h1>" {
		t.Errorf("the page was replaced: %s", data)
	}
}

// TestFaultyReleaseLeavesTheLastStanding publishes pages that must not be
// pointed to.
func TestFaultyReleaseLeavesTheLastStanding(t *testing.T) {
	out := t.TempDir()
	if _, err := Publish(out, Manifest{AsOf: "2026-03-31"}, files(goodPage)); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		files []File
		says  string
	}{
		"cut off":         {files(strings.TrimSuffix(goodPage, "</html>")), "does not end"},
		"no policy":       {files(strings.Replace(goodPage, "Content-Security-Policy", "X", 1)), "no content security policy"},
		"outside script":  {files(strings.Replace(goodPage, "<body>", `<body><script src="https://example.org/x.js"></script>`, 1)), "outside the release"},
		"outside picture": {files(strings.Replace(goodPage, "<body>", `<body><img src="//example.org/x.png">`, 1)), "outside the release"},
		"dead link":       {files(strings.Replace(goodPage, "data/x.csv", "data/y.csv", 1)), "not in the release"},
		"no index":        {[]File{{Path: "a.html", Bytes: []byte(goodPage)}}, "no index.html"},
		"two of a name":   {append(files(goodPage), File{Path: "data/x.csv"}), "two files"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Publish(out, Manifest{AsOf: "2026-06-30"}, c.files); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want %q in it", err, c.says)
			}
			after, err := os.ReadFile(filepath.Join(out, "index.html"))
			if err != nil || string(after) != string(before) {
				t.Errorf("the pointer changed: %v", err)
			}
		})
	}
}

// A release is pointed to again only where it is whole.
func TestAgain(t *testing.T) {
	out := t.TempDir()
	name, err := Publish(out, Manifest{AsOf: "2026-03-31"}, files(goodPage))
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(out, name)
	again := func(what string, want bool) {
		t.Helper()
		if got, err := Again(out, name); err != nil || got != want {
			t.Errorf("%s: %v %v", what, got, err)
		}
	}
	put := func(file, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(out, "index.html")); err != nil {
		t.Fatal(err)
	}
	again("whole", true)
	if _, err := os.Stat(filepath.Join(out, "index.html")); err != nil {
		t.Error("nothing points to it")
	}
	put("data/x.csv", "a\n2\n")
	again("a file changed", false)
	if err := os.Remove(filepath.Join(folder, "data/x.csv")); err != nil {
		t.Fatal(err)
	}
	again("a file gone", false)
	put("data/x.csv", "a\n1\n")
	again("put right", true)
	put("Thumbs.db", "x")
	again("a stray", true)
	put("more.html", "x")
	again("a file of nobody", false)
	if err := os.Remove(filepath.Join(folder, "more.html")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(folder, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	put(manifestName, string(data)+" ")
	again("a manifest changed", false)
	if got, err := Again(out, "2026-03-31-none"); got || err != nil {
		t.Errorf("no such release: %v %v", got, err)
	}
}
