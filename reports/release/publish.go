package release

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// manifestName is the file of a release that is not listed in itself.
const manifestName = "manifest.json"

// Built is a release as it would lie in a folder: its name and all its files, the manifest among them.
type Built struct {
	Name     string
	Files    []File
	manifest Manifest
}

// Build checks the files of a release and seals them with their manifest. It writes nothing. Where a check
// fails the error says which.
func Build(m Manifest, files []File) (Built, error) {
	if err := checkFiles(files); err != nil {
		return Built{}, fmt.Errorf("the release is not published: %w", err)
	}
	m.Checks = append(slices.Clone(m.Checks), Check{Name: "every page is whole and refers to nothing outside the release", Result: "passed"})
	manifest, name, err := m.seal(files)
	if err != nil {
		return Built{}, err
	}
	return Built{Name: name, Files: append(slices.Clone(files), File{Path: manifestName, Bytes: manifest}), manifest: m}, nil
}

// Publish builds the release in folder out, checks it and points out/index.html
// to it. It returns the name of the release's folder. Where a check fails nothing
// is pointed to and the error says which.
func Publish(out string, m Manifest, files []File) (string, error) {
	b, err := Build(m, files)
	if err != nil {
		return "", err
	}
	if err := ours(filepath.Join(out, "index.html")); err != nil {
		return "", err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return "", fmt.Errorf("the release folder cannot be made: %w", err)
	}
	if err := place(filepath.Join(out, b.Name), b.Files); err != nil {
		return "", err
	}
	return b.Name, replace(filepath.Join(out, "index.html"), pointer(b.Name))
}

// place puts a folder that holds exactly these files at target. One that is
// there already stands; one whose files somebody has changed is set right: the files
// are built and read back aside before it gives way, and it comes back where they
// cannot take its place.
func place(target string, files []File) error {
	if same(target, files) == nil {
		return nil
	}
	aside, err := os.MkdirTemp(filepath.Dir(target), ".building-")
	if err != nil {
		return fmt.Errorf("the release cannot be written: %w", err)
	}
	defer os.RemoveAll(aside)
	if err := write(aside, files); err != nil {
		return fmt.Errorf("the release cannot be written: %w", err)
	}
	if err := same(aside, files); err != nil {
		return err
	}
	return swap(aside, target)
}

// write puts the files into a folder.
func write(folder string, files []File) error {
	for _, f := range files {
		p := filepath.Join(folder, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(p, f.Bytes, 0o644); err != nil {
			return err
		}
	}
	return os.Chmod(folder, 0o755)
}

// swap gives the name target to the folder aside. What has that name steps back,
// comes back if the other cannot take its place, and is removed last.
func swap(aside, target string) error {
	if _, err := os.Lstat(target); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(aside, target)
	}
	back, err := os.MkdirTemp(filepath.Dir(target), ".old-")
	if err != nil {
		return fmt.Errorf("%s has been changed since it was published and cannot be replaced: %w", target, err)
	}
	defer os.Remove(back) // an empty folder only: nothing is lost if old could not come back
	old := filepath.Join(back, filepath.Base(target))
	if err := os.Rename(target, old); err != nil {
		return fmt.Errorf("%s has been changed since it was published and cannot be replaced: %w", target, err)
	}
	if err := os.Rename(aside, target); err != nil {
		return fmt.Errorf("%s has been changed since it was published and cannot be replaced: %w", target, errors.Join(err, os.Rename(old, target)))
	}
	_ = os.RemoveAll(old) // a file that somebody has open may stay behind; the release is in its place
	return nil
}

// strays are files that file managers leave in any folder they show, in lower case.
var strays = []string{"thumbs.db", "desktop.ini", ".ds_store"}

// same wants a folder to hold exactly these files, strays aside.
func same(folder string, files []File) error {
	want := map[string]string{}
	for _, f := range files {
		want[f.Path] = hash(f.Bytes)
	}
	return holds(folder, want)
}

// holds wants a folder to hold exactly the files of these paths and SHA-256, strays aside.
func holds(folder string, want map[string]string) error {
	problems, err := look(folder, want)
	if err == nil && len(problems) > 0 {
		err = fmt.Errorf("%s in %s %s", problems[0].Path, folder, problems[0].What)
	}
	return err
}

// look lists by path what of a folder is not as these paths and SHA-256 want it, strays aside. It reads each file once.
func look(folder string, want map[string]string) ([]Problem, error) {
	var problems []Problem
	seen := map[string]bool{}
	err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || slices.Contains(strays, strings.ToLower(d.Name())) {
			return err
		}
		rel, err := filepath.Rel(folder, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		seen[rel] = true
		expected, ok := want[rel]
		if !ok {
			problems = append(problems, Problem{rel, "is no file of the release"})
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if hash(data) != expected {
			problems = append(problems, Problem{rel, "is not what was written"})
		}
		return nil
	})
	for name := range want {
		if !seen[name] {
			problems = append(problems, Problem{name, "is missing"})
		}
	}
	return sorted(problems), err
}

// Replace puts a small file that others may be reading in the place of another, in one step.
func Replace(path string, data []byte) error { return replace(path, data) }

// replace puts a small file in the place of another in one step.
func replace(target string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(target), ".index-")
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", target, err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close(), os.Chmod(f.Name(), 0o644)); err != nil {
		return fmt.Errorf("%s cannot be written: %w", target, err)
	}
	return os.Rename(f.Name(), target)
}

// pointerMark is what only a pointer holds.
const pointerMark = `<meta name="generator" content="proceedings release pointer">`

// ours refuses to replace an index.html that somebody else put there.
func ours(path string) error {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the release cannot be pointed to: %w", err)
	}
	if !bytes.Contains(data, []byte(pointerMark)) {
		return fmt.Errorf("%s is not a page of this program and would be replaced: publish into another folder, or move it away", path)
	}
	return nil
}

// pointer is the page that sends readers to the release in force.
func pointer(name string) []byte {
	to := html.EscapeString(name + "/index.html")
	return []byte(`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
` + pointerMark + `
<meta http-equiv="refresh" content="0; url=` + to + `">
<title>Proceedings: the latest release</title>
</head>
<body>
<main>
<h1>Proceedings</h1>
<p><a href="` + to + `">Open the latest release</a></p>
</main>
</body>
</html>
`)
}

// outside finds what would make a page reach out of the release.
var outside = regexp.MustCompile(`(?i)<(?:script|link|img|iframe|object|embed|source|audio|video|form|base)\b[^>]*\s(?:src|href|action|data)\s*=\s*["']?\s*(?:[a-z][a-z0-9+.-]*:)?//`)

var links = regexp.MustCompile(`(?i)<a\b[^>]*\shref="([^"#?]+)`)

// checkFiles wants every page to end, to carry a policy, to refer to nothing
// outside the release and to link only to files that are in it.
func checkFiles(files []File) error {
	have := map[string]bool{}
	for _, f := range files {
		if have[f.Path] {
			return fmt.Errorf("two files are named %s", f.Path)
		}
		have[f.Path] = true
	}
	if !have["index.html"] {
		return errors.New("there is no index.html")
	}
	for _, f := range files {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		if err := checkPage(f, have); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	return nil
}

func checkPage(f File, have map[string]bool) error {
	text := string(f.Bytes)
	switch {
	case !strings.HasSuffix(strings.TrimSpace(text), "</html>"):
		return errors.New("the page does not end")
	case !strings.Contains(text, "Content-Security-Policy"):
		return errors.New("the page has no content security policy")
	case outside.MatchString(text):
		return fmt.Errorf("the page refers to something outside the release: %.80s", outside.FindString(text))
	}
	for _, m := range links.FindAllStringSubmatch(text, -1) {
		target := path.Join(path.Dir(f.Path), html.UnescapeString(m[1]))
		if !have[target] && target != manifestName {
			return fmt.Errorf("the page links to %s, which is not in the release", m[1])
		}
	}
	return nil
}
